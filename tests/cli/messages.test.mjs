// What the command line says when something is not as its user may think: a file that is not there, a command
// that does not exist, an interrupt, a list that is cut. With both builds.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, native, preparePets, run, scratch, sqlite, start, until, writeProject }
  from './harness.mjs';

const at = (folder) => ['--project', 'pets', '--db', folder];

for (const build of builds) {
  test(`${build.name}: a database that is not there is said to be treated as empty`, (t) => {
    const folder = scratch(t);
    const says = 'database "typo.db" does not exist: it is treated as an empty database';
    for (const [command, status] of [['status', 1], ['plan', 1], ['rehearse', 0]]) {
      const text = run(build, [command, ...at('typo.db')], { cwd: folder });
      assert.equal(text.status, status, command + text.out + text.err);
      assert.ok(text.out.includes(`warning: ${says}\n`), command + text.out);
      const { json } = run(build, [command, ...at('typo.db'), '--json'], { cwd: folder });
      assert.deepEqual(json.warnings, [says], command);
    }
    assert.ok(!existsSync(join(folder, 'typo.db')));
    // With a receipt of it, up makes the database, and the warning does not break the seal.
    run(build, ['rehearse', ...at('new.db'), '-o', 'r.json'], { cwd: folder });
    const done = run(build, ['up', ...at('new.db'), '--expect', 'r.json'], { cwd: folder });
    assert.equal(done.status, 0, done.err);
    const there = run(build, ['status', ...at('new.db'), '--json'], { cwd: folder });
    assert.deepEqual(there.json.warnings, []);
  });

  test(`${build.name}: --quiet tells what was found and what warns, and no more`, (t) => {
    const folder = scratch(t);
    const ask = (...args) => run(build, [...args, ...at('a.db'), '--quiet'], { cwd: folder });
    assert.match(ask('rehearse').out, /^warning: database "a\.db" does not exist[^\n]*\n$/);
    run(build, ['up', ...at('a.db')], { cwd: folder });
    for (const args of [['status'], ['rehearse'], ['verify'], ['up', '--dry-run']]) {
      const done = ask(...args);
      assert.deepEqual([done.status, done.out, done.err], [0, '', ''], args.join(' '));
    }
    assert.equal(ask('status', '--json').json.upToDate, true);
    assert.match(ask('digest').out, /^schema /);
    assert.match(ask('runs').out, / up +done /);
    sqlite(join(folder, 'a.db'), 'DROP INDEX "Trait_rarity_idx"');
    assert.match(ask('verify').out, /^1 of \d+ checks failed/);
    run(build, ['down', ...at('a.db')], { cwd: folder });
    assert.match(ask('status').out, /^1 migration pending/);
  });

  // [arguments, exit status, what the error says]
  const slips = [
    [['statsu'], 2, /there is no command "statsu"\n {2}next: did you mean `godwit status`\? `godwit --help`/],
    [['--db', 'a.db', 'rehears'], 2, /did you mean `godwit rehearse`\?/],
    [['pu'], 2, /did you mean `godwit up`\?/],
    [['migrate'], 2, /there is no command "migrate"\n {2}next: `godwit --help` lists the commands\n/],
    [['status', 'now'], 2, /godwit status: The following argument was not expected: now\n/],
    [['runs', '0', '5', '--db', 'a.db'], 2, /godwit runs: A: "0" is no run's number; `godwit runs` lists them\n/],
    [['runs', 'a', 'b', '--db', 'a.db'], 2, /"a" is no run's number/],
    [['runs', '1', '--db', 'a.db'], 2, /two runs are compared, or none: `godwit runs A B`\n/],
    [['runs', '1', '2', '3', '--db', 'a.db'], 2, /two runs are compared, or none/],
    [['resume', '--batch', '0', '--db', 'a.db'], 2, /--batch: Value 0 not in range/],
  ];
  for (const [args, status, says] of slips) {
    test(`${build.name}: godwit ${args.join(' ')}`, (t) => {
      const done = run(build, args, { cwd: scratch(t) });
      assert.equal(done.status, status, done.out);
      assert.match(done.err, says);
    });
  }

  test(`${build.name}: an interrupt says what stays and how to go on; resume takes --batch`, async (t) => {
    const folder = scratch(t);
    const database = preparePets(native, folder);
    run(native, ['seed', '--rows', '6000', ...at('pets.db')], { cwd: folder });
    const filled = () => Number(sqlite(database, 'SELECT count("traits") FROM "Pet"'));
    const log = join(folder, 'log.jsonl');
    const child = start(build, ['up', ...at('pets.db'), '--throttle', '20', '--log', log], { cwd: folder });
    await until(() => existsSync(log) && readFileSync(log, 'utf8').split('\n').length > 300, 'some are filled');
    child.kill('SIGINT');
    const ended = await child.ended;
    assert.equal(ended.status, 130, ended.err);
    assert.match(ended.err, /error: godwit up: it was interrupted\n/);
    assert.match(ended.err, /next: migrations that are applied and batches that are written stay.*`godwit up` goes on/);
    const before = filled();
    assert.ok(before > 0 && before < 6092);
    const resumed = run(build, ['resume', ...at('pets.db'), '--batch', '1000', '--json'], { cwd: folder });
    assert.equal(resumed.status, 0, resumed.err);
    const [step] = resumed.json.dataSteps;
    assert.deepEqual([step.rows, step.batches], [6092 - before, Math.ceil((6092 - before) / 1000)]);
  });

  test(`${build.name}: a list that is cut says how much is left out`, (t) => {
    const folder = scratch(t);
    const project = writeProject(folder, 'p', {
      '20260101000000_a/migration.sql': `CREATE TABLE t (id INTEGER PRIMARY KEY, done INT);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 7) INSERT INTO t SELECT i, NULL FROM n;`,
      '20260101000000_a/backfill.sql': `-- godwit: data-step s
-- godwit: each t
SELECT id FROM t WHERE done IS NULL;
-- godwit: write w
UPDATE t SET done = 1 WHERE id IN (SELECT id FROM due);
-- godwit: collect seen show id
SELECT json_object('id', id) FROM due ORDER BY id;`,
    });
    const done = run(build, ['up', '--project', project, '--db', 'a.db'], { cwd: folder });
    assert.equal(done.status, 0, done.err);
    assert.match(done.out, / seen +7 +\{"id":1\}\n/);
    assert.match(done.out, /\{"id":5\}\n +and 2 more\n/);
  });

  test(`${build.name}: undo names tables as they are declared; one row is one row`, (t) => {
    const folder = scratch(t);
    const database = preparePets(native, folder);
    run(native, ['up', ...at('pets.db')], { cwd: folder });
    sqlite(database, 'ALTER TABLE "Pet" RENAME COLUMN "traits" TO "traitText"');
    const undo = run(build, ['undo', ...at('pets.db')], { cwd: folder });
    assert.equal(undo.status, 4, undo.out);
    assert.match(undo.err, /table "Pet" has changed since: column "traits" is not as it was/);
    sqlite(database, `ALTER TABLE "Pet" RENAME COLUMN "traitText" TO "traits";
      UPDATE "Pet" SET "traits" = NULL WHERE "id" = (SELECT max("id") FROM "Pet")`);
    const verify = run(build, ['verify', ...at('pets.db')], { cwd: folder });
    assert.match(verify.out, /complete, 1 row due, expected complete, 0 rows due\n/);
  });
}
