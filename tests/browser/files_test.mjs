// Files from outside, by dialog and by drop: opened as copies, refused with words, never harmed.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { countDifferent, readPng } from './pixels.mjs';
import { World } from './support.mjs';

const folder = mkdtempSync(join(tmpdir(), 'godwit-files-'));
let world;
before(async () => (world = await World.open()));
after(async () => {
  await world.close();
  rmSync(folder, { recursive: true });
});

function database(name, sql) {
  const file = join(folder, name);
  execFileSync('sqlite3', ['-batch', file, sql]);
  return file;
}

// Drops a file on the page, as the browser would tell it.
async function drop(it, name, bytes) {
  const data = await it.page.evaluateHandle(
    ([called, base64]) => {
      const transfer = new DataTransfer();
      const content = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      transfer.items.add(new File([content], called));
      return transfer;
    },
    [name, Buffer.from(bytes).toString('base64')],
  );
  await it.page.dispatchEvent('body', 'dragenter', { dataTransfer: data });
  assert.ok(await it.page.getByText('Drop a database file to open it').isVisible());
  await it.page.dispatchEvent('body', 'dragover', { dataTransfer: data });
  await it.page.dispatchEvent('body', 'drop', { dataTransfer: data });
  assert.ok(!(await it.page.getByText('Drop a database file to open it').isVisible()));
  await it.page.getByRole('heading', { name }).waitFor();
  await it.idle();
}

test('a dropped file that is no database is refused, and the open one stays', async () => {
  const it = await world.playground({}, 'Pets');
  const before = await it.digest();
  for (const [name, bytes] of [
    ['notes.txt', 'This is not a database, but it is long enough to look at.'.repeat(20)],
    ['cut.db', readFileSync(database('whole.db', 'CREATE TABLE t(a); INSERT INTO t VALUES(1)')).subarray(0, 3000)],
  ]) {
    await drop(it, name, bytes);
    await it.button('Only look at the data').click();
    await it.idle();
    if (name === 'notes.txt') await it.screenshot('not-a-database');
    const words = await it.page.locator('#mirror').textContent();
    assert.match(words, /not a (SQLite )?database|damaged|malformed/i, name);
    assert.deepEqual(await it.digest(), before, name);
  }
  assert.equal(await it.tab('Gallery').count(), 1);
  it.assertClean();
  await it.close();
});

test('any database opens for looking, whatever its names and values', async () => {
  const file = database(
    'odd.db',
    `CREATE TABLE "a ""quoted"" <b>name</b>"(id INTEGER PRIMARY KEY, "Привет" TEXT, b BLOB, r REAL);
     INSERT INTO "a ""quoted"" <b>name</b>" VALUES
       (1, 'Здравствуй', x'00ff', 1.5), (2, NULL, NULL, NULL), (3, '', x'', 9007199254740993),
       (4, '<img src=x onerror=alert(1)>', NULL, -0.0);`,
  );
  const it = await world.playground();
  const [chooser] = await Promise.all([
    it.page.waitForEvent('filechooser'),
    it.button('Open database').click(),
  ]);
  await chooser.setFiles(file);
  await it.button('Only look at the data').click();
  await it.tab('Data').waitFor();
  await it.idle();
  const cells = await it.page.getByRole('table').getByRole('cell').allTextContents();
  for (const value of ['Здравствуй', 'NULL', 'empty text', '<img src=x onerror=alert(1)>']) {
    assert.ok(cells.includes(value), value);
  }
  assert.deepEqual((await it.digest()).tables.map(({ rows }) => rows), [4]);
  await it.screenshot('own-database');
  it.assertClean();
  await it.close();
});

test('characters beyond the shell’s fonts are drawn by the browser', async () => {
  // Cyrillic is in the interface font that the system has, but not in the part of it that is shipped.
  const open = async (text) => {
    const it = await world.playground();
    await drop(it, 'words.db', readFileSync(database(`${text.length}-${text}.db`, `CREATE TABLE t(a TEXT); INSERT INTO t VALUES('${text}')`)));
    await it.button('Only look at the data').click();
    await it.tab('Data').waitFor();
    await it.idle();
    const { x, y, width, height } = await it.page.getByRole('cell', { name: text }).boundingBox();
    const image = readPng(await it.page.screenshot({ clip: { x, y, width, height } }));
    await it.close();
    return image;
  };
  const [one, other] = [await open('ЖЖЖЖ'), await open('ЫЫЫЫ')];
  assert.ok(countDifferent(one, other) > 20);
});

test('the file on disk is never written', async () => {
  const file = database('mine.db', 'CREATE TABLE t(a); INSERT INTO t VALUES(1)');
  const bytes = readFileSync(file);
  const it = await world.playground();
  const [chooser] = await Promise.all([
    it.page.waitForEvent('filechooser'),
    it.button('Open database').click(),
  ]);
  await chooser.setFiles(file);
  await it.page.getByRole('button', { name: /^Open with migrations of / }).click();
  await it.tab('Timeline').waitFor();
  await it.idle();
  await it.button('Migrate').click();
  await it.idle();
  assert.ok(readFileSync(file).equals(bytes));
  await it.close();
});
