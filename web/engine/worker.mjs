// The engine's worker: owns the WASM module, feeds it the page's requests and posts its answers.
//
//   page → worker   {id, body: ArrayBuffer | string, blob?: ArrayBuffer}   a request of docs/protocol.md
//                   {cancel: id}
//   worker → page   {ready: true}
//                   {id, ends, body: ArrayBuffer, blob: ArrayBuffer | null}   its answers
//                   {fatal: text}                                             the module cannot be loaded
//
// Every request gets an end: when the module traps or runs out of memory, each open request is
// answered with an `error` message, and a fresh engine takes the place of the broken one.

import createEngine from './godwit-engine.mjs';

// How long the engine computes before it looks for messages, a cancel among them.
const SLICE_MS = 30;

// Outcomes of web/engine/exports.cc.
const MORE = 1;
const MALFORMED = 2;
const OUT_OF_MEMORY = 3;
const BROKEN = 4;

let engine = null;
let waiting = []; // what the page sent before the module was there
const open = new Set(); // ids without an end yet
let scheduled = false;

function post(id, ends, body, blob) {
  if (ends) open.delete(id);
  self.postMessage({ id, ends, body, blob }, blob ? [body, blob] : [body]);
}

function answerWithError(id, error) {
  const none = { file: null, line: null, column: null, sqliteCode: null };
  const text = JSON.stringify({ id, type: 'error', error: { ...error, ...none } });
  post(id, true, new TextEncoder().encode(text).buffer, null);
}

const NO_MEMORY = {
  code: 'failed',
  what: 'There is not enough memory for this database',
  why: 'The browser refused the engine more of it; one tab gets 4 GB at most',
  next: 'Your file is unchanged. Close other tabs, or use the command line, which need not hold the whole file.',
};
const STOPPED = {
  code: 'failed',
  what: 'The engine stopped unexpectedly and was started again',
  next: 'Your file is unchanged: all work was done on a copy. Open it again.',
};

// The engine that gave this outcome or trapped cannot be trusted any more.
async function replaceEngine(outcome, trap) {
  if (trap) console.error(trap);
  engine = null;
  const why = trap ? String(trap.message ?? trap) : 'an internal error that nothing handled';
  const error =
    outcome === OUT_OF_MEMORY
      ? { ...NO_MEMORY, what: 'The engine ran out of memory and was started again' }
      : { ...STOPPED, why };
  for (const id of [...open]) answerWithError(id, error);
  await start();
}

// Calls the module and sorts out what comes back; true when there is more to do.
function call(work) {
  let outcome;
  try {
    outcome = work();
  } catch (trap) {
    void replaceEngine(BROKEN, trap);
    return false;
  }
  if (outcome === OUT_OF_MEMORY || outcome === BROKEN) void replaceEngine(outcome, null);
  return outcome === MORE;
}

function fill(slot, bytes) {
  const start = engine._GodwitBuffer(slot, bytes.length) >>> 0;
  if (start === 0) return false;
  engine.HEAPU8.set(bytes, start);
  return true;
}

function submit({ id, body, blob }) {
  open.add(id);
  const text = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
  const outcome = () => {
    if (!fill(0, text) || (blob && !fill(1, new Uint8Array(blob)))) {
      answerWithError(id, NO_MEMORY);
      return 0;
    }
    const result = engine._GodwitSubmit();
    if (result === MALFORMED) {
      answerWithError(id, {
        code: 'usage',
        what: 'The request could not be read',
        why: 'It is not a JSON object with a whole number as its id',
        next: 'See docs/protocol.md.',
      });
    }
    return result;
  };
  if (call(outcome)) schedule();
}

// A message to ourselves instead of a timer: other messages get their turn, and no time is lost.
const turn = new MessageChannel();
turn.port1.onmessage = slice;

function schedule() {
  if (scheduled) return;
  scheduled = true;
  turn.port2.postMessage(null);
}

function slice() {
  scheduled = false;
  if (!engine) return;
  const end = performance.now() + SLICE_MS;
  do {
    if (!call(() => engine._GodwitStep())) return;
  } while (performance.now() < end);
  schedule();
}

function handle(message) {
  if (message.cancel === undefined) {
    submit(message);
  } else if (call(() => engine._GodwitCancel(message.cancel))) {
    schedule();
  }
}

async function start() {
  try {
    const fresh = await createEngine({ deliver: post });
    if (fresh._GodwitStart() !== 0) throw new Error('the engine could not be started');
    engine = fresh;
  } catch (cause) {
    self.postMessage({ fatal: String(cause.message ?? cause) });
    return;
  }
  self.postMessage({ ready: true });
  const queued = waiting;
  waiting = [];
  queued.forEach(handle);
}

self.onmessage = ({ data }) => {
  if (engine) handle(data);
  else waiting.push(data);
};

await start();
