// The main journey on the sample `pets`, by mouse: open, migrate, look, verify, compare with the native
// build, go back, take the file home.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { colourfulShare, readPng } from './pixels.mjs';
import { World } from './support.mjs';

let world;
let pets;
const folder = mkdtempSync(join(tmpdir(), 'godwit-browser-'));

before(async () => {
  world = await World.open();
  pets = await world.playground({}, 'Pets');
});
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

const GALLERY = { x: 260, y: 260, width: 800, height: 560 };

async function tableRows(name) {
  const { tables } = await pets.digest();
  return tables.find((table) => table.name === name)?.rows;
}

async function download() {
  const [file] = await Promise.all([
    pets.page.waitForEvent('download'),
    pets.press(pets.button('Download database')),
  ]);
  const path = join(folder, file.suggestedFilename());
  await file.saveAs(path);
  return path;
}

const sqlite = (file, sql) => execFileSync('sqlite3', ['-batch', file, sql]).toString().trim();

test('the sample opens as its application stood before the change', async () => {
  assert.equal(await tableRows('Pet'), 92);
  assert.equal(await tableRows('User'), 170);
  assert.match(await pets.status(), /^3 of \d applied/);
});

let opened;
test('before the change the gallery shows silhouettes', async () => {
  opened = await pets.digest();
  await pets.press(pets.tab('Gallery'));
  await pets.page.mouse.move(5, 5);
  const image = readPng(await pets.screenshot('pets-before'));
  assert.ok(colourfulShare(image, GALLERY) < 0.005);
});

test('Migrate runs to the end', async () => {
  await pets.press(pets.button('Migrate'));
  await pets.tab('Gallery').waitFor();
  assert.equal(await pets.button('Step forward').getAttribute('aria-disabled'), 'true');
  assert.equal((await pets.heading().textContent()).trim(), '92 pets');
  assert.notDeepEqual(await pets.digest(), opened);
});

test('after it, every one of the 92 pets is drawn in its colours and told', async () => {
  const image = readPng(await pets.screenshot('pets-after'));
  assert.ok(colourfulShare(image, GALLERY) > 0.05);
  const seen = new Map();
  await pets.page.mouse.move(GALLERY.x + 400, GALLERY.y + 300);
  for (let scrolls = 0; scrolls < 40 && seen.size < 92; ++scrolls) {
    const tiles = await pets.page
      .getByRole('option', { name: /, A (common|uncommon|rare|legendary) pet with \w+ expression$/ })
      .evaluateAll((elements) => elements.map((e) => [e.dataset.node, e.textContent]));
    for (const [node, name] of tiles) seen.set(node, name);
    await pets.page.mouse.wheel(0, 300);
    await pets.idle();
  }
  assert.equal(seen.size, 92);
  const rarities = Object.groupBy?.([...seen.values()], (name) => name.match(/, A (\w+) pet/)[1]);
  if (rarities) {
    const counts = Object.entries(rarities).map(([name, all]) => [name, all.length]);
    assert.deepEqual(Object.fromEntries(counts), { common: 61, uncommon: 22, rare: 7, legendary: 2 });
  }
});

test('Verify passes every check', async () => {
  await pets.press(pets.tab('Checks'));
  await pets.press(pets.button('Verify'));
  assert.match(await pets.heading().textContent(), /^All \d+ checks passed$/);
  assert.equal(await pets.page.getByRole('option', { name: /, failed, / }).count(), 0);
  await pets.screenshot('checks');
});

test('Compare with native finds the same bytes at every step', async () => {
  await pets.press(pets.tab('Determinism'));
  await pets.press(pets.button('Compare with native'));
  const said = (await pets.heading().textContent()).match(/^The same at all (\d+) steps$/);
  assert.ok(said, await pets.heading().textContent());
  const rows = pets.page.getByRole('table').getByRole('row', { name: /, / });
  assert.equal(await rows.count(), Number(said[1]));
  assert.ok(Number(said[1]) >= 8);
  for (const row of await rows.all()) {
    const cells = await row.getByRole('cell').allTextContents();
    assert.equal(cells.at(-1), 'equal');
    assert.equal(cells[1], cells[2]);
  }
  await pets.screenshot('determinism');
});

test('Data shows the rows with their traits', async () => {
  await pets.press(pets.tab('Data'));
  await pets.press(pets.page.getByRole('option', { name: /^Pet, 92 rows/ }));
  const table = pets.page.getByRole('table', { name: 'Rows of Pet' });
  const heads = await table.getByRole('columnheader').allTextContents();
  assert.ok(heads.includes('id') && heads.includes('name'));
  assert.ok((await table.getByRole('row').count()) > 10);
  await pets.screenshot('data');
});

test('the downloaded file is a database that the sqlite3 shell reads', async () => {
  const file = await download();
  assert.equal(sqlite(file, 'PRAGMA integrity_check'), 'ok');
  assert.equal(sqlite(file, 'PRAGMA foreign_key_check'), '');
  assert.equal(sqlite(file, 'SELECT count(*), count("traits") FROM "Pet"'), '92|92');
  const rare = `SELECT count(*) FROM "Pet" WHERE "traits" ->> '$.rarity' = 'legendary'`;
  assert.equal(sqlite(file, rare), '2');
});

test('the downloaded file opens again as the same database', async () => {
  const before = await pets.digest();
  const file = await download();
  const again = await world.playground();
  const [chooser] = await Promise.all([
    again.page.waitForEvent('filechooser'),
    again.press(again.button('Open database')),
  ]);
  await chooser.setFiles(file);
  await again.page.getByRole('button', { name: /^Open with migrations of Pets/ }).click();
  await again.tab('Timeline').waitFor();
  await again.idle();
  assert.deepEqual(await again.digest(), before);
  assert.equal(await again.button('Step forward').getAttribute('aria-disabled'), 'true');
  again.assertClean();
  await again.close();
});

test('Roll back takes one step back, and the database is as it was before it', async () => {
  await pets.press(pets.button('Roll back'));
  assert.deepEqual(await pets.digest(), opened);
  await pets.press(pets.button('Step forward'));
  assert.notDeepEqual(await pets.digest(), opened);
});

test('Roll back all leaves nothing', async () => {
  await pets.press(pets.button('Roll back all'));
  assert.deepEqual((await pets.digest()).tables, []);
  assert.equal(await pets.button('Roll back').getAttribute('aria-disabled'), 'true');
  await pets.press(pets.tab('Timeline'));
  await pets.screenshot('rolled-back');
});

test('nothing was asked of any other server, and nothing complained', async () => {
  pets.assertClean();
  const files = new Set(pets.requests.map((url) => new URL(url).pathname));
  assert.ok(files.has('/godwit-engine.wasm') && files.has('/godwit-shell.wasm'));
});
