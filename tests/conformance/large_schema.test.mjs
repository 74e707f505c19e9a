// `diff` and `new` with schemas that are large, or whose objects hang together in long chains.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, run, scratch } from '../cli/harness.mjs';
import { shell } from './judge.mjs';

const kTables = 1000;
const kMany = 10_000;
const kFew = 150; // that a plan is still made of in parts
const kEvery = 50; // each so-manieth table changes

// A chain of tables, each a child of the one before, each with an index, a trigger and a view.
function schema(type) {
  const parts = [];
  for (let i = 0; i < kTables; ++i) {
    const parent = i === 0 ? '' : `, up INTEGER REFERENCES t${i - 1} (id) ON DELETE CASCADE`;
    parts.push(`CREATE TABLE t${i} (id INTEGER PRIMARY KEY, n ${i % kEvery === 0 ? type : 'TEXT'}${parent});
      CREATE INDEX i${i} ON t${i} (n);
      CREATE VIEW v${i} AS SELECT id, n FROM t${i};
      CREATE TRIGGER g${i} AFTER DELETE ON t${i} BEGIN UPDATE t${(i + 1) % kTables} SET n = 'gone' WHERE id = OLD.id; END;`);
  }
  return parts.join('\n');
}

// Many tables of one page: to have SQLite make them takes it ten seconds.
function manyTables(database, type) {
  const done = shell(database, `CREATE TABLE t0 (id INTEGER PRIMARY KEY, n TEXT);
    PRAGMA writable_schema = ON;
    WITH RECURSIVE i (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM i WHERE n < ${kMany - 1})
    INSERT INTO sqlite_schema (type, name, tbl_name, rootpage, sql)
    SELECT 'table', 't' || n, 't' || n, 2, 'CREATE TABLE t' || n || ' (id INTEGER PRIMARY KEY, n ' ||
    iif(n % 1000 = 0, '${type}', 'TEXT') || ')' FROM i;`);
  assert.equal(done.status, 0, done.err);
}

// Tables that have nothing to do with each other.
function separate(columns, count = kTables) {
  const tables = [];
  for (let i = 0; i < count; ++i) tables.push(`CREATE TABLE t${i} (id INTEGER PRIMARY KEY${columns});`);
  return tables.join('\n');
}

const kDoubling = Array.from({ length: 40 }, (_, i) => `CREATE VIEW v${i + 1} AS SELECT a.id FROM v${i} a, v${i} b;`);

for (const build of builds) {
  test(`${build.name}: ${kMany} tables, of which a few differ`, (t) => {
    const folder = scratch(t);
    const [from, to] = ['from.db', 'to.db'].map((name) => join(folder, name));
    manyTables(from, 'TEXT');
    manyTables(to, 'INTEGER');
    const plan = run(build, ['diff', from, to, '--json']).json;
    assert.equal(plan.changes.filter((change) => change.kind === 'rebuild-table').length, kMany / 1000 - 1);
    assert.match(run(build, ['diff', from, from]).out, /^-- no difference$/m);
  });

  // Each run ends within a minute, or fails.
  test(`${build.name}: ${kTables} tables that all change`, (t) => {
    const folder = scratch(t);
    const [from, to, database] = ['from.sql', 'to.sql', 'app.db'].map((name) => join(folder, name));
    writeFileSync(from, separate(', n TEXT'));
    writeFileSync(to, separate(', n INTEGER, m TEXT'));
    assert.equal(run(build, ['diff', from, to, '--json']).json.changes.length, kTables);
    // To carry that out takes SQLite long; what is planned in parts is right as a whole.
    assert.equal(shell(database, `BEGIN;\n${separate(', n TEXT', kFew)}\nCOMMIT;`).status, 0);
    writeFileSync(to, separate(', n INTEGER, m TEXT', kFew));
    const done = shell(database, run(build, ['diff', database, to]).out);
    assert.equal(done.status, 0, done.err);
    assert.match(run(build, ['diff', database, to]).out, /^-- no difference$/m);
  });

  test(`${build.name}: ${kTables} tables of which half have drifted`, (t) => {
    const folder = scratch(t);
    const migration = join(folder, 'migrations', '20260101000000_a');
    mkdirSync(migration, { recursive: true });
    writeFileSync(join(folder, 'godwit.json'), '{"name": "app"}');
    writeFileSync(join(migration, 'migration.sql'), separate(', n TEXT'));
    const godwit = (...args) => run(build, [...args, '--project', folder, '--db', join(folder, 'app.db')]);
    assert.equal(godwit('up').status, 0);
    const indexes = Array.from({ length: kTables / 2 }, (_, i) => `CREATE INDEX i${i} ON t${i} (n);`);
    assert.equal(shell(join(folder, 'app.db'), `BEGIN;\n${indexes.join('\n')}\nCOMMIT;`).status, 0);
    const { drift } = godwit('drift', '--json').json;
    const removed = drift.map((item) => Number(/^DROP INDEX "i(\d+)";$/m.exec(item.remove)[1]));
    assert.deepEqual(removed.sort((a, b) => a - b), indexes.map((_, i) => i));
  });

  test(`${build.name}: views that read each other twice, 40 times over`, (t) => {
    const database = join(scratch(t), 'app.db');
    assert.equal(shell(database, `CREATE TABLE v0 (id INTEGER PRIMARY KEY);\n${kDoubling.join('\n')}`).status, 0);
    // Within the minute that a run has: what needs no schema compiles no view.
    assert.equal(run(build, ['status', '--project', 'pets', '--db', database]).status, 1);
    const refused = run(build, ['diff', database, database]);
    assert.equal(refused.status, 4);
    assert.match(refused.err, /view "v\d+": it reads views that read views, more than 50000 times in all/);
  });

  test(`${build.name}: ${kTables} tables, of which ${kTables / kEvery} are rebuilt`, (t) => {
    const folder = scratch(t);
    const [from, to, database] = ['from.sql', 'to.sql', 'app.db'].map((name) => join(folder, name));
    writeFileSync(from, schema('TEXT'));
    writeFileSync(to, schema('INTEGER'));
    const rows = `INSERT INTO t0 VALUES (1, '7'); INSERT INTO t1 VALUES (1, '8', 1); INSERT INTO t50 VALUES (1, '9', NULL);`;
    assert.equal(shell(database, `BEGIN;\n${schema('TEXT')}\n${rows}\nCOMMIT;`).status, 0);

    const plan = run(build, ['diff', database, to, '--json']).json;
    const rebuilt = plan.changes.filter((change) => change.kind === 'rebuild-table');
    assert.equal(rebuilt.length, kTables / kEvery);

    const printed = run(build, ['diff', database, to]);
    assert.equal(printed.status, 0, printed.err);
    const done = shell(database, `PRAGMA foreign_keys = ON;\n${printed.out}`);
    assert.equal(done.status, 0, done.err);
    assert.equal(shell(database, 'SELECT typeof(n) FROM t0; SELECT id, up FROM t1; SELECT n FROM v50;').out, 'integer\n1|1\n9');
    assert.match(run(build, ['diff', database, to]).out, /^-- no difference$/m);
    assert.match(run(build, ['diff', from, from]).out, /^-- no difference$/m);
  });
}
