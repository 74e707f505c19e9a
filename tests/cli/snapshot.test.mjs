// Snapshots: taken before something is destroyed, on request, and put back.
import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, kBefore, kTraits, native, preparePets, run, scratch, sqlite, start } from './harness.mjs';

const pets = ['--project', 'pets', '--db', 'pets.db'];
const shelf = 'pets.db.godwit';

for (const build of builds) {
  test(`${build.name}: down takes a snapshot, restore puts it back, and that can be taken back`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    preparePets(native, folder, kTraits);
    assert.ok(!existsSync(join(folder, shelf)), 'nothing was destroyed yet');
    assert.equal(run(build, ['backfill', ...pets], at).status, 0);
    const digest = () => run(build, ['digest', ...pets, '--json'], at).json;
    const before = digest();
    const down = run(build, ['down', ...pets], at);
    assert.equal(down.status, 0, down.err);
    assert.match(down.out, /snapshot pets\.db\.godwit\/0001-before-down-\d{14}_add_pet_traits\.db: [\d,]+ bytes/);
    assert.deepEqual(readdirSync(join(folder, shelf)), [`0001-before-down-${kTraits}.db`]);
    assert.equal(sqlite(join(folder, shelf, `0001-before-down-${kTraits}.db`), 'PRAGMA quick_check'), 'ok');
    assert.equal(run(build, ['restore', ...pets], at).status, 2, 'it asks');
    const restored = run(build, ['restore', '--yes', ...pets], at);
    assert.equal(restored.status, 0, restored.err);
    assert.match(restored.out, /restored pets\.db\.godwit\/0001-before-down-/);
    assert.deepEqual(digest(), before);
    assert.deepEqual(readdirSync(join(folder, shelf)),
      [`0001-before-down-${kTraits}.db`, '0002-before-restore.db']);
    assert.equal(run(build, ['restore', '--yes', ...pets], at).status, 0);
    const status = run(build, ['status', ...pets, '--json'], at).json;
    assert.equal(status.migrations.find((one) => one.name === kTraits).state, 'pending');
    const done = run(build, ['finalize', '--yes', ...pets], at);
    assert.match(done.out, /removed 3 snapshots of pets\.db: [\d,]+ bytes/);
    assert.deepEqual(readdirSync(folder), ['pets.db']);
  });

  test(`${build.name}: snapshot on request; the last three of those before migrations stay`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    preparePets(native, folder, kTraits);
    const before = readFileSync(join(folder, 'pets.db'));
    const asked = run(build, ['snapshot', ...pets, '--json'], at);
    assert.equal(asked.status, 0, asked.err);
    assert.equal(asked.json.snapshots[0].path, `${shelf}/0001-on-request.db`);
    assert.deepEqual(readFileSync(join(folder, 'pets.db')), before);
    for (let round = 0; round < 4; ++round) {
      assert.equal(run(build, ['down', ...pets], at).status, 0);
      assert.equal(run(build, ['up', '--to', kTraits, ...pets], at).status, 0);
    }
    assert.deepEqual(readdirSync(join(folder, shelf)).map((name) => name.slice(0, 4)),
      ['0001', '0003', '0004', '0005']);
    assert.equal(run(build, ['down', '--no-snapshot', ...pets], at).status, 0);
    assert.equal(readdirSync(join(folder, shelf)).length, 4);
  });

  test(`${build.name}: a damaged snapshot, and one of another database, are refused`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    preparePets(native, folder, kBefore);
    const database = join(folder, 'pets.db');
    assert.equal(run(build, ['snapshot', ...pets], at).status, 0);
    const path = join(folder, shelf, '0001-on-request.db');
    const bytes = readFileSync(path);
    const before = readFileSync(database);
    sqlite(path, `UPDATE godwit_migrations SET name = '20200101000000_other' WHERE position = 1`);
    const other = run(build, ['restore', path, '--yes', ...pets], at);
    assert.equal(other.status, 4, other.err);
    assert.match(other.err, /it is of another database/);
    bytes.fill(0x5a, 4096 * 3, 4096 * 4);
    writeFileSync(path, bytes);
    const damaged = run(build, ['restore', path, '--yes', ...pets], at);
    assert.equal(damaged.status, 4, damaged.err);
    writeFileSync(path, 'no database at all, but long enough to be looked at'.repeat(10));
    assert.equal(run(build, ['restore', path, '--yes', ...pets], at).status, 4);
    assert.deepEqual(readFileSync(database), before);
    assert.deepEqual(readdirSync(join(folder, shelf)), ['0001-on-request.db']);
  });

  test(`${build.name}: the state before the very first up comes back`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    const database = join(folder, 'pets.db');
    sqlite(database, 'CREATE TABLE mine (a); INSERT INTO mine VALUES (7)');
    assert.equal(run(build, ['snapshot', ...pets], at).status, 0);
    assert.equal(run(build, ['up', ...pets], at).status, 0);
    copyFileSync(join(folder, shelf, '0001-on-request.db'), join(folder, '0001-on-request.db'));
    const elsewhere = run(build, ['restore', '0001-on-request.db', '--yes', ...pets], at);
    assert.equal(elsewhere.status, 4, elsewhere.err);
    assert.match(elsewhere.err, /it has no ledger/);
    const restored = run(build, ['restore', `${shelf}/0001-on-request.db`, '--yes', ...pets], at);
    assert.equal(restored.status, 0, restored.err);
    assert.equal(sqlite(database, "SELECT group_concat(name) FROM sqlite_schema"), 'mine');
  });

  test(`${build.name}: a write-ahead log is copied with the database`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    preparePets(native, folder, kTraits);
    const database = join(folder, 'pets.db');
    sqlite(database, 'PRAGMA journal_mode = WAL');
    assert.equal(run(build, ['snapshot', ...pets], at).status, 0);
    assert.equal(run(build, ['restore', '--yes', ...pets], at).status, 0);
    assert.equal(sqlite(database, 'PRAGMA quick_check'), 'ok');
  });
}

