// The engine's worker as the page sees it: requests out, answers in. Requests of the page's own (for
// window.godwit) go beside those of the shell and are told apart by their numbers.

const FIRST_OWN_ID = 1_000_000_000;

export class Engine {
  #worker;
  #open = new Set();
  #own = new Map(); // id → {resolve, reject}
  #nextId = FIRST_OWN_ID;
  #handlers;

  // `receive(body, blob)` takes an answer for the shell; `changed()` is called whenever `busy` may
  // have changed; `failed(text)` when there is no engine.
  constructor(handlers) {
    this.#handlers = handlers;
    this.ready = new Promise((resolve) => {
      this.#worker = new Worker(new URL('worker.mjs', import.meta.url), { type: 'module' });
      this.#worker.onmessage = ({ data }) => {
        if (data.ready) resolve();
        else if (data.fatal !== undefined) handlers.failed(data.fatal);
        else this.#take(data);
      };
      this.#worker.onerror = (event) => handlers.failed(event.message ?? 'the worker did not load');
    });
  }

  get busy() {
    return this.#open.size > 0;
  }

  // `body` and `blob` are handed over: the caller's buffers are empty afterwards.
  send(body, blob) {
    const { id } = JSON.parse(new TextDecoder().decode(body));
    this.#post(id, body, blob);
  }

  cancel(id) {
    this.#worker.postMessage({ cancel: id });
  }

  // A request of the page's own: its result, or an Error with what the engine said.
  ask(method, params = {}) {
    const id = this.#nextId++;
    this.#post(id, JSON.stringify({ id, method, params }), null);
    return new Promise((resolve, reject) => this.#own.set(id, { resolve, reject }));
  }

  #post(id, body, blob) {
    this.#open.add(id);
    const moved = [body, blob].filter((part) => part instanceof ArrayBuffer);
    this.#worker.postMessage({ id, body, blob }, moved);
  }

  #take({ id, ends, body, blob }) {
    if (ends) this.#open.delete(id);
    const asked = this.#own.get(id);
    if (!asked) {
      this.#handlers.receive(new Uint8Array(body), blob ? new Uint8Array(blob) : null);
    } else if (ends) {
      this.#own.delete(id);
      const message = JSON.parse(new TextDecoder().decode(body));
      if (message.type === 'result') asked.resolve(message.result);
      else asked.reject(Object.assign(new Error(message.error.what), { error: message.error }));
    }
    this.#handlers.changed();
  }
}
