// The shell module (web/page/main.cc) as an object: text and bytes in, without pointers.

const encoder = new TextEncoder();

// How keys held with another are told: GodwitModifiers.
const CONTROL = 1;
const SHIFT = 2;
const ALT = 4;
const META = 8;

export class Shell {
  #module;

  constructor(module) {
    this.#module = module;
  }

  #fill(slot, content) {
    const bytes = typeof content === 'string' ? encoder.encode(content) : content;
    const start = this.#module._GodwitBuffer(slot, bytes.length) >>> 0;
    this.#module.HEAPU8.set(bytes, start);
  }

  get version() {
    const memory = this.#module.HEAPU8;
    const start = this.#module._GodwitVersion() >>> 0;
    return new TextDecoder().decode(memory.slice(start, memory.indexOf(0, start)));
  }

  // False when the browser has no WebGL 2.
  start(nativeDigests, { dark, reducedMotion, touch, mac }) {
    this.#fill(0, nativeDigests);
    return this.#module._GodwitStart(dark, reducedMotion, touch, mac) === 1;
  }
  prefer({ dark, reducedMotion, touch }) {
    this.#module._GodwitPrefer(dark, reducedMotion, touch);
  }
  resize(width, height, pixelWidth, pixelHeight) {
    this.#module._GodwitResize(width, height, pixelWidth, pixelHeight);
  }
  contextLost() {
    this.#module._GodwitContext(0);
  }
  contextRestored() {
    this.#module._GodwitContext(1);
  }

  frame() {
    this.#module._GodwitFrame();
  }
  // Lets the input given so far have its effect at once, within the gesture that it came from.
  settle() {
    this.#module._GodwitSettle();
  }
  get busy() {
    return this.#module._GodwitBusy() === 1;
  }

  receive(body, blob) {
    this.#fill(0, body);
    this.#fill(1, blob ?? new Uint8Array(0));
    this.#module._GodwitReceive();
  }
  file(name, bytes) {
    this.#fill(0, name);
    this.#fill(1, bytes);
    this.#module._GodwitFile();
  }

  press(node) {
    this.#module._GodwitPress(node);
  }
  focus(node) {
    this.#module._GodwitFocus(node);
  }

  point(x, y, touch) {
    this.#module._GodwitPoint(x, y, touch);
  }
  pointAway() {
    this.#module._GodwitPointAway();
  }
  hold(down) {
    this.#module._GodwitHold(down);
  }
  get dragsItem() {
    return this.#module._GodwitDragsItem() === 1;
  }
  wheel(x, y) {
    this.#module._GodwitWheel(x, y);
  }

  modifiers(event) {
    this.#module._GodwitModifiers(
      (event.ctrlKey ? CONTROL : 0) |
        (event.shiftKey ? SHIFT : 0) |
        (event.altKey ? ALT : 0) |
        (event.metaKey ? META : 0),
    );
  }
  key(code, key, down) {
    this.#fill(0, code);
    this.#fill(1, key);
    this.#module._GodwitKey(down);
  }
  tap(code) {
    this.key(code, code, true);
    this.key(code, code, false);
  }
  text(text) {
    this.#fill(0, text);
    this.#module._GodwitText();
  }
  keyboard(here) {
    this.#module._GodwitKeyboard(here);
  }
  copy() {
    this.#module._GodwitCopy();
  }
  cut() {
    this.#module._GodwitCut();
  }
  selectAll() {
    this.#module._GodwitSelectAll();
  }
  paste(text) {
    this.#fill(0, text);
    this.#module._GodwitPaste();
  }
}
