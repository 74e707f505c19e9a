#!/usr/bin/env node
// The command line under node.
//
// The program itself runs in a worker thread and blocks there, as a command line does; this thread
// only waits for signals and counts them in memory that both share, so that Ctrl-C is heard while a
// statement runs. What it promises is the native build's: the same options, output and exit status.
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';
import { isatty, WriteStream } from 'node:tty';

// Slots of the memory that both threads share; web/node/host.js uses them too.
const kInterrupts = 0;
const kReading = 1;
const kWidth = 2;
const kInputLength = 3;
const kSlots = 4;
const kInputSize = 1 << 16;

const kInterruptedStatus = 130;
const kFailedStatus = 3;

function watchWidth(shared) {
  // A stream only where there is a terminal: node makes pipes non-blocking when it opens them.
  if (!isatty(2)) return;
  const terminal = new WriteStream(2);
  const tell = () => Atomics.store(shared, kWidth, terminal.columns ?? 0);
  terminal.on('resize', tell);
  terminal.unref?.();
  tell();
}

function watchSignals(shared) {
  const onSignal = (signal) => {
    const count = Atomics.add(shared, kInterrupts, 1) + 1;
    // Waiting for input: nothing is half done.
    if (Atomics.load(shared, kReading) === 1) process.exit(kInterruptedStatus);
    if (count > 2) {
      process.removeAllListeners(signal);
      process.kill(process.pid, signal);
    }
    if (count === 1 && isatty(2)) {
      process.stderr.write(
        '\r\x1b[Kstopping at the next safe point; once more to interrupt the statement\n');
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, onSignal);
}

// Standard input is read here, in the event loop: a thread that blocks in a read could not be ended.
// The worker asks for a piece and sleeps until it is there.
function serveInput(worker, shared, input) {
  let chunks;
  let rest = Buffer.alloc(0);
  worker.on('message', async (wanted) => {
    let length = -1;
    try {
      chunks ??= process.stdin[Symbol.asyncIterator]();
      if (rest.length === 0) rest = (await chunks.next()).value ?? rest;
      length = Math.min(rest.length, wanted);
      input.set(rest.subarray(0, length));
      rest = rest.subarray(length);
    } catch {
      // -1 says so
    }
    Atomics.store(shared, kInputLength, length);
    Atomics.store(shared, kReading, 0);
    Atomics.notify(shared, kReading);
  });
}

function runMain() {
  const shared = new Int32Array(new SharedArrayBuffer(kSlots * Int32Array.BYTES_PER_ELEMENT));
  const input = new Uint8Array(new SharedArrayBuffer(kInputSize));
  watchWidth(shared);
  watchSignals(shared);
  const worker = new Worker(new URL(import.meta.url), {
    argv: process.argv.slice(2),
    workerData: { shared, input },
  });
  serveInput(worker, shared, input);
  worker.on('error', (error) => {
    process.stderr.write(`error: godwit: ${error.message ?? error}\n`);
    process.exitCode = kFailedStatus;
  });
  worker.on('exit', (code) => process.exit(process.exitCode ?? code));
}

async function runWorker() {
  const { default: load } = await import('./godwit-cli.mjs');
  const module = await load({
    noInitialRun: true,
    godwit: { ...workerData, askForInput: (size) => parentPort.postMessage(size) },
    preRun: [(self) => Object.assign(self.ENV, process.env)],
  });
  process.exit(module.callMain(process.argv.slice(2)));
}

if (isMainThread) {
  runMain();
} else {
  await runWorker();
}
