// drift, status --drift, up beside drift, and push, as they are typed.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, kNow, run, scratch, sqlite } from './harness.mjs';

const kFirst = `CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT DEFAULT 'x', c TEXT NOT NULL);
CREATE TABLE u (a INTEGER PRIMARY KEY, t INTEGER REFERENCES t(a));
CREATE TABLE gone (z);
CREATE INDEX i ON t (b);
CREATE INDEX j ON t (c);
CREATE VIEW v AS SELECT a FROM t;
CREATE VIEW w AS SELECT a FROM u;
CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END;
CREATE TRIGGER h AFTER INSERT ON u BEGIN SELECT 1; END;
`;

// One change of each kind by hand, and what drift says of it.
const kChanges = `CREATE TABLE extra (x); CREATE TABLE t_rebuilt (a); DROP TABLE gone; DROP INDEX i; DROP INDEX j;
CREATE INDEX j ON t (c DESC); CREATE INDEX k ON u (t); DROP VIEW v; CREATE VIEW v AS SELECT a, 1 AS one FROM u; DROP VIEW w;
CREATE VIEW x AS SELECT 1 AS one; DROP TRIGGER g; CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 2; END; DROP TRIGGER h;
CREATE TRIGGER k2 AFTER DELETE ON u BEGIN SELECT 3; END; ALTER TABLE u ADD COLUMN more TEXT;
PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = replace(sql, '''x''', '''y''') WHERE name = 't';`;
const kDrift = [
  'table "gone" is gone, and the migrations have made it',
  'table "t" is not as the migrations have made it',
  'index "i" on table "t" is gone, and the migrations have made it',
  'index "j" on table "t" is not as the migrations have made it',
  'table "u" is not as the migrations have made it',
  'index "k" on table "u" is of no migration',
  'table "extra" is of no migration',
  'table "t_rebuilt" is of no migration',
  'view "v" is not as the migrations have made it',
  'view "w" is gone, and the migrations have made it',
  'view "x" is of no migration',
  'trigger "g" on "t" is not as the migrations have made it',
  'trigger "h" on "u" is gone, and the migrations have made it',
  'trigger "k2" on "u" is of no migration',
];

function project(folder, migrations) {
  const root = join(folder, 'app');
  mkdirSync(root, { recursive: true });
  for (const [name, sql] of Object.entries(migrations)) {
    mkdirSync(join(root, 'migrations', name), { recursive: true });
    writeFileSync(join(root, 'migrations', name, 'migration.sql'), sql);
  }
  writeFileSync(join(root, 'godwit.json'), '{"name": "app"}');
  return root;
}

function godwitIn(build, folder) {
  return (args, status = 0) => {
    const done = run(build, [...args, '--project', 'app', '--now', kNow], { cwd: folder });
    assert.equal(done.status, status, `${args}: ${done.out}${done.err}`);
    return done;
  };
}

const outputs = {};

