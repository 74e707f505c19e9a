// Limits on a project's SQL: its own are SQLite's, a stranger's are tight, and each can be set.
import assert from 'node:assert/strict';
import { closeSync, copyFileSync, openSync, readFileSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, kNow, preparePets, run, scratch, sqlite, writeProject } from './harness.mjs';

const kForEver = '(WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n)';
const kFirst = '20260101000000_first';
const kSecond = '20260102000000_second';
const first = { [`${kFirst}/migration.sql`]: 'CREATE TABLE t (a);\n' };

// A project whose first migration is applied; `second` is the one behind it.
function prepare(build, t, second, more = {}) {
  const folder = scratch(t);
  const project = writeProject(folder, 'app', { ...first, [`${kSecond}/migration.sql`]: second, ...more });
  const common = ['--project', project, '--db', 'app.db', '--now', kNow];
  const done = run(build, ['up', '--to', kFirst, ...common], { cwd: folder });
  assert.equal(done.status, 0, done.err);
  const database = join(folder, 'app.db');
  return {
    database,
    bytes: () => readFileSync(database),
    ask: (...args) => run(build, [...args, ...common], { cwd: folder }),
    files: () => readdirSync(folder).sort(),
  };
}

// Options that are no limits, and what is said of them.
const bad = [
  [['--deadline', '0'], /--deadline: "0" is no time from 0\.001 to 1000000 seconds/],
  [['--deadline', '-1'], /--deadline/],
  [['--deadline', '1e3'], /--deadline: "1e3" is no time/],
  [['--deadline', 'nan'], /--deadline: "nan" is no time/],
  [['--deadline', '0.0001'], /--deadline: "0\.0001" is no time/],
  [['--deadline', '1000001'], /--deadline/],
  [['--deadline', '.'], /--deadline/],
  [['--deadline', ''], /--deadline/],
  [['--heap', '0'], /--heap/],
  [['--heap', '1.5'], /--heap/],
  [['--heap', 'much'], /--heap/],
  [['--heap', '1000001'], /--heap/],
  [['--length', '0'], /--length/],
  [['--length', '1001'], /--length/],
];

// [what, its second migration, options, what the error says]
const attacks = [
  ['a query without end', `INSERT INTO t SELECT ${kForEver}`, ['--deadline', '0.3'],
    /took longer than 0\.3 s.*--deadline SECONDS/s],
  ['the same of a stranger, with a deadline of its own', `INSERT INTO t SELECT ${kForEver}`,
    ['--strangers', '--deadline', '.25'], /took longer than 0\.25 s/],
  ['a large value', 'INSERT INTO t VALUES (zeroblob(900000000))', ['--strangers'],
    /string or blob too big \(limit LENGTH is 64000000 bytes\).*--length MB/s],
  ['a value of ones own', 'INSERT INTO t VALUES (zeroblob(3000000))', ['--length', '2'],
    /limit LENGTH is 2000000 bytes/],
  ['much memory', 'CREATE TEMP TABLE m AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n '
    + 'WHERE i < 30) SELECT group_concat(hex(zeroblob(1000000)), char(i)) AS a FROM n; DROP TABLE m',
    ['--heap', '40'], /memory ran out: SQLite may take 40 MB.*--heap MB/s],
];

