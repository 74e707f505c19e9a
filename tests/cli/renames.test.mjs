// Renames as they are typed: a hint is carried out once, and what only may be renamed is asked for.
import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, kNow, run, scratch, sqlite, writeProject } from './harness.mjs';

const kBefore = `CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT);
CREATE TABLE b (id INTEGER PRIMARY KEY, y TEXT);
CREATE TABLE t (a TEXT, b INTEGER);
`;
const kRows = "INSERT INTO a VALUES (1, 'was a'); INSERT INTO b VALUES (2, 'was b'); INSERT INTO t VALUES ('t.a', 7);";
// Each name goes on to the next.
const kAfter = `CREATE TABLE b ( -- godwit: renamed from a
  id INTEGER PRIMARY KEY, x TEXT);
CREATE TABLE c ( -- godwit: renamed from b
  id INTEGER PRIMARY KEY, y TEXT);
CREATE TABLE t (
  b TEXT, -- godwit: renamed from a
  c INTEGER -- godwit: renamed from b
);
`;
const kAsk = "SELECT x FROM b; SELECT y FROM c; SELECT b || c FROM t;";
const kAnswer = 'was a\nwas b\nt.a7';
const kSwap = `CREATE TABLE b ( -- godwit: renamed from a
  id INTEGER PRIMARY KEY, x TEXT);
CREATE TABLE a ( -- godwit: renamed from b
  id INTEGER PRIMARY KEY, y TEXT);
CREATE TABLE t (a TEXT, b INTEGER);
`;

function godwitIn(build, folder) {
  return (args, status = 0) => {
    const done = run(build, [...args, '--project', 'app', '--now', kNow], { cwd: folder });
    assert.equal(done.status, status, `${args}: ${done.out}${done.err}`);
    return done;
  };
}