// Eight at a time: each whole, under a name and a number of its own.
test('snapshots that are taken at once do not get in each other\'s way', async (t) => {
  const folder = scratch(t);
  preparePets(native, folder, kTraits);
  sqlite(join(folder, 'pets.db'), `CREATE TABLE ballast AS WITH RECURSIVE n (i) AS
    (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT 2000) SELECT zeroblob(1000) FROM n`);
  for (let round = 1; round <= 5; ++round) {
    const all = await Promise.all(Array.from({ length: 8 }, () =>
      start(native, ['snapshot', ...pets, '--json'], { cwd: folder }).ended));
    assert.deepEqual(all.map((done) => done.status), Array(8).fill(0), all.map((done) => done.err).join(''));
    const names = all.map((done) => JSON.parse(done.out).snapshots[0].path).sort();
    assert.deepEqual(names, Array.from({ length: 8 }, (_, i) =>
      `${shelf}/${String((round - 1) * 8 + i + 1).padStart(4, '0')}-on-request.db`));
    for (const name of names) assert.equal(sqlite(join(folder, name), 'PRAGMA quick_check'), 'ok');
  }
  assert.equal(readdirSync(join(folder, shelf)).length, 40);
});

test('finalize takes away what killed runs and readers have left, and nothing else', (t) => {
  const folder = scratch(t);
  const at = { cwd: folder };
  preparePets(native, folder, kTraits);
  assert.equal(run(native, ['snapshot', ...pets], at).status, 0);
  const left = ['0001-on-request.db-wal', '0001-on-request.db-shm', '0007-on-request.db-journal', '0002.taken',
    '0002-on-request.db.part', '0002-on-request.db.part-journal'];
  // Of another container, where nobody here can tell whether its process runs.
  const elsewhere = ['on-request.db.part-1.1.00000000.00000000', 'on-request.db.part-1.1.00000000.00000000-journal'];
  for (const name of [...left, ...elsewhere]) writeFileSync(join(folder, shelf, name), '');
  writeFileSync(join(folder, shelf, 'notes.txt'), 'mine');
  const age = (names) => {
    const then = Date.now() / 1000 - 2 * 24 * 3600;
    for (const name of names) utimesSync(join(folder, shelf, name), then, then);
  };
  age(left);
  const done = run(native, ['finalize', '--yes', ...pets], at);
  assert.match(done.out, /removed 1 snapshot of pets\.db/);
  assert.deepEqual(readdirSync(join(folder, shelf)), ['notes.txt', ...elsewhere], 'it may be under way');
  age(elsewhere);
  assert.equal(run(native, ['finalize', '--yes', ...pets], at).status, 0);
  assert.deepEqual(readdirSync(join(folder, shelf)), ['notes.txt']);
});
