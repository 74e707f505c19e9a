// The engine's worker alone, as it ships: every request gets its end, and a cancel is seen at once.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World } from './support.mjs';

let world;
let page;
before(async () => {
  world = await World.open();
  ({ page } = await world.playground());
  // A worker of our own beside the page's.
  await page.evaluate(async () => {
    const worker = new Worker('worker.mjs', { type: 'module' });
    const waiting = new Map();
    window.progress = new Map();
    await new Promise((resolve) => {
      worker.onmessage = ({ data }) => {
        if (data.ready) return resolve();
        const message = JSON.parse(new TextDecoder().decode(data.body));
        if (!data.ends) {
          window.progress.set(data.id, (window.progress.get(data.id) ?? 0) + 1);
          return undefined;
        }
        waiting.get(data.id)({ message, bytes: data.blob?.byteLength ?? 0 });
        return waiting.delete(data.id);
      };
    });
    let last = 0;
    window.send = (body, blob) => {
      const id = ++last;
      const text = typeof body === 'string' ? body : JSON.stringify({ id, ...body });
      worker.postMessage({ id, body: text, blob }, blob ? [blob] : []);
      return { id, end: new Promise((resolve) => waiting.set(id, resolve)) };
    };
    window.cancel = (id) => worker.postMessage({ cancel: id });
  });
});
after(() => world.close());

const ask = (method, params = {}) =>
  page.evaluate(([name, given]) => window.send({ method: name, params: given }).end, [method, params]);
const memory = { kind: 'memory' };

test('requests are answered in order, bytes beside them', async () => {
  const { message } = await ask('version');
  assert.equal(message.type, 'result');
  assert.match(message.result.sqlite, /^3\./);
  await ask('open', { project: 'pets', database: memory, prepare: true });
  const exported = await ask('export');
  assert.ok(exported.bytes > 50_000);
});

test('what is no request gets an error, not silence', async () => {
  const bad = await page.evaluate(() => window.send('nonsense').end);
  assert.equal(bad.message.type, 'error');
  assert.equal(bad.message.error.code, 'usage');
  const unknown = await ask('no-such-method');
  assert.equal(unknown.message.type, 'error');
});

test('a request without a usable id is refused, and what is open stays open', async () => {
  await ask('open', { project: 'pets', database: memory, prepare: true });
  const before = await ask('digest');
  for (const id of ['"seven"', 'null', '-1', '1.5', '2147483648', '18446744073709551615', '[1]']) {
    const { message } = await page.evaluate(
      (body) => window.send(body).end,
      `{"id": ${id}, "method": "version"}`,
    );
    assert.equal(message.type, 'error', id);
    assert.equal(message.error.code, 'usage', id);
    const { file, line, column, sqliteCode } = message.error;
    assert.deepEqual([file, line, column, sqliteCode], [null, null, null, null]);
  }
  const { message } = await page.evaluate(() => window.send('{"method": "version"}').end);
  assert.equal(message.error.code, 'usage');
  const after = await ask('digest');
  assert.equal(after.message.type, 'result', JSON.stringify(after.message));
  assert.deepEqual(after.message.result, before.message.result);
});

test('the bytes of a refused request are not those of the next one', async () => {
  await page.evaluate(() => window.send('nonsense', new Uint8Array(100).buffer).end);
  const { message } = await ask('open', { database: { kind: 'bytes' } });
  const empty = await page.evaluate(
    () => window.send({ method: 'open', params: { database: { kind: 'bytes' } } }, new ArrayBuffer(0)).end,
  );
  assert.equal(message.type, empty.message.type);
  assert.deepEqual(message.error, empty.message.error);
});

test('bytes that are no database are refused', async () => {
  const { message } = await page.evaluate(
    () =>
      window.send(
        { method: 'open', params: { database: { kind: 'bytes' } } },
        new TextEncoder().encode('not a database '.repeat(1000)).buffer,
      ).end,
  );
  assert.equal(message.type, 'error');
  assert.ok(message.error.what && message.error.next);
});

test('a long request tells its progress, and ends soon after a cancel', async () => {
  await ask('open', { project: 'pets', database: memory });
  await ask('up', { to: '20250922090000_trait_system' });
  const seeded = await ask('seed', { rows: 40_000 });
  assert.equal(seeded.message.type, 'result', JSON.stringify(seeded.message));
  const outcome = await page.evaluate(async () => {
    const running = window.send({ method: 'up', params: {} });
    while ((window.progress.get(running.id) ?? 0) < 5) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const asked = performance.now();
    window.cancel(running.id);
    const end = await running.end;
    return { end: end.message, took: performance.now() - asked };
  });
  assert.equal(outcome.end.type, 'error');
  assert.equal(outcome.end.error.code, 'interrupted');
  assert.ok(outcome.took < 1000, `${outcome.took} ms`);
  // The database is at a boundary, and the work goes on from there.
  const resumed = await ask('resume');
  assert.equal(resumed.message.type, 'result', JSON.stringify(resumed.message));
  const verified = await ask('verify');
  const failed = verified.message.result.checks.filter(({ state }) => state === 'failed');
  assert.deepEqual(failed, []);
});