for (const build of builds) {
  test(`hints are carried out once, by new, by push and by diff: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = writeProject(folder, 'app', {
      '20260101000000_a/migration.sql': kBefore,
      '20260101000000_a/seed.sql': kRows,
    });
    const godwit = godwitIn(build, folder);
    const schema = (text) => writeFileSync(join(root, 'schema.sql'), text);
    const pushed = join(folder, 'pushed.db');
    sqlite(pushed, kBefore + kRows);
    const migrated = join(folder, 'a.db');
    godwit(['up', '--db', 'a.db']);
    godwit(['seed', '--db', 'a.db']);
    schema(kAfter);
    godwit(['new', 'names', '--db', 'a.db']);
    godwit(['up', '--db', 'a.db']);
    godwit(['push', '--db', 'pushed.db']);
    for (const database of [migrated, pushed]) assert.equal(sqlite(database, kAsk).trim(), kAnswer);
    assert.match(godwit(['push', '--db', 'pushed.db']).out, /^nothing to do/);
    assert.match(godwit(['new', 'more'], 4).err, /schema\.sql is what the migrations make already/);
    for (const from of ['a.db', 'pushed.db', 'app/schema.sql']) {
      assert.match(run(build, ['diff', from, 'app/schema.sql'], { cwd: folder }).out, /^-- no difference\n$/);
    }
    assert.equal(sqlite(pushed, kAsk).trim(), kAnswer);
  });

  test(`names that are swapped are refused before and afterwards: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = writeProject(folder, 'app', { '20260101000000_a/migration.sql': kBefore });
    const godwit = godwitIn(build, folder);
    writeFileSync(join(root, 'schema.sql'), kSwap);
    sqlite(join(folder, 'a.db'), kBefore + kRows);
    for (const args of [['new', 'swap'], ['push', '--db', 'a.db']]) {
      const refused = godwit(args, 4);
      assert.match(refused.err, /table "a": the hints give "a", "b" each other's names/);
      assert.match(refused.err, /next: do it in two migrations/);
    }
    assert.match(run(build, ['diff', 'app/schema.sql', 'app/schema.sql'], { cwd: folder }).out, /^-- no difference\n$/);
    assert.equal(sqlite(join(folder, 'a.db'), 'SELECT x FROM a').trim(), 'was a');
  });

  test(`what a database cannot answer, a file can: ${build.name}`, (t) => {
    const folder = scratch(t);
    sqlite(join(folder, 'a.db'), 'CREATE TABLE t (id INTEGER PRIMARY KEY, phone TEXT)');
    sqlite(join(folder, 'b.db'), "CREATE TABLE t (id INTEGER PRIMARY KEY, phone_number TEXT NOT NULL DEFAULT '')");
    const asked = run(build, ['diff', 'a.db', 'b.db'], { cwd: folder });
    assert.equal(asked.status, 4);
    assert.match(asked.err, /`godwit diff empty\.sql NEW > new\.sql`/);
    writeFileSync(join(folder, 'empty.sql'), '');
    const text = run(build, ['diff', 'empty.sql', 'b.db'], { cwd: folder }).out;
    const hinted = text.replace("DEFAULT '')", "DEFAULT '' -- godwit: renamed from phone\n)");
    assert.notEqual(hinted, text);
    writeFileSync(join(folder, 'new.sql'), hinted);
    const done = run(build, ['diff', 'a.db', 'new.sql'], { cwd: folder });
    assert.equal(done.status, 0, done.err);
    assert.match(done.out, /RENAME COLUMN "phone" TO "phone_number"/);
  });

  test(`drift takes nothing for dropped that may be renamed: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = writeProject(folder, 'app', { '20260101000000_a/migration.sql': kBefore });
    const godwit = godwitIn(build, folder);
    godwit(['up', '--db', 'a.db']);
    godwit(['up', '--db', 'b.db']);
    sqlite(join(folder, 'b.db'), kRows);
    sqlite(join(folder, 'a.db'), 'ALTER TABLE t RENAME COLUMN a TO renamed; ALTER TABLE b RENAME TO other; CREATE INDEX i ON a (x)');
    const found = godwit(['drift', '--db', 'a.db', '--json'], 1).json.drift;
    assert.deepEqual(
      found.map(({ object, note, adopt, remove }) => [object, note, adopt === '' && remove === '']),
      [
        ['index "i" on table "a"', '', false],
        ['table "b"', 'table "b" may be "other", renamed', true],
        ['table "t"', 'column "a" of table "t" may be "renamed", renamed', true],
        ['table "other"', 'table "b" may be "other", renamed', true],
      ],
    );
    assert.match(godwit(['drift', '--db', 'a.db'], 1).out, /column "a" of table "t" may be "renamed", renamed/);
    const refused = godwit(['drift', '--adopt', '--db', 'a.db'], 4);
    assert.match(refused.err, /table "b" may be "other", renamed; column "a" of table "t" may be "renamed", renamed/);
    assert.match(refused.err, /`-- godwit: renamed from b` or `-- godwit: new` at "other"/);
    assert.ok(!existsSync(join(root, 'migrations', '20260203040506_adopt_drift')));
    // The next step, as it says.
    writeFileSync(
      join(root, 'schema.sql'),
      `CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT); CREATE INDEX i ON a (x);
CREATE TABLE other ( -- godwit: renamed from b\n  id INTEGER PRIMARY KEY, y TEXT);
CREATE TABLE t (renamed TEXT, -- godwit: renamed from a\n b INTEGER);`,
    );
    godwit(['new', 'by_hand']);
    godwit(['resolve', '--applied', '20260203040506_by_hand', '--reason', 'by hand', '--db', 'a.db']);
    assert.match(godwit(['drift', '--db', 'a.db']).out, /^no drift/);
    godwit(['up', '--db', 'b.db']);
    assert.equal(sqlite(join(folder, 'b.db'), 'SELECT y FROM other; SELECT renamed FROM t').trim(), 'was b\nt.a');
  });
}
