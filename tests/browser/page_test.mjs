// The page itself: legible before the program is there, silent when idle, clear when it cannot go on.

import assert from 'node:assert/strict';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { countDifferent, readPng } from './pixels.mjs';
import { launch, Playground, SITE, World } from './support.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

test('the page is legible before the program has come', async () => {
  const it = await world.page();
  let release;
  const held = new Promise((resolve) => (release = resolve));
  await it.page.route('**/*.wasm', async (route) => {
    await held;
    await route.continue();
  });
  await it.page.goto(it.url);
  assert.equal(await it.heading().textContent(), 'Godwit');
  assert.ok(await it.page.getByText('Nothing is uploaded').isVisible());
  assert.ok(await it.page.getByRole('progressbar').isVisible());
  release();
  await it.page.evaluate(() => window.godwit.ready);
  assert.equal(await it.page.locator('#welcome').count(), 0);
  it.assertClean();
  await it.close();
});

test('without JavaScript the page says what it needs', async () => {
  const it = await world.page({ javaScriptEnabled: false });
  await it.page.goto(it.url);
  assert.ok(await it.page.locator('noscript p').isVisible());
  await it.close();
});

test('an idle playground draws nothing', async () => {
  for (const sample of ['', 'Pets']) {
    const it = await world.playground({}, sample);
    const frames = await it.frames();
    assert.ok(frames > 0);
    await it.page.waitForTimeout(2000);
    assert.equal(await it.frames(), frames);
    // And is not asleep: a movement draws a few frames, then it is quiet again.
    await it.page.mouse.move(300, 300);
    await it.idle();
    const drawn = (await it.frames()) - frames;
    assert.ok(drawn >= 1 && drawn <= 12, `${drawn} frames after one movement`);
    await it.close();
  }
});

test('window.godwit is what scripts rely on', async () => {
  const it = await world.playground({}, 'Pets');
  assert.match(await it.page.evaluate(() => window.godwit.version), /^\d+\.\d+\.\d+/);
  const digest = await it.digest();
  assert.match(digest.schema, /^[0-9a-f]{64}$/);
  assert.match(digest.data, /^[0-9a-f]{64}$/);
  assert.deepEqual(Object.keys(digest.tables[0]).sort(), ['name', 'rows', 'sha256']);
  await it.close();
});

test('after it is ready, the page asks nothing more of its server', async () => {
  const it = await world.playground();
  const before = it.requests.length;
  await it.button('Pets').click();
  await it.tab('Gallery').click();
  await it.idle();
  assert.deepEqual(it.requests.slice(before), []);
  it.assertClean();
  await it.close();
});

test('text and inline code that a database brings never run', async () => {
  const it = await world.page();
  await it.page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      window.violations.push(event.violatedDirective),
    );
  });
  await it.go();
  assert.deepEqual(await it.page.evaluate(() => window.violations), []);
  const blocked = await it.page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    return window.ran === undefined;
  });
  assert.ok(blocked);
  await it.close();
});

test('a lost graphics context comes back with the same picture', async () => {
  const it = await world.playground({}, 'Pets');
  const before = readPng(await it.page.screenshot());
  await it.page.evaluate(async () => {
    const canvas = document.querySelector('#canvas');
    const extension = canvas.getContext('webgl2').getExtension('WEBGL_lose_context');
    const restored = new Promise((resolve) =>
      canvas.addEventListener('webglcontextrestored', resolve),
    );
    extension.loseContext();
    await new Promise((resolve) => setTimeout(resolve, 50));
    extension.restoreContext();
    await restored;
  });
  await it.idle();
  assert.equal(countDifferent(before, readPng(await it.page.screenshot())), 0);
  await it.close();
});

test('a browser without WebGL 2 gets an explanation and what to do', async () => {
  const browser = await launch(['--disable-gpu', '--disable-3d-apis']);
  const it = new Playground(await browser.newPage(), world.url);
  await it.page.goto(it.url);
  const notice = it.page.getByRole('alert');
  await notice.getByText('does not draw WebGL 2').waitFor();
  assert.ok(await notice.getByText(/command line godwit/).isVisible());
  assert.ok(await notice.getByRole('button', { name: 'Reload the page' }).isVisible());
  await browser.close();
});

test('a site without its engine says so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'godwit-site-'));
  cpSync(SITE, folder, { recursive: true });
  writeFileSync(join(folder, 'godwit-engine.wasm'), 'not WebAssembly');
  const broken = await World.open(folder);
  const it = await broken.page();
  await it.page.goto(broken.url);
  await it.page.getByRole('alert').getByText('The engine could not be loaded').waitFor();
  await broken.close();
  rmSync(folder, { recursive: true });
});