for (const build of builds) {
  test(`${build.name}: limits that are none are refused by name`, (t) => {
    const folder = scratch(t);
    for (const [options, says] of bad) {
      const done = run(build, ['up', '--project', 'pets', '--db', 'p.db', ...options], { cwd: folder });
      assert.equal(done.status, 2, `${options}: ${done.err}`);
      assert.match(done.err, says);
    }
    assert.deepEqual(readdirSync(folder), []);
  });

  for (const [what, sql, options, says] of attacks) {
    test(`${build.name}: ${what} ends and leaves the file as it was`, (t) => {
      const app = prepare(build, t, `CREATE TABLE other (a);\n${sql};\n`);
      const before = app.bytes();
      const files = app.files();
      const done = app.ask('up', ...options);
      assert.equal(done.status, 3, done.err);
      assert.match(done.err, says);
      assert.match(done.err, /second\/migration\.sql:2:1/);
      assert.deepEqual(app.bytes(), before);
      assert.deepEqual(app.files(), files);
      assert.equal(app.ask('status', ...options).status, 1);
    });
  }

  test(`${build.name}: a large value is one's own business, and a stranger's when it is allowed`, (t) => {
    const sql = 'INSERT INTO t VALUES (zeroblob(70000000));\n';
    const own = prepare(build, t, sql);
    const done = own.ask('up', '--no-snapshot');
    assert.equal(done.status, 0, done.err);
    assert.equal(sqlite(own.database, 'SELECT length(a) FROM t'), '70000000');
    // What the file holds by then a stranger's limits do not read.
    const digest = own.ask('digest', '--strangers');
    assert.equal(digest.status, 3, digest.err);
    assert.match(digest.err, /LENGTH is 64000000 bytes.*--length MB/s);
    assert.equal(own.ask('digest', '--strangers', '--length', '100', '--heap', '800').status, 0);
    const allowed = prepare(build, t, sql);
    const raised = allowed.ask('up', '--strangers', '--length', '100', '--heap', '800');
    assert.equal(raised.status, 0, raised.err);
  });

  test(`${build.name}: a deadline is for one statement, and a data step and a check have one`, (t) => {
    const app = prepare(build, t, 'CREATE TABLE u (id INTEGER PRIMARY KEY, a); INSERT INTO u VALUES (1, NULL);', {
      [`${kSecond}/backfill.sql`]: '-- godwit: data-step fill\n-- godwit: table u\n'
        + `SELECT id, ${kForEver} AS a FROM u WHERE a IS NULL;\n`,
      [`${kSecond}/verify.sql`]: `-- godwit: check slow\nSELECT 1 AS expected, ${kForEver} AS actual;\n`,
    });
    const up = app.ask('up', '--deadline', '0.3');
    assert.match(up.err, /took longer than 0\.3 s/);
    assert.equal(up.status, 5, up.err);
    const verify = app.ask('verify', '--deadline', '0.3', '--json');
    assert.equal(verify.status, 1, verify.err);
    const check = (name) => verify.json.checks.find((one) => one.name === name);
    assert.deepEqual([check('slow').state, check('slow').actual], ['failed',
      'the statement took longer than 0.3 s; `--deadline SECONDS` gives each statement more time']);
    assert.match(check('declared-schema').actual, /not checked: .*took longer than 0\.3 s/);
    assert.equal(check('integrity').state, 'passed');
    const rehearsal = app.ask('rehearse', '--deadline', '0.3');
    assert.equal(rehearsal.status, 3, rehearsal.err);
    assert.match(rehearsal.err, /took longer than 0\.3 s.*next: `--deadline SECONDS` gives each statement more time/s);
  });

  test(`${build.name}: a rehearsal's copy does not take the memory that its run may take`, (t) => {
    const app = prepare(build, t, 'UPDATE t SET a = randomblob(900);\n');
    // More than the cap: the copy lies in a file.
    sqlite(app.database, `WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 50000)
      INSERT INTO t SELECT randomblob(1000) FROM n`);
    const before = app.bytes();
    const done = app.ask('rehearse', '--heap', '44');
    assert.equal(done.status, 0, done.err);
    assert.deepEqual(app.bytes(), before);
    assert.deepEqual(app.files(), ['app', 'app.db']);
  });

  test(`${build.name}: the bundled samples are what --strangers lets through`, (t) => {
    const folder = scratch(t);
    const database = preparePets(build, folder);
    const common = ['--project', 'pets', '--db', 'pets.db', '--strangers', '--deadline', '60'];
    for (const args of [['rehearse'], ['up'], ['verify'], ['digest']]) {
      const done = run(build, [...args, ...common], { cwd: folder });
      assert.equal(done.status, 0, `${args}: ${done.err}`);
    }
    assert.equal(sqlite(database, 'PRAGMA integrity_check'), 'ok');
    for (const name of ['profiles', 'reviews', 'valuerank']) {
      const other = ['--project', name, '--db', `${name}.db`, '--strangers', '--deadline', '60'];
      for (const args of [['up'], ['seed'], ['backfill'], ['verify'], ['down', '--all', '--yes']]) {
        const done = run(build, [...args, ...other], { cwd: folder });
        assert.equal(done.status, 0, `${name} ${args}: ${done.err}`);
      }
    }
  });

  test(`${build.name}: a damaged file of a stranger's is refused before anything else`, (t) => {
    const folder = scratch(t);
    const database = preparePets(build, folder);
    // The root page of Pet, behind its header: cells point to where there are none.
    const page = Number(sqlite(database, `SELECT rootpage FROM sqlite_schema WHERE name = 'Pet'`));
    const size = Number(sqlite(database, 'PRAGMA page_size'));
    const file = openSync(database, 'r+');
    writeSync(file, Buffer.alloc(40, 0xee), 0, 40, (page - 1) * size + 12);
    closeSync(file);
    copyFileSync(database, join(folder, 'copy.db'));
    const common = ['--project', 'pets', '--db', 'pets.db'];
    for (const command of ['status', 'plan', 'rehearse', 'up', 'down', 'verify', 'digest', 'seed']) {
      const done = run(build, [command, ...common, '--strangers'], { cwd: folder });
      assert.equal(done.status, 4, `${command}: ${done.err}`);
      assert.match(done.err, /database "pets\.db": it is damaged: .*(Tree|page|cell)/i);
      assert.deepEqual(readFileSync(database), readFileSync(join(folder, 'copy.db')), command);
    }
    // One's own is opened all the same.
    assert.doesNotMatch(run(build, ['status', ...common], { cwd: folder }).err, /it is damaged: /);
  });
}
