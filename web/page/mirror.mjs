// The accessibility tree as real elements, each exactly over what is drawn. Told what changed
// (web/page/mirror.h), it touches only that.

// role → [element, ARIA role where the element does not say it].
const ELEMENTS = {
  button: ['button'],
  tab: ['button', 'tab'],
  checkbox: ['button', 'checkbox'],
  menuitem: ['button', 'menuitem'],
  option: ['button', 'option'],
  textbox: ['input'],
  tabpanel: ['div', 'tabpanel'],
  text: ['div'],
  img: ['div', 'img'],
  progressbar: ['div', 'progressbar'],
  status: ['div', 'status'],
  table: ['div', 'table'],
  row: ['div', 'row'],
  cell: ['div', 'cell'],
  columnheader: ['div', 'columnheader'],
};

// Real buttons, of which the browser makes a click when Enter or Space is pressed.
const BUTTONS = new Set(['button', 'tab', 'checkbox', 'menuitem', 'option']);
// What a press acts on.
const PRESSABLE = new Set([...BUTTONS, 'row']);
// Named by their text; the others by aria-label.
const NAMED_BY_TEXT = new Set([...BUTTONS, 'heading', 'text', 'status', 'cell', 'columnheader']);
// ARIA wants these inside a group, which the drawing does not know.
const GROUPS = { tab: 'tablist', option: 'listbox', menuitem: 'menu', columnheader: 'row' };
// One Tab stop for all that stand together: arrow keys go on from there.
const ROVING = new Set(['tab', 'option', 'menuitem', 'row']);

export class Mirror {
  #root;
  #entries = new Map(); // id → {node, element, text}
  #order = [];
  #groups = new Map(); // key → element
  #focus = 0;

  constructor(root) {
    this.#root = root;
  }

  // True while elements are moved and removed: focus events that come of it mean nothing.
  updating = false;

  // The node that an element of the mirror stands for, or null.
  nodeOf(element) {
    const id = element?.dataset?.node;
    return id === undefined ? null : (this.#entries.get(Number(id))?.node ?? null);
  }

  isPressable(node) {
    return node !== null && PRESSABLE.has(node.role);
  }
  isButton(node) {
    return node !== null && BUTTONS.has(node.role);
  }

  update({ nodes = [], order, focus }) {
    this.updating = true;
    for (const node of nodes) this.#apply(node);
    if (order) this.#arrange(order);
    this.#place(new Set(nodes.map((node) => node.id)));
    if (focus !== undefined) this.#focus = focus;
    if (order || focus !== undefined || nodes.some((node) => ROVING.has(node.role))) {
      this.#chooseTabStops();
    }
    if (focus !== undefined) this.#moveFocus();
    this.updating = false;
  }

  #make(node) {
    const [tag, role] = node.role === 'heading' ? [`h${node.level || 2}`] : ELEMENTS[node.role];
    const element = document.createElement(tag);
    element.dataset.node = node.id;
    if (role) element.setAttribute('role', role);
    if (BUTTONS.has(node.role)) element.type = 'button';
    if (PRESSABLE.has(node.role)) element.dataset.press = '';
    if (node.role === 'textbox') {
      element.type = 'text';
      element.autocomplete = 'off';
      element.autocapitalize = 'off';
      element.spellcheck = false;
      element.dataset.press = '';
    }
    if (node.role === 'progressbar') element.setAttribute('aria-valuemax', 100);
    return element;
  }

  #apply(node) {
    let entry = this.#entries.get(node.id);
    if (entry && (entry.node.role !== node.role || entry.node.level !== node.level)) {
      // Another element; the order that comes with such a change gives it its place.
      entry.element.remove();
      entry = undefined;
    }
    if (!entry) {
      entry = { element: this.#make(node), node, box: '' };
      this.#entries.set(node.id, entry);
    }
    entry.node = node;
    this.#name(entry);
    this.#state(entry);
  }

