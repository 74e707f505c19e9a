// schema.sql in a project's everyday: what verify says of it, what push keeps, what an older SQLite
// does not know, what plan says of lint, and what messages name.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, kNow, run, scratch, sqlite, writeProject } from './harness.mjs';

const kFirst = '20260101000000_first';
const kSecond = '20260102000000_second';

// Asks in `folder`, of the project app.
function at(build, folder) {
  return (args, status = 0) => {
    const done = run(build, [...args, '--project', 'app', '--now', kNow], { cwd: folder });
    assert.equal(done.status, status, `${args}: ${done.out}${done.err}`);
    return done;
  };
}

function write(folder, migrations, schema) {
  const files = Object.entries(migrations).map(([name, sql]) => [`${name}/migration.sql`, sql]);
  const root = writeProject(folder, 'app', Object.fromEntries(files));
  if (schema !== undefined) writeFileSync(join(root, 'schema.sql'), schema);
  return root;
}

const checkOf = (done, name = 'schema.sql') => done.json.checks.find((check) => check.name === name);

for (const build of builds) {
  test(`verify compares schema.sql with the end of the migrations: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = write(folder, { [kFirst]: 'CREATE TABLE t (a INTEGER PRIMARY KEY);\nCREATE TABLE u (a);' },
      'CREATE TABLE t (a INTEGER PRIMARY KEY);\nCREATE TABLE u (a);');
    const godwit = at(build, folder);
    godwit(['up', '--db', 'a.db']);
    assert.equal(checkOf(godwit(['verify', '--db', 'a.db', '--json'])).state, 'passed');
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);\nCREATE VIEW v AS SELECT a FROM t;');
    const found = godwit(['verify', '--db', 'a.db'], 1).out;
    assert.match(found, / failed +schema\.sql +3 differences: `godwit new NAME` begins the migration that leads to schema\.sql, expected what the migrations make\n/);
    assert.match(found, / column "b" of table "t" is missing\n +table "u" is extra\n +view "v" is missing\n/);
    assert.match(found, / passed +declared-schema /);
    // The migration that leads there need not be applied yet.
    godwit(['new', 'second']);
    const pending = godwit(['verify', '--db', 'a.db', '--json']);
    assert.equal(checkOf(pending).state, 'passed');
    assert.equal(pending.json.pending.length, 1);
    // A receipt has no such check, which is no difference.
    godwit(['rehearse', '--db', 'a.db', '-o', 'receipt.json']);
    godwit(['up', '--db', 'a.db']);
    godwit(['verify', '--db', 'a.db', '--expect', 'receipt.json']);
    // Every check has its line in the log.
    const log = join(folder, 'log.jsonl');
    const { checks } = godwit(['verify', '--db', 'a.db', '--json', '--log', log]).json;
    const lines = readFileSync(log, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual(lines.filter((line) => line.event === 'check').map((line) => [line.name, line.state]),
      checks.map((check) => [check.name, check.state]));
    assert.ok(lines.some((line) => line.name === 'schema.sql'));
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (');
    assert.match(checkOf(godwit(['verify', '--db', 'a.db', '--json'], 1)).actual, /app\/schema\.sql:1:\d+.*incomplete input/);
  });

  test(`verify --expect compares the check of schema.sql where both have it: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = write(folder, { [kFirst]: 'CREATE TABLE t (a INTEGER PRIMARY KEY);' }, 'CREATE TABLE t (a INTEGER PRIMARY KEY);');
    writeFileSync(join(root, 'migrations', kFirst, 'verify.sql'),
      '-- godwit: check schema.sql\nSELECT 1 AS expected, count(*) AS actual FROM t;\n');
    const godwit = at(build, folder);
    const report = (name, ...args) => writeFileSync(join(folder, name), godwit(['verify', '--db', 'a.db', '--json'], ...args).out);
    const compare = (name, status) => godwit(['verify', '--db', 'a.db', '--expect', name, '--json'], status).json.differences;
    godwit(['up', '--db', 'a.db']);
    sqlite(join(folder, 'a.db'), 'INSERT INTO t VALUES (1)');
    report('passed.json');
    godwit(['verify', '--db', 'a.db', '--expect', 'passed.json']);
    // The project's own check of that name is one like any other.
    sqlite(join(folder, 'a.db'), 'DELETE FROM t');
    assert.deepEqual([...new Set(compare('passed.json', 1).map((found) => found.subject))], [`check "schema.sql" of "${kFirst}"`]);
    sqlite(join(folder, 'a.db'), 'INSERT INTO t VALUES (1)');
    const state = (expected, actual) => ({ subject: 'check "schema.sql"', member: 'state', expected, actual });
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY, b);');
    assert.deepEqual(compare('passed.json', 1).filter((found) => found.member === 'state'), [state('passed', 'failed')]);
    report('failed.json', 1);
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY);');
    assert.deepEqual(compare('failed.json', 1).filter((found) => found.member === 'state'), [state('failed', 'passed')]);
    // A migration that is still to come, and does not run.
    mkdirSync(join(root, 'migrations', kSecond));
    writeFileSync(join(root, 'migrations', kSecond, 'migration.sql'), 'CREATE TABEL u (a);');
    const info = godwit(['verify', '--db', 'a.db', '--json']).json.checks.find((check) => check.name === 'schema.sql' && !check.migration);
    assert.equal(info.state, 'info');
    assert.match(info.actual, /^not checked: the migrations do not run on an empty database: /);
  });

  test(`verify sees views, and diff does where their columns differ in case: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = write(folder, { [kFirst]: 'CREATE TABLE t (a);\nCREATE VIEW v AS SELECT a AS total FROM t;' },
      'CREATE TABLE t (a);\nCREATE VIEW v AS SELECT a AS Total FROM t;');
    const godwit = at(build, folder);
    godwit(['up', '--db', 'a.db']);
    assert.match(JSON.stringify(checkOf(godwit(['verify', '--db', 'a.db', '--json'], 1)).rows), /view \\"v\\" is different/);
    const made = godwit(['new', 'case', '--json']).json;
    assert.deepEqual(made.changes.map((change) => change.kind), ['drop-view', 'create-view']);
    godwit(['up', '--db', 'a.db']);
    assert.equal(checkOf(godwit(['verify', '--db', 'a.db', '--json'])).state, 'passed');
    godwit(['new', 'again'], 4);
    // The database's own: a view that was made anew by hand, and one that is gone.
    sqlite(join(folder, 'a.db'), 'DROP VIEW v; CREATE VIEW v AS SELECT a AS TOTAL FROM t;');
    assert.match(JSON.stringify(checkOf(godwit(['verify', '--db', 'a.db', '--json'], 1), 'declared-schema').rows), /view \\"v\\" is different/);
    sqlite(join(folder, 'a.db'), 'DROP VIEW v');
    assert.match(JSON.stringify(checkOf(godwit(['verify', '--db', 'a.db', '--json'], 1), 'declared-schema').rows), /view \\"v\\" is missing/);
    assert.ok(existsSync(root));
  });

  test(`an older SQLite is told of what the new schema has: ${build.name}`, (t) => {
    const folder = scratch(t);
    const cases = [
      ['CREATE TABLE t (a TEXT) STRICT', 'STRICT needs SQLite 3.37, and this is planned for 3.36: table "t"', '3.36', '3.37'],
      ['CREATE TABLE t (a, b AS (a + 1))', 'generated columns need SQLite 3.31, and this is planned for 3.30: table "t"', '3.30', '3.31'],
      ["CREATE TABLE t (a CHECK (a -> '$.x' IS NOT NULL))", 'the operator -> needs SQLite 3.38, and this is planned for 3.37: table "t"', '3.37', '3.38'],
      ["CREATE TABLE t (a); CREATE INDEX i ON t (a ->> 'x')", 'the operator ->> needs SQLite 3.38, and this is planned for 3.37: index "i"', '3.37', '3.38'],
      ['CREATE TABLE t (a); CREATE VIEW v AS SELECT sum(a) OVER (ORDER BY a GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM t',
        'GROUPS frames need SQLite 3.28, and this is planned for 3.27: view "v"', '3.27', '3.28'],
      ['CREATE TABLE t (a); CREATE VIEW v AS SELECT sum(a) OVER (ORDER BY a GROUPS 2 PRECEDING) FROM t',
        'GROUPS frames need SQLite 3.28, and this is planned for 3.27: view "v"', '3.27', '3.28'],
      ['CREATE TABLE t (a); CREATE TABLE b (x); CREATE VIEW v AS SELECT t.a FROM t JOIN b ON concat(t.a, 1) = b.x',
        'concat() needs SQLite 3.44, and this is planned for 3.43: view "v"', '3.43', '3.44'],
      ['CREATE TABLE t (a UNIQUE); CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = b.a FROM t AS b; END',
        'UPDATE … FROM needs SQLite 3.33, and this is planned for 3.30: trigger "g"', '3.30', '3.33'],
      ['CREATE TABLE t (a UNIQUE); CREATE TRIGGER g AFTER INSERT ON t BEGIN UPDATE t SET a = b.a FROM t AS b WHERE b.a IS DISTINCT FROM 1; END',
        'IS DISTINCT FROM needs SQLite 3.39, and this is planned for 3.38: trigger "g"', '3.38', '3.39'],
    ];
    writeFileSync(join(folder, 'empty.sql'), '');
    for (const [sql, note, old, known] of cases) {
      writeFileSync(join(folder, 'new.sql'), sql);
      const ask = (...args) => run(build, ['diff', ...args], { cwd: folder }).out;
      assert.ok(ask('empty.sql', 'new.sql', '--sqlite-version', old).includes(`-- ${note}\n`), ask('empty.sql', 'new.sql', '--sqlite-version', old));
      assert.ok(!ask('empty.sql', 'new.sql', '--sqlite-version', known).includes('planned for'));
      assert.ok(!ask('empty.sql', 'new.sql').includes('planned for'));
      // Also where nothing differs; the way back leads to what has none of it.
      assert.equal(ask('new.sql', 'new.sql', '--sqlite-version', old), `-- no difference\n-- ${note}\n`);
      assert.ok(!ask('empty.sql', 'new.sql', '--sqlite-version', old, '--reverse').includes('planned for'));
    }
    const root = write(folder, {}, 'CREATE TABLE t (a TEXT) STRICT;\nCREATE TABLE u (a TEXT) STRICT;');
    writeFileSync(join(root, 'godwit.json'), '{"name": "app", "sqlite": "3.35"}');
    const told = at(build, folder)(['new', 'first']).out;
    assert.match(told, /\nnote: STRICT needs SQLite 3\.37, and this is planned for 3\.35: table "t", table "u"\n/);
  });

  test(`push keeps a snapshot of what it destroys: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = write(folder, {}, 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);');
    const godwit = at(build, folder);
    const shelf = join(folder, 'a.db.godwit');
    godwit(['push', '--db', 'a.db']);
    sqlite(join(folder, 'a.db'), "INSERT INTO t VALUES (1, 'x'), (2, NULL)");
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT, c TEXT);');
    godwit(['push', '--db', 'a.db']);
    assert.ok(!existsSync(shelf), 'nothing was destroyed');
    // A refusal and a failure keep none.
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY);');
    godwit(['push', '--db', 'a.db'], 2);
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL CHECK (b <> 1)) STRICT;');
    godwit(['push', '--db', 'a.db', '--yes'], 3);
    assert.deepEqual(existsSync(shelf) ? readdirSync(shelf) : [], []);
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY);');
    const pushed = godwit(['push', '--db', 'a.db', '--yes']);
    assert.match(pushed.out, /^snapshot a\.db\.godwit\/0001-before-push\.db: [\d,]+ bytes, /);
    assert.equal(sqlite(join(folder, 'a.db'), "SELECT count(*) FROM pragma_table_info('t')"), '1');
    godwit(['restore', '--db', 'a.db', '--yes']);
    assert.equal(sqlite(join(folder, 'a.db'), 'SELECT count(b) FROM t'), '1');
    const without = godwit(['push', '--db', 'a.db', '--yes', '--no-snapshot', '--json']).json;
    assert.deepEqual(without.snapshots, []);
    assert.equal(readdirSync(shelf).filter((name) => name.includes('before-push')).length, 1);
  });

  test(`plan counts lint's findings: ${build.name}`, (t) => {
    const folder = scratch(t);
    write(folder, {
      [kFirst]: 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);\nINSERT INTO t VALUES (1, NULL);',
      [kSecond]: 'ALTER TABLE t DROP COLUMN b;',
    });
    const godwit = at(build, folder);
    godwit(['up', '--to', kFirst, '--db', 'a.db']);
    const plan = godwit(['plan', '--db', 'a.db'], 1);
    assert.match(plan.out, /\nlint: 2 findings \(1 warning, 1 note\), by the schema alone: `godwit lint` shows them\n/);
    assert.deepEqual(godwit(['plan', '--db', 'a.db', '--json'], 1).json.lint, { error: 0, note: 1, suppressed: 0, warning: 1 });
    godwit(['up', '--db', 'a.db']);
    const nothing = godwit(['plan', '--db', 'a.db', '--json']);
    assert.equal(nothing.json.lint, null);
  });

  test(`a constraint that ALTER TABLE brings names the rows that are in its way: ${build.name}`, (t) => {
    const folder = scratch(t);
    const cases = [
      ['ALTER TABLE t ALTER COLUMN b SET NOT NULL;', 'column "b" of table "t" is NULL in 2 rows, the first with rowid 2'],
      ['ALTER TABLE main.t ALTER b SET NOT NULL;', 'column "b" of table "t" is NULL in 2 rows, the first with rowid 2'],
      ["CREATE TABLE u (a, b NOT NULL);\nINSERT INTO u SELECT a, b FROM t;", '2 of 3 rows are not taken'],
      ["CREATE TABLE u (a, b CHECK (b IN ('x')));\nINSERT OR ABORT INTO u (b) SELECT 'x' UNION ALL SELECT 'y';", '1 of 2 rows is not taken'],
      ['CREATE TABLE u (b UNIQUE);\nINSERT INTO u SELECT a > 1 FROM t;', '1 of 3 rows is not taken'],
      // What OR IGNORE would do otherwise than the statement did is not counted.
      ['CREATE TABLE u (b UNIQUE ON CONFLICT FAIL);\nINSERT INTO u SELECT a > 1 FROM t;', 'UNIQUE constraint failed: u.b\n'],
      ["CREATE TABLE u (b NOT NULL);\nCREATE TRIGGER g BEFORE INSERT ON u BEGIN SELECT 1; END;\nINSERT INTO u SELECT b FROM t;", 'NOT NULL constraint failed: u.b\n'],
      ["ALTER TABLE t ADD CONSTRAINT c CHECK (b <> 'x' OR (a > 3));", 'CHECK (b <> \'x\' OR (a > 3)) does not hold in table "t" in 1 row, with rowid 1'],
    ];
    for (const [index, [sql, words]] of cases.entries()) {
      const name = `c${index}`;
      mkdirSync(join(folder, name));
      write(join(folder, name), {
        [kFirst]: "CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);\nINSERT INTO t VALUES (1, 'x'), (2, NULL), (4, NULL);",
        [kSecond]: sql,
      });
      const failed = at(build, join(folder, name))(['up', '--db', 'a.db'], 3).err;
      assert.ok(failed.includes(words), failed);
    }
  });

  test(`what .schema prints of a full-text table declares it: ${build.name}`, (t) => {
    const folder = scratch(t);
    sqlite(join(folder, 'a.db'), 'CREATE VIRTUAL TABLE f USING fts5(x); CREATE TABLE t (a); CREATE VIRTUAL TABLE r USING rtree(id, a, b);');
    writeFileSync(join(folder, 'dump.sql'), sqlite(join(folder, 'a.db'), '.schema'));
    const compared = run(build, ['diff', 'a.db', 'dump.sql'], { cwd: folder });
    assert.equal(compared.out, '-- no difference\n', compared.err);
  });

  test(`other databases' indexes are called that: ${build.name}`, (t) => {
    const folder = scratch(t);
    writeFileSync(join(folder, 'empty.sql'), '');
    for (const [sql, database, sign] of [
      ['CREATE TABLE t (a INT, KEY t_a (a));', 'MySQL', 'KEY t_a (a'],
      ['CREATE TABLE t (a INT); CREATE INDEX CONCURRENTLY i ON t (a);', 'PostgreSQL', 'INDEX CONCURRENTLY i ON'],
    ]) {
      writeFileSync(join(folder, 'new.sql'), sql);
      const refused = run(build, ['diff', 'empty.sql', 'new.sql'], { cwd: folder });
      assert.equal(refused.status, 4);
      assert.ok(refused.err.includes(`the declared schema is SQL of ${database}: \`${sign}\` gives it away`), refused.err);
      assert.match(refused.err, /next: declare it as SQLite has it/);
    }
  });

  test(`new says that an applied file was edited, not what is kept: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = write(folder, { [kFirst]: 'CREATE TABLE t (a);', [kSecond]: 'ALTER TABLE t ADD COLUMN b;' }, 'CREATE TABLE t (a, b, c);');
    const godwit = at(build, folder);
    godwit(['up', '--db', 'a.db']);
    writeFileSync(join(root, 'migrations', kFirst, 'migration.sql'), 'CREATE TABLE other (a);');
    const failed = godwit(['new', 'third'], 3).err;
    assert.match(failed, /no such table: t/);
    assert.doesNotMatch(failed, /kept|resolve/);
    assert.match(failed, /next: the project's migrations, as their files are now, have to run on an empty database/);
  });

  test(`a snapshot that cannot be written names only flags that there are: ${build.name}`, (t) => {
    const folder = scratch(t);
    write(folder, { [kFirst]: 'CREATE TABLE t (a INTEGER PRIMARY KEY, b);', [kSecond]: 'ALTER TABLE t DROP COLUMN b;' });
    const godwit = at(build, folder);
    godwit(['up', '--to', kFirst, '--db', 'a.db']);
    // No folder can be made there.
    writeFileSync(join(folder, 'a.db.godwit'), '');
    const alone = godwit(['snapshot', '--db', 'a.db'], 4).err;
    assert.match(alone, /next: make room there, or allow to write there\n/);
    assert.match(godwit(['up', '--db', 'a.db'], 4).err, /next: make room there, or allow to write there, or say --no-snapshot to go without/);
  });
}