for (const build of builds) {
  test(`drift names every change by hand and nothing else: ${build.name}`, (t) => {
    const folder = scratch(t);
    project(folder, { '20260101000000_a': kFirst });
    const godwit = godwitIn(build, folder);
    godwit(['up', '--db', 'a.db']);
    assert.match(godwit(['drift', '--db', 'a.db']).out, /^no drift/);
    const database = join(folder, 'a.db');
    sqlite(database, kChanges);
    const found = godwit(['drift', '--db', 'a.db', '--json'], 1);
    assert.deepEqual(found.json.drift.map((item) => item.text), kDrift);
    const text = godwit(['drift', '--db', 'a.db'], 1).out;
    outputs[build.name] = text;
    assert.match(text, /column "b" of table "t" is different: it was meant to be b TEXT default='x', it is b TEXT default='y'/);
    assert.match(text, /it looks like what a rebuild of table "t" has left that was broken off/);
    assert.deepEqual(godwit(['status', '--drift', '--db', 'a.db', '--json'], 1).json.drift.map((item) => item.text), kDrift);
    // Each item's own SQL takes away that item alone.
    for (const item of found.json.drift) {
      const copy = join(folder, `copy-${kDrift.indexOf(item.text)}.db`);
      sqlite(database, `VACUUM INTO '${copy}'`);
      sqlite(copy, `\n${item.remove}`);
      const left = run(build, ['drift', '--db', copy, '--project', 'app', '--json'], { cwd: folder });
      assert.deepEqual(left.json.drift.map((one) => one.text), kDrift.filter((one) => one !== item.text));
    }
  });

  test(`drift --adopt writes the migration that explains it: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = project(folder, { '20260101000000_a': kFirst });
    const godwit = godwitIn(build, folder);
    godwit(['up', '--db', 'a.db']);
    sqlite(join(folder, 'a.db'), kChanges);
    const adopted = godwit(['drift', '--adopt', '--db', 'a.db'], 1);
    const name = '20260203040506_adopt_drift';
    assert.match(adopted.out, new RegExp(`resolve --applied ${name}`));
    assert.ok(existsSync(join(root, 'migrations', name, 'down.sql')));
    godwit(['resolve', '--applied', name, '--reason', 'it came by hand', '--db', 'a.db']);
    assert.match(godwit(['drift', '--db', 'a.db']).out, /^no drift/);
    godwit(['up', '--db', 'b.db']);
    assert.match(run(build, ['diff', 'a.db', 'b.db'], { cwd: folder }).out, /^-- no difference\n$/);
    // A sample is in no folder.
    const sample = run(build, ['drift', '--adopt', '--project', 'pets', '--db', 'a.db'], { cwd: folder });
    assert.equal(sample.status, 4);
    assert.match(sample.err, /a bundled sample is in no folder/);
  });

  test(`up goes past drift, and not over it: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = project(folder, { '20260101000000_a': kFirst });
    const godwit = godwitIn(build, folder);
    godwit(['up', '--db', 'a.db']);
    sqlite(join(folder, 'a.db'), 'ALTER TABLE t ADD COLUMN by_hand TEXT');
    project(folder, { '20260102000000_b': 'ALTER TABLE t ADD COLUMN d TEXT;' });
    const before = readFileSync(join(folder, 'a.db'));
    const refused = godwit(['up', '--db', 'a.db'], 4);
    assert.match(refused.err, /migration "20260102000000_b" changes what has drifted: table "t" is not as the migrations have made it/);
    assert.match(refused.err, /next: `godwit drift` tells what differs/);
    assert.ok(before.equals(readFileSync(join(folder, 'a.db'))));
    // Whoever looks beforehand is told.
    const foreseen = /warning: `godwit up` refuses this: migration "20260102000000_b" changes what has drifted: table "t"/;
    assert.match(godwit(['plan', '--db', 'a.db'], 1).out, foreseen);
    // It has no way back, which the rehearsal finds.
    assert.match(godwit(['rehearse', '--db', 'a.db'], 1).out, foreseen);
    writeFileSync(join(root, 'migrations', '20260102000000_b', 'migration.sql'), 'CREATE TABLE n (a);');
    const done = godwit(['up', '--db', 'a.db']);
    assert.match(done.out, /warning: table "t" is not as the migrations have made it/);
  });

  test(`what a baseline has accepted is warned of, and not run over: ${build.name}`, (t) => {
    const folder = scratch(t);
    const name = '20260101000000_a';
    const root = project(folder, { [name]: 'CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT);\nCREATE TABLE logs (a);' });
    const godwit = godwitIn(build, folder);
    const database = join(folder, 'a.db');
    sqlite(database, `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT); CREATE TABLE logs (a);
ALTER TABLE users ADD COLUMN q TEXT; INSERT INTO users VALUES (1, 'a', 'kept'); CREATE INDEX by_hand ON users (name);`);
    godwit(['baseline', name, '--accept-drift', '--reason', 'legacy', '--db', 'a.db']);
    // What goes past it is a warning, each time, also where a record of the schema is kept.
    for (const step of ['1', '2']) {
      project(folder, { [`2026010${step}100000_more`]: `CREATE TABLE more${step} (a);\nINSERT INTO users (id) VALUES (1${step});` });
      writeFileSync(join(root, 'migrations', `2026010${step}100000_more`, 'down.sql'), `DROP TABLE more${step};\nDELETE FROM users WHERE id = 1${step};`);
      assert.match(godwit(['up', '--db', 'a.db']).out, /warning: table "users" is not as the migrations have made it/);
    }
    writeFileSync(join(root, 'schema.sql'), `CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL CHECK (name <> ''));
CREATE TABLE logs (a); CREATE TABLE more1 (a); CREATE TABLE more2 (a);`);
    godwit(['new', 'r']);
    const before = readFileSync(database);
    const refused = godwit(['up', '--db', 'a.db'], 4);
    assert.match(refused.err, /migration "20260203040506_r" changes what has drifted: table "users" is not as/);
    assert.match(refused.err, /next: .*godwit drift --adopt/);
    assert.ok(before.equals(readFileSync(database)));
    assert.equal(sqlite(database, 'SELECT q FROM users WHERE id = 1').trim(), 'kept');
  });

  test(`up does not run the migration that adopts what is there: ${build.name}`, (t) => {
    for (const accepted of [false, true]) {
      const folder = scratch(t);
      const name = '20260101000000_a';
      project(folder, { [name]: 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);' });
      const godwit = godwitIn(build, folder);
      const database = join(folder, 'a.db');
      const byHand = `ALTER TABLE t ADD COLUMN q TEXT CHECK (q <> ''); INSERT INTO t VALUES (1, 'b', 'q');
CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 1; END; CREATE VIEW v AS SELECT q FROM t;`;
      if (accepted) {
        sqlite(database, `CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT); ${byHand}`);
        godwit(['baseline', name, '--accept-drift', '--reason', 'legacy', '--db', 'a.db']);
      } else {
        godwit(['up', '--db', 'a.db']);
        sqlite(database, byHand);
      }
      godwit(['drift', '--adopt', '--db', 'a.db'], 1);
      const refused = godwit(['up', '--db', 'a.db'], 4);
      assert.match(refused.err, /migration "20260203040506_adopt_drift": what it makes is in this database already: table "t"/);
      assert.match(refused.err, /next: `godwit resolve --applied 20260203040506_adopt_drift --reason …`/);
      assert.equal(sqlite(database, 'SELECT q FROM t').trim(), 'q');
      godwit(['resolve', '--applied', '20260203040506_adopt_drift', '--reason', 'by hand', '--db', 'a.db']);
      godwit(['up', '--db', 'a.db']);
    }
  });

  test(`up does not run over drifted views, indexes and triggers: ${build.name}`, (t) => {
    const cases = [
      ['CREATE VIEW x AS SELECT 2 AS two', 'CREATE VIEW x AS SELECT 1 AS one;', 'view "x" is of no migration'],
      ['DROP VIEW v; CREATE VIEW v AS SELECT 7 AS seven', 'DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT 8 AS eight;', 'view "v" is not as'],
      ['DROP VIEW v', 'DROP VIEW v;', 'view "v" is gone'],
      ['DROP INDEX i; CREATE UNIQUE INDEX i ON t (b)', 'DROP INDEX i;', 'index "i" on table "t" is not as'],
      ['DROP INDEX i; CREATE UNIQUE INDEX i ON t (b)', 'CREATE INDEX IF NOT EXISTS i ON t (b);', 'index "i" on table "t" is not as'],
      ['DROP TRIGGER g; CREATE TRIGGER g AFTER INSERT ON t BEGIN SELECT 2; END', 'DROP TRIGGER g;', 'trigger "g" on "t" is not as'],
      ['CREATE TABLE y (a)', 'CREATE TABLE y (a, b);', 'table "y" is of no migration'],
      // These mend what has drifted, or ask for it.
      ['DROP VIEW v', 'DROP VIEW IF EXISTS v;\nCREATE VIEW v AS SELECT 8 AS eight;', ''],
      ['CREATE INDEX k ON t (b)', 'CREATE INDEX IF NOT EXISTS k ON t (b);', ''],
    ];
    for (const [hand, pending, drift] of cases) {
      const folder = scratch(t);
      project(folder, { '20260101000000_a': kFirst });
      const godwit = godwitIn(build, folder);
      godwit(['up', '--db', 'a.db']);
      sqlite(join(folder, 'a.db'), hand);
      project(folder, { '20260102000000_b': pending });
      const done = godwit(['up', '--db', 'a.db'], drift === '' ? 0 : 4);
      if (drift !== '') assert.ok(done.err.includes(drift), done.err);
    }
  });

  test(`drift is adopted once, behind all that is applied, and schema.sql is told of it: ${build.name}`, (t) => {
    const folder = scratch(t);
    const first = 'CREATE TABLE t (a INTEGER PRIMARY KEY);';
    const root = project(folder, { '20260101000000_a': first });
    writeFileSync(join(root, 'schema.sql'), first);
    const godwit = godwitIn(build, folder);
    godwit(['up', '--db', 'a.db']);
    sqlite(join(folder, 'a.db'), 'ALTER TABLE t ADD COLUMN q TEXT; CREATE VIEW v AS SELECT 1 AS one; CREATE INDEX k ON t (q);');
    // Of an index on a column that is extra, too, --adopt writes all.
    assert.match(godwit(['drift', '--db', 'a.db'], 1).out, /index "k" on table "t" is of no migration\n {2}a migration that adopts it: it needs more of what has drifted: `godwit drift --adopt` writes all of it/);
    assert.match(godwit(['status', '--drift', '--db', 'a.db'], 1).out, /^3 objects drifted/);
    const adopted = godwit(['drift', '--adopt', '--db', 'a.db'], 1);
    assert.match(adopted.out, /schema\.sql has to say it too, or the next `godwit new` takes it back:\n {2}table "t"\n {2}index "k" on table "t"\n {2}view "v"\n/);
    const again = godwit(['drift', '--adopt', '--db', 'a.db'], 4);
    assert.match(again.err, /it cannot be adopted while migration "20260203040506_adopt_drift" is pending/);
    assert.match(again.err, /next: .*`godwit resolve --applied 20260203040506_adopt_drift --reason …`/);
    assert.ok(!existsSync(join(root, 'migrations', '20260203040507_adopt_drift')));
  });

  test(`drift tells what its SQL means for rows: ${build.name}`, (t) => {
    const folder = scratch(t);
    project(folder, { '20260101000000_a': 'CREATE TABLE t (a INTEGER PRIMARY KEY);' });
    const godwit = godwitIn(build, folder);
    godwit(['up', '--db', 'a.db']);
    sqlite(join(folder, 'a.db'), 'DROP TABLE t; CREATE TABLE t (a INTEGER PRIMARY KEY, q TEXT NOT NULL); CREATE TABLE x (a);');
    const text = godwit(['drift', '--db', 'a.db'], 1).out;
    assert.match(text, /-- godwit: undecided column "q"/);
    assert.match(text, /-- {3}loses: its rows are lost\n {4}DROP TABLE "x"/);
    const adopted = godwit(['drift', '--adopt', '--db', 'a.db'], 1);
    assert.match(adopted.out, /to decide in migration\.sql: table "t", column "q".*\nthen, as this database has it already: `godwit resolve/);
  });

  test(`push keeps to what may be lost: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = project(folder, {});
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY);');
    const godwit = godwitIn(build, folder);
    assert.match(godwit(['push'], 2).err, /no database is named that may be thrown away/);
    const database = join(folder, 'a.db');
    sqlite(database, `CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c TEXT); CREATE TABLE logs (a); CREATE INDEX i ON t (a);
INSERT INTO t VALUES (1, 'b', NULL), (2, 'b', NULL); INSERT INTO logs VALUES (1);`);
    const asked = godwit(['push', '--db', 'a.db'], 2).err;
    for (const loss of ['table "logs": 1 row: its rows are lost', 'table "t": 2 rows: column "b": its values are lost',
      'table "t": column "c": its values are lost (there are none)', 'index "i": it is dropped']) {
      assert.ok(asked.includes(loss), asked);
    }
    assert.equal(sqlite(database, 'SELECT count(b) FROM t').trim(), '2');
    sqlite(database, "CREATE TABLE knex_migrations (id INTEGER, name TEXT)");
    godwit(['push', '--db', 'a.db'], 2);
    sqlite(database, "INSERT INTO knex_migrations VALUES (1, 'a')");
    assert.match(godwit(['push', '--db', 'a.db', '--yes'], 4).err, /table "knex_migrations" lists migrations/);
    assert.equal(sqlite(database, 'SELECT count(b) FROM t').trim(), '2');
  });

  test(`a name that is missing says which migration adds it: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = project(folder, {
      '20260101000000_a': 'CREATE TABLE t (a INTEGER PRIMARY KEY);',
      // Of another table, which is not the one that lacks it.
      '20260102000000_b': 'CREATE TABLE v (a);\nALTER TABLE v ADD COLUMN late TEXT;',
      '20260103000000_c': 'ALTER TABLE t ADD COLUMN late TEXT;',
    });
    const godwit = godwitIn(build, folder);
    writeFileSync(join(root, 'migrations', '20260101000000_a', 'seed.sql'), 'INSERT INTO t (a, late) VALUES (1, 2);');
    godwit(['up', '--to', '20260101000000_a', '--db', 'a.db']);
    const failed = godwit(['seed', '--db', 'a.db'], 3);
    assert.match(failed.err, /next: .*migration "20260103000000_c", which is not applied, adds column "late" to table "t"/);
  });

  test(`push makes a throw-away database equal schema.sql: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = project(folder, {});
    const godwit = godwitIn(build, folder);
    assert.match(godwit(['push', '--db', 'a.db'], 4).err, /has no migrations/);
    assert.ok(!existsSync(join(folder, 'a.db')));
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);');
    assert.match(godwit(['push', '--db', 'a.db']).out, /create-table table "t"\ndone in a\.db/);
    sqlite(join(folder, 'a.db'), "INSERT INTO t VALUES (1, 'x'), (2, NULL)");
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);');
    godwit(['push', '--db', 'a.db'], 3);
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY);');
    const asked = godwit(['push', '--db', 'a.db'], 2);
    assert.match(asked.err, /table "t": 1 row: column "b": its values are lost/);
    assert.equal(sqlite(join(folder, 'a.db'), 'SELECT count(b) FROM t').trim(), '1');
    godwit(['push', '--db', 'a.db', '--yes']);
    assert.equal(sqlite(join(folder, 'a.db'), 'SELECT count(*) FROM t').trim(), '2');
    assert.match(godwit(['push', '--db', 'a.db']).out, /^nothing to do/);
    project(folder, { '20260101000000_a': 'CREATE TABLE t (a INTEGER PRIMARY KEY);' });
    godwit(['up', '--db', 'b.db']);
    assert.match(godwit(['push', '--db', 'b.db'], 4).err, /the database has a ledger/);
  });
}

test('both builds say the same of drift', () => {
  assert.equal(outputs.node, outputs.native);
});
