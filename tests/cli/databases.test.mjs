// Databases as they are found in the field: in other encodings and journal modes, with numbers of
// their owner's in the header, held by others, not there at all.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, native, openShell, run, scratch, sqlite, writeProject } from './harness.mjs';
import { assertWhole, kShop, writeShop } from './shop.mjs';

const kRows = 60;

function up(build, folder, ...more) {
  const done = run(build, ['up', ...kShop, ...more], { cwd: folder });
  assert.equal(done.status, 0, done.err);
}
const digest = (build, folder) => run(build, ['digest', '--db', 'shop.db'], { cwd: folder }).out;

function plainDigest(t, build) {
  const folder = scratch(t);
  writeShop(folder, kRows, 25);
  up(build, folder);
  return digest(build, folder);
}

for (const build of builds) {
  for (const encoding of ['UTF-16le', 'UTF-16be']) {
    test(`a database in ${encoding} has the same digests, and stays so: ${build.name}`, (t) => {
      const folder = scratch(t);
      const database = writeShop(folder, kRows, 25);
      sqlite(database, `PRAGMA encoding = '${encoding}'; CREATE TABLE x (a); DROP TABLE x;`);
      up(build, folder);
      assert.equal(digest(build, folder), plainDigest(t, build));
      assert.equal(run(build, ['verify', ...kShop], { cwd: folder }).status, 0);
      const down = run(build, ['down', '--all', '--yes', ...kShop], { cwd: folder });
      assert.equal(down.status, 0, down.err);
      assert.equal(sqlite(database, 'PRAGMA encoding; SELECT count(*) FROM sqlite_schema'), `${encoding}\n0`);
    });
  }

  test(`a database with a write-ahead log keeps it: ${build.name}`, (t) => {
    const folder = scratch(t);
    const database = writeShop(folder, kRows, 25);
    sqlite(database, 'PRAGMA journal_mode = WAL; CREATE TABLE x (a); DROP TABLE x;');
    up(build, folder);
    // With the snapshot that is taken before a rebuild, and no file of SQLite's left beside.
    assert.deepEqual(readdirSync(folder).sort(), ['shop', 'shop.db', 'shop.db.godwit']);
    assert.equal(sqlite(database, 'PRAGMA journal_mode'), 'wal');
    assert.equal(digest(build, folder), plainDigest(t, build));
  });

  test(`user_version and application_id stay their owner's: ${build.name}`, (t) => {
    const folder = scratch(t);
    const database = writeShop(folder, kRows, 25);
    const numbers = 'PRAGMA user_version; PRAGMA application_id';
    sqlite(database, 'PRAGMA user_version = 77; PRAGMA application_id = 1196706644;');
    up(build, folder);
    assert.equal(sqlite(database, numbers), '77\n1196706644');
    assert.equal(run(build, ['down', '--all', '--yes', ...kShop], { cwd: folder }).status, 0);
    assert.equal(sqlite(database, numbers), '77\n1196706644');
  });

  test(`commands that only read make no database: ${build.name}`, (t) => {
    const folder = scratch(t);
    writeShop(folder, kRows, 25);
    for (const [args, expected] of [[['status'], 1], [['plan'], 1], [['up', '--dry-run'], 1], [['digest'], 4],
      [['verify'], 4], [['rehearse'], 0]]) {
      const done = run(build, [...args, ...kShop], { cwd: folder });
      assert.deepEqual(readdirSync(folder), ['shop'], args.join(' '));
      assert.equal(done.status, expected, `${args.join(' ')}: ${done.err}`);
      if (expected === 4) assert.match(done.err, /shop\.db/);
    }
  });

  test(`a migration that lays hands on the ledger: ${build.name}`, (t) => {
    const folder = scratch(t);
    const args = ['--project', 'p', '--db', 'x.db'];
    for (const statement of ['DROP TABLE godwit_migrations', 'ALTER TABLE godwit_ledger RENAME TO mine',
      'CREATE TRIGGER t AFTER INSERT ON godwit_data_steps BEGIN SELECT 1; END']) {
      writeProject(folder, 'p', {
        '20260101000000_a/migration.sql': 'CREATE TABLE a (x);',
        '20260102000000_b/migration.sql': `CREATE TABLE b (x); ${statement};`,
      });
      const done = run(build, ['up', ...args], { cwd: folder });
      assert.equal(done.status, 3, done.err);
      assert.match(done.err, /belongs to Godwit/);
      assert.match(done.err, /nothing of this migration was kept/);
      assert.equal(sqlite(join(folder, 'x.db'), `SELECT group_concat(name) FROM sqlite_schema WHERE name IN ('a', 'b')`), 'a');
    }
    const status = run(build, ['status', ...args, '--json'], { cwd: folder });
    assert.deepEqual(status.json.migrations.map((one) => one.state), ['applied', 'pending']);
  });

  test(`a clock that goes backwards changes no order: ${build.name}`, (t) => {
    const folder = scratch(t);
    const database = writeShop(folder, kRows, 25);
    const at = (now, ...args) => run(build, [...args, '--project', 'shop', '--db', 'shop.db', '--now', now], { cwd: folder });
    assert.equal(at('2026-05-01', 'up', '--to', '20260102000000_score').status, 0);
    const later = at('1999-01-01', 'up');
    assert.equal(later.status, 0, later.err);
    assert.equal(at('1998-01-01', 'status').status, 0);
    assert.equal(sqlite(database, 'SELECT group_concat(substr(name, 16)) FROM (SELECT name FROM godwit_migrations ORDER BY position)'),
      'base,score,strict,index');
    assert.equal(at('1997-01-01', 'down').status, 0);
    assert.equal(sqlite(database, 'SELECT max(name) FROM godwit_migrations'), '20260103000000_strict');
    assertWhole(database, kRows, 'after all');
  });
}

test('a reader in the middle of its transaction: a rollback journal must wait for it, and nothing is kept', async (t) => {
  const folder = scratch(t);
  const database = writeShop(folder, kRows, 25);
  up(native, folder, '--to', '20260101000000_base');
  const before = readFileSync(database);
  const shell = openShell(t, database);
  await shell.say('BEGIN; SELECT count(*) FROM item;');
  const done = run(native, ['up', ...kShop], { cwd: folder });
  assert.ok([3, 4].includes(done.status), `${done.status} ${done.err}`);
  assert.match(done.err, /another connection holds the database/);
  await shell.say('COMMIT;');
  await shell.close();
  assert.deepEqual(readFileSync(database), before);
  up(native, folder);
  assertWhole(database, kRows, 'after the reader');
});

test('a reader in the middle of its transaction: with a write-ahead log both go on', async (t) => {
  const folder = scratch(t);
  const database = writeShop(folder, kRows, 25);
  sqlite(database, 'PRAGMA journal_mode = WAL');
  up(native, folder, '--to', '20260101000000_base');
  const shell = openShell(t, database);
  await shell.say('BEGIN; SELECT count(*) FROM item;');
  up(native, folder);
  await shell.say(`SELECT 'columns: ' || group_concat(name, ' ') FROM pragma_table_info('item');`);
  assert.match(shell.out(), /columns: id note\n/, 'it reads what was there when it began');
  await shell.say('COMMIT;');
  await shell.close();
  assertWhole(database, kRows, 'after the reader');
  assert.equal(run(native, ['status', ...kShop], { cwd: folder }).status, 0);
});
