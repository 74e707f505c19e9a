// Mouse, pen, finger and wheel on the stage, as the shell's one pointer. A finger that moves scrolls,
// one that does not presses; on a slider it drags.

// Farther than this a finger no longer presses.
const TAP_SLOP = 8;
// A released scroll goes on and loses this share of its speed each millisecond.
const FRICTION = 0.004;
const SLOWEST = 0.02; // CSS pixels a millisecond: here it stops
const LINE = 16; // CSS pixels, for wheels that count in lines

export function connectPointer(stage, shell, frames, reducedMotion) {
  const pointer = new Pointer(shell, frames, reducedMotion);
  const place = (event) => {
    const box = stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  stage.addEventListener('pointerdown', (event) => {
    stage.setPointerCapture(event.pointerId);
    shell.modifiers(event);
    if (event.pointerType === 'touch') pointer.touch(event, ...place(event));
    else pointer.mouse(event, ...place(event));
  });
  stage.addEventListener('pointermove', (event) => {
    if (event.pointerType === 'touch') pointer.drag(event, ...place(event));
    else pointer.mouse(event, ...place(event));
  });
  stage.addEventListener('pointerup', (event) => {
    if (event.pointerType === 'touch') pointer.lift(event, ...place(event));
    else pointer.mouse(event, ...place(event));
  });
  stage.addEventListener('pointercancel', () => pointer.cancel());
  stage.addEventListener('pointerleave', (event) => {
    if (event.pointerType !== 'touch' && event.buttons === 0) pointer.leave();
  });
  stage.addEventListener(
    'wheel',
    (event) => {
      if (event.ctrlKey) return; // zooming is the browser's
      event.preventDefault();
      shell.modifiers(event);
      shell.point(...place(event), false);
      shell.wheel(...wheelPixels(event, stage));
      frames.request(3);
    },
    { passive: false },
  );
  return pointer;
}

function wheelPixels(event, stage) {
  const unit = [1, LINE, stage.clientHeight][event.deltaMode];
  // Shift turns the wheel sideways; some browsers have done so already, Dear ImGui does it again.
  if (event.shiftKey && event.deltaY === 0) return [0, event.deltaX * unit];
  return [event.deltaX * unit, event.deltaY * unit];
}

class Pointer {
  #shell;
  #frames;
  #reducedMotion;
  #down = false; // the main button
  #finger = null; // {id, x, y, at, scrolls, speed}
  #released = -Infinity;

  constructor(shell, frames, reducedMotion) {
    this.#shell = shell;
    this.#frames = frames;
    this.#reducedMotion = reducedMotion;
  }

  // Whether a focus that moves now moves because of a press (which the shell sees itself).
  get presses() {
    return this.#down || this.#finger !== null || performance.now() - this.#released < 400;
  }

  mouse(event, x, y) {
    const down = (event.buttons & 1) === 1;
    this.#shell.point(x, y, false);
    if (down !== this.#down) {
      this.#shell.hold(down);
      this.#down = down;
      // Within the gesture, so that what it opens may open.
      if (!down) this.#shell.settle();
    }
    this.#frames.request(3);
  }

  leave() {
    this.#shell.pointAway();
    this.#frames.request(3);
  }

  cancel() {
    this.#finger = null;
    this.#down = false;
    this.#forget();
    this.#frames.request(3);
  }

  touch(event, x, y) {
    if (this.#finger) return; // a second finger pinches
    this.#finger = { id: event.pointerId, x, y, at: event.timeStamp, scrolls: false, speed: [0, 0] };
    this.#shell.point(x, y, true);
    this.#shell.hold(true);
    this.#shell.settle();
    this.#frames.request(3);
  }

  drag(event, x, y) {
    const finger = this.#finger;
    if (finger?.id !== event.pointerId) return;
    const [dx, dy] = [finger.x - x, finger.y - y];
    if (!finger.scrolls) {
      if (Math.hypot(dx, dy) < TAP_SLOP && !this.#shell.dragsItem) return;
      if (this.#shell.dragsItem) {
        this.#shell.point(x, y, true);
        this.#frames.request(3);
        return;
      }
      finger.scrolls = true;
      this.#forget();
    }
    const time = Math.max(event.timeStamp - finger.at, 1);
    finger.speed = [dx / time, dy / time];
    Object.assign(finger, { x, y, at: event.timeStamp });
    this.#scroll(x, y, dx, dy);
  }

  lift(event, x, y) {
    const finger = this.#finger;
    if (finger?.id !== event.pointerId) return;
    this.#finger = null;
    this.#released = performance.now();
    if (finger.scrolls) {
      if (!this.#reducedMotion() && event.timeStamp - finger.at < 60) this.#glide(finger);
      else this.leave();
      return;
    }
    this.#shell.point(x, y, true);
    this.#shell.hold(false);
    this.#shell.settle();
    this.leave(); // a finger that is gone hovers over nothing
  }

  // Lets go of what is held without pressing it.
  #forget() {
    this.#shell.pointAway();
    this.#shell.hold(false);
    this.#shell.settle();
  }

  #scroll(x, y, dx, dy) {
    this.#shell.point(x, y, true);
    this.#shell.wheel(dx, dy);
    this.#frames.request(3);
  }

  #glide({ x, y, speed: [vx, vy] }) {
    let last = performance.now();
    const step = (now) => {
      const time = Math.max(now - last, 0);
      last = now;
      const kept = Math.exp(-FRICTION * time);
      [vx, vy] = [vx * kept, vy * kept];
      if (this.#finger || Math.hypot(vx, vy) < SLOWEST) {
        if (!this.#finger) this.leave();
        return;
      }
      this.#scroll(x, y, vx * time, vy * time);
      requestAnimationFrame(step);
    };
    requestAnimationFrame(step);
  }
}
