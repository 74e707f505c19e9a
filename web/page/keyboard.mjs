// Keys, text and clipboard. Tab belongs to the browser, which walks through the mirror's elements
// and leaves the page at both ends; so do the browser's own shortcuts.

// With Ctrl or Command the playground takes these; in a text field the editing keys too.
const SHORTCUTS = new Set(['k', 'enter']);
const EDITING = new Set(['a', 'z', 'y', 'arrowleft', 'arrowright', 'home', 'end', 'backspace', 'delete']);
// What these do by themselves (scroll the page, go back) must not happen as well.
const TAKEN = new Set(['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'PageUp', 'PageDown']);
for (const key of ['Home', 'End', 'Backspace', 'Delete', 'Enter', ' ']) TAKEN.add(key);

const isFunctionKey = (key) => /^F\d+$/.test(key);
const isText = (key) => [...key].length === 1;

function belongsToBrowser(event, inField) {
  const { key } = event;
  if (key === 'Tab' || key === 'Unidentified' || isFunctionKey(key)) return true;
  if (event.getModifierState('AltGraph')) return false;
  if (event.ctrlKey || event.metaKey) {
    const name = key.toLowerCase();
    return !SHORTCUTS.has(name) && !(inField && EDITING.has(name)) && isLetterOrKey(key);
  }
  return event.altKey && key !== 'Alt';
}

// The modifier's own key press is told, so that holding it is seen.
const isLetterOrKey = (key) => !['Control', 'Meta', 'Shift', 'Alt'].includes(key);

const isOutOfSight = ({ box }) => box[2] === 0 || box[3] === 0;

export function connectKeyboard(stage, shell, frames, mirror, pointer) {
  const react = () => {
    shell.settle();
    frames.request(3);
  };
  const isField = (element) => mirror.nodeOf(element)?.role === 'textbox';

  stage.addEventListener('keydown', (event) => {
    const inField = isField(event.target);
    if (event.isComposing || event.keyCode === 229 || belongsToBrowser(event, inField)) return;
    shell.modifiers(event);
    // The browser makes a click of these, which presses.
    const presses = event.key === 'Enter' || event.key === ' ';
    if (presses && mirror.isButton(mirror.nodeOf(event.target))) return;
    const plain = isText(event.key) && !event.ctrlKey && !event.metaKey;
    // In a field, `beforeinput` tells the text.
    if (!(inField && plain)) {
      if (inField) forgetSelection(event.target);
      shell.key(event.code, event.key, true);
      if (plain) shell.text(event.key);
    }
    if ((TAKEN.has(event.key) && !(inField && plain)) || event.ctrlKey || event.metaKey) {
      event.preventDefault();
    }
    react();
  });
  stage.addEventListener('keyup', (event) => {
    shell.modifiers(event);
    shell.key(event.code, event.key, false);
    frames.request(3);
  });

  // A press by key, by assistive technology or by script; a pointer's was handled as it came.
  stage.addEventListener('click', (event) => {
    if (event.detail !== 0) return;
    const node = mirror.nodeOf(event.target);
    if (!mirror.isPressable(node) || node.disabled) return;
    if (isOutOfSight(node)) {
      shell.focus(node.id); // scrolls it in: what is not drawn cannot be pressed
      shell.settle();
    }
    shell.press(node.id);
    react();
  });

  connectFocus(stage, shell, frames, mirror, pointer, isField);
  connectText(stage, shell, mirror, isField, react);
}

function connectFocus(stage, shell, frames, mirror, pointer, isField) {
  const here = (is) => {
    shell.keyboard(is);
    frames.request(3);
  };
  stage.addEventListener('focusin', (event) => {
    if (mirror.updating) return;
    if (!stage.contains(event.relatedTarget)) here(true);
    const node = mirror.nodeOf(event.target);
    if (!node || pointer.presses) return;
    shell.focus(node.id);
    if (isField(event.target)) shell.press(node.id);
    shell.settle();
    frames.request(3);
  });
  stage.addEventListener('focusout', (event) => {
    if (!mirror.updating && !stage.contains(event.relatedTarget)) here(false);
  });
  window.addEventListener('blur', () => here(false));
  window.addEventListener('focus', () => here(true));
}

// Coming into a field by Tab selects all of it, here as in the shell; editing keys end that.
function isAllSelected(field) {
  return field.value !== '' && field.selectionEnd - field.selectionStart === field.value.length;
}

function forgetSelection(field) {
  field.setSelectionRange(field.value.length, field.value.length);
}

function connectText(stage, shell, mirror, isField, react) {
  const reset = (field) => {
    field.value = mirror.nodeOf(field)?.value ?? '';
  };
  stage.addEventListener('beforeinput', (event) => {
    if (!isField(event.target) || event.isComposing) return;
    const { inputType, data } = event;
    // What replaces the whole (a correction, a dictated text, a script) is taken from `input`.
    if (inputType === 'insertReplacementText' || inputType === '') return;
    event.preventDefault();
    if (inputType === 'insertText' && data) {
      if (isAllSelected(event.target)) shell.selectAll();
      shell.text(data);
    }
    if (inputType === 'deleteContentBackward') shell.tap('Backspace');
    else if (inputType === 'deleteContentForward') shell.tap('Delete');
    else if (inputType === 'insertLineBreak') shell.tap('Enter');
    react();
  });
  stage.addEventListener('input', (event) => {
    const field = event.target;
    if (!isField(field) || event.isComposing || field.dataset.composing !== undefined) return;
    if (field.value === (mirror.nodeOf(field).value ?? '')) return;
    shell.selectAll();
    if (field.value === '') shell.tap('Delete');
    else shell.text(field.value);
    react();
  });
  stage.addEventListener('compositionstart', (event) => {
    event.target.dataset.composing = '';
    event.target.value = '';
  });
  stage.addEventListener('compositionend', (event) => {
    delete event.target.dataset.composing;
    if (event.data) shell.text(event.data);
    reset(event.target);
    react();
  });
}

// Copying happens inside the browser's own event, where it is always allowed.
export class Clipboard {
  #shell;
  #event = null;
  #failed;

  constructor(stage, shell, frames, failed) {
    this.#shell = shell;
    this.#failed = failed;
    const within = (event) => stage.contains(event.target) || event.target === document.body;
    const during = (event, work) => {
      if (!within(event)) return;
      this.#event = event;
      work();
      this.#event = null;
      frames.request(3);
    };
    document.addEventListener('copy', (event) => during(event, () => shell.copy()));
    document.addEventListener('cut', (event) => during(event, () => shell.cut()));
    document.addEventListener('paste', (event) =>
      during(event, () => {
        event.preventDefault();
        this.#shell.paste(event.clipboardData.getData('text/plain'));
      }),
    );
  }

  // The shell copies `text`: in answer to the event under way, or to a press on a button.
  write(text) {
    if (this.#event) {
      this.#event.clipboardData.setData('text/plain', text);
      this.#event.preventDefault();
    } else {
      navigator.clipboard.writeText(text).catch(this.#failed);
    }
  }
}
