// Frames on demand: nothing is drawn unless somebody asked, and nothing while the page is hidden.

export class Frames {
  // Drawn so far.
  count = 0;
  #draw;
  #afterwards;
  #due = 0; // frames still wanted
  #handle = 0;
  #timer = 0;
  #timerEnd = Infinity;

  // `draw` draws one frame; `afterwards` is called when no more are wanted.
  constructor(draw, afterwards) {
    this.#draw = draw;
    this.#afterwards = afterwards;
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.request();
    });
  }

  get pending() {
    return this.#due > 0;
  }

  // Dear ImGui needs some frames until what an input causes has settled: three after an input.
  request(count = 1) {
    this.#due = Math.max(this.#due, count);
    if (this.#handle === 0 && !document.hidden) {
      this.#handle = requestAnimationFrame(() => this.#run());
    }
  }

  // One frame after so many milliseconds; the soonest wish wins, for who wants more asks again.
  requestAfter(delay) {
    if (delay <= 0) {
      this.request();
      return;
    }
    const end = performance.now() + delay;
    if (end >= this.#timerEnd) return;
    clearTimeout(this.#timer);
    this.#timerEnd = end;
    this.#timer = setTimeout(() => {
      this.#timerEnd = Infinity;
      this.request();
    }, delay);
  }

  // Draws at once: a canvas that was given a new size is blank until it is drawn.
  now() {
    this.count += 1;
    this.#draw();
  }

  #run() {
    this.#handle = 0;
    this.#due -= 1;
    this.now();
    if (this.#due > 0) this.request(this.#due);
    else this.#afterwards();
  }
}