  #name({ node, element }) {
    if (!NAMED_BY_TEXT.has(node.role)) {
      setAttribute(element, 'aria-label', node.name || null);
      return;
    }
    // Its own text node, so that children stay.
    const first = element.firstChild;
    if (first?.nodeType === Node.TEXT_NODE) {
      if (first.data !== node.name) first.data = node.name;
    } else {
      element.prepend(node.name);
    }
  }

  #state({ node, element }) {
    const { role } = node;
    setAttribute(element, 'aria-disabled', node.disabled ? 'true' : null);
    if (role === 'tab' || role === 'option') {
      setAttribute(element, 'aria-selected', String(Boolean(node.selected)));
    } else if (role === 'checkbox') {
      setAttribute(element, 'aria-checked', String(Boolean(node.selected)));
    } else if (role === 'row') {
      setAttribute(element, 'aria-selected', node.selected ? 'true' : null);
    } else if (BUTTONS.has(role)) {
      setAttribute(element, 'aria-pressed', node.selected ? 'true' : null);
    }
    if (node.expanded || element.hasAttribute('aria-expanded')) {
      setAttribute(element, 'aria-expanded', String(Boolean(node.expanded)));
    }
    if (role === 'progressbar') {
      setAttribute(element, 'aria-valuenow', node.percent ?? null);
      setAttribute(element, 'aria-valuetext', node.value ?? null);
    } else if (role === 'textbox') {
      if (element.value !== (node.value ?? '') && element.dataset.composing === undefined) {
        element.value = node.value ?? '';
      }
    } else {
      setAttribute(element, 'aria-description', node.value ?? null);
    }
    if (BUTTONS.has(role) && !ROVING.has(role)) element.tabIndex = node.disabled ? -1 : 0;
  }

  // Boxes count from the parent's, as absolute positions do; so a node whose parent moved moves too.
  #place(changed) {
    for (const id of this.#order) {
      const entry = this.#entries.get(id);
      if (!changed.has(id) && !changed.has(entry.node.parent)) continue;
      const [left, top, width, height] = entry.node.box;
      const [originLeft, originTop] = this.#entries.get(entry.node.parent)?.node.box ?? [0, 0];
      const box = [left - originLeft, top - originTop, width, height];
      if (entry.box === box.join(' ')) continue;
      entry.box = box.join(' ');
      const { style } = entry.element;
      [style.left, style.top, style.width, style.height] = box.map((length) => `${length}px`);
    }
  }

  // Puts every element where it belongs, moving none that is already there: a moved element would
  // lose the focus.
  #arrange(order) {
    const kept = new Set(order);
    for (const [id, { element }] of this.#entries) {
      if (kept.has(id)) continue;
      element.remove();
      this.#entries.delete(id);
    }
    this.#order = order;
    const cursors = new Map(); // element → the child that the next one is put before
    const put = (element, parent) => {
      if (!cursors.has(parent)) cursors.set(parent, parent.firstElementChild);
      const from = element.parentElement;
      if (cursors.get(from) === element) cursors.set(from, element.nextElementSibling);
      if (from === parent && cursors.get(parent) === element.nextElementSibling) return;
      parent.insertBefore(element, cursors.get(parent));
    };
    const runs = new Map(); // parent → {role, group}
    const used = new Map(); // key → group
    let title = ''; // the last words that can name what follows them
    for (const id of order) {
      const { node, element } = this.#entries.get(id);
      if (isTitle(node)) title = node.name;
      const parent = this.#entries.get(node.parent)?.element ?? this.#root;
      const groupRole = GROUPS[node.role];
      let run = runs.get(parent);
      if (!groupRole) {
        run = undefined;
      } else if (run?.role !== groupRole) {
        const group = this.#group(`${node.parent} ${groupRole}`, groupRole, title, used);
        // A table's head may be drawn last, over what scrolls beneath it.
        if (groupRole === 'row') cursors.set(parent, parent.firstElementChild);
        put(group, parent);
        run = { role: groupRole, group };
      }
      runs.set(parent, run);
      put(element, run ? run.group : parent);
    }
    for (const [key, group] of this.#groups) {
      if (!used.has(key)) group.remove();
    }
    this.#groups = used;
  }

  #group(prefix, role, title, used) {
    let number = 0;
    while (used.has(`${prefix} ${number}`)) number += 1;
    const key = `${prefix} ${number}`;
    let group = this.#groups.get(key);
    if (!group) {
      group = document.createElement('div');
      group.dataset.group = '';
      group.setAttribute('role', role);
    }
    if (role === 'listbox') setAttribute(group, 'aria-label', title || 'List');
    used.set(key, group);
    return group;
  }

  #chooseTabStops() {
    const together = new Map(); // element → entries
    for (const id of this.#order) {
      const entry = this.#entries.get(id);
      if (!ROVING.has(entry.node.role)) continue;
      const parent = entry.element.parentElement;
      if (!together.has(parent)) together.set(parent, []);
      together.get(parent).push(entry);
    }
    for (const entries of together.values()) {
      const able = entries.filter(({ node }) => !node.disabled);
      const stop =
        able.find(({ node }) => node.id === this.#focus) ??
        able.find(({ node }) => node.selected) ??
        able[0];
      for (const entry of entries) entry.element.tabIndex = entry === stop ? 0 : -1;
    }
  }

  // The drawn focus moved: the page's focus follows, unless it is somewhere else altogether.
  #moveFocus() {
    const element = this.#entries.get(this.#focus)?.element;
    const active = document.activeElement;
    const ours = active === document.body || active?.closest('#stage');
    if (element && ours && element !== active) element.focus({ preventScroll: true });
  }
}

const isTitle = ({ role, name }) => role === 'heading' || (role === 'text' && name.length <= 40);

function setAttribute(element, name, value) {
  if (value === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
}
