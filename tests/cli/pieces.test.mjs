// Migrations that cannot be one transaction, on real files and with both builds; and runs that wait
// for each other.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, kNow, native, run, scratch, sleep, sqlite, start, until, writeProject } from './harness.mjs';

const kFirst = 'CREATE TABLE t (id INTEGER PRIMARY KEY, n TEXT NOT NULL);\n';
const kSecond = (last) => `PRAGMA page_size = 8192;
VACUUM;
BEGIN;
INSERT INTO t VALUES (1, 'one');
INSERT INTO t VALUES (2, 'two');
COMMIT;
INSERT INTO t VALUES (3, ${last});
PRAGMA journal_mode = PERSIST;
`;
const at = ['--project', 'app', '--db', 'app.db', '--now', kNow];

for (const build of builds) {
  test(`${build.name}: a migration in pieces breaks off, says where, and is ended by resume`, (t) => {
    const folder = scratch(t);
    const cli = (...args) => run(build, args, { cwd: folder });
    writeProject(folder, 'app', {
      '20260101000000_a/migration.sql': kFirst, '20260102000000_b/migration.sql': kSecond('NULL') });
    const plan = cli('plan', ...at);
    assert.match(plan.out, /20260102000000_b {2}in 4 pieces, each committed by itself; no down.sql/);
    assert.match(plan.out, /writes the whole database file anew/);
    const broken = cli('up', ...at);
    assert.equal(broken.status, 3, broken.err);
    assert.match(broken.err, /migration\.sql:7:/);
    assert.match(broken.err, /NOT NULL constraint failed: t\.n/);
    assert.match(broken.err, /4 of its statements are committed, and the rest is not/);
    const status = cli('status', ...at);
    assert.equal(status.status, 1);
    assert.match(status.out, /begun +20260102000000_b +4 statements committed/);
    const verify = cli('verify', ...at);
    assert.equal(verify.status, 1);
    assert.match(verify.out, /failed +declared-schema +not checked: migration "20260102000000_b" is under way, expected/);
    assert.match(verify.out, /\n1 migration is pending: 20260102000000_b\n$/);
    assert.equal(cli('down', '--all', '--yes', ...at).status, 4);
    writeFileSync(join(folder, 'app', 'migrations', '20260102000000_b', 'migration.sql'), kSecond("'three'"));
    const resumed = cli('resume', ...at);
    assert.equal(resumed.status, 0, resumed.err);
    assert.equal(cli('status', ...at).status, 0);
    assert.equal(cli('verify', ...at).status, 0);
    assert.equal(sqlite(join(folder, 'app.db'), 'SELECT group_concat(n) FROM t; PRAGMA page_size; PRAGMA integrity_check'),
      'one,two,three\n8192\nok');
  });

  test(`${build.name}: it can be rehearsed, and is not held to a receipt`, (t) => {
    const folder = scratch(t);
    writeProject(folder, 'app', {
      '20260101000000_a/migration.sql': kFirst, '20260102000000_b/migration.sql': kSecond("'three'") });
    const cli = (...args) => run(build, args, { cwd: folder });
    assert.equal(cli('up', '--to', '20260101000000_a', ...at).status, 0);
    const rehearsed = cli('rehearse', '-o', 'receipt.json', ...at);
    assert.equal(rehearsed.status, 0, rehearsed.out + rehearsed.err);
    assert.match(rehearsed.out, /commits in pieces: "20260102000000_b"/);
    const refused = cli('up', '--expect', 'receipt.json', ...at.slice(0, 4));
    assert.equal(refused.status, 4, refused.err);
    assert.match(refused.err, /it cannot be one transaction, and what is held to a receipt is one/);
    assert.equal(cli('up', ...at).status, 0);
  });
}

test('a second run waits for the first, and goes on when that one is killed', async (t) => {
  const folder = scratch(t);
  const kRows = 3000;
  writeProject(folder, 'app', {
    '20260101000000_a/migration.sql': `CREATE TABLE t (id INTEGER PRIMARY KEY, n INT);
INSERT INTO t (id) WITH i (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM i WHERE x < ${kRows}) SELECT x FROM i;`,
    '20260101000000_a/backfill.sql':
      '-- godwit: data-step s\n-- godwit: table t\nSELECT id, id * 2 AS n FROM t WHERE n IS NULL;' });
  const database = join(folder, 'app.db');
  const written = () => Number(run(native, ['status', ...at, '--json'], { cwd: folder }).json.dataSteps[0]?.rowsLeft ?? kRows);
  const first = start(native, ['up', ...at, '--throttle', '5', '--batch', '1', '--quiet'], { cwd: folder });
  await until(() => written() < kRows, 'the first row');
  const second = start(native, ['up', ...at, '--json', '--quiet'], { cwd: folder });
  const status = run(native, ['status', ...at], { cwd: folder });
  assert.match(status.out, new RegExp(`at work: process ${first.pid} on .*, since 20`));
  await sleep(500);
  const left = written();
  assert.ok(left > 0, 'the first was too quick for this test');
  first.kill('SIGKILL');
  await first.ended;
  const done = await second.ended;
  assert.equal(done.status, 0, done.err);
  const rows = JSON.parse(done.out).dataSteps[0].rows;
  assert.ok(rows > 0 && rows <= left, `${rows} of ${left}: it did not wait`);
  assert.equal(sqlite(database, 'SELECT count(*) FROM t WHERE n = id * 2; SELECT count(*) FROM godwit_lease'), `${kRows}\n0`);
});
