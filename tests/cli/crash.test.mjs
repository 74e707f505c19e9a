// Killed and interrupted in the middle: what was committed is whole, and going on ends where an
// undisturbed run does.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, native, node, preparePets, run, scratch, sqlite, start, until }
  from './harness.mjs';

const kRows = 6000;

// Pets before the change, and many more of them.
function prepareMany(folder) {
  const database = preparePets(native, folder);
  const done = run(native, ['seed', '--rows', String(kRows), '--project', 'pets', '--db', 'pets.db'],
    { cwd: folder });
  assert.equal(done.status, 0, done.err);
  return database;
}

const filled = (database) => Number(sqlite(database, 'SELECT count("traits") FROM "Pet"'));
const lines = (path) => {
  try {
    return readFileSync(path, 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
};
const common = ['--project', 'pets', '--db', 'pets.db'];

for (const build of builds) {
  test(`kill -9 during a backfill, then resume: ${build.name}`, async (t) => {
    const folder = scratch(t);
    const database = prepareMany(folder);
    const log = join(folder, 'log.jsonl');
    const child = start(build, ['up', ...common, '--log', log], { cwd: folder });
    await until(() => lines(log) > 300, 'some rows are written');
    child.kill('SIGKILL');
    assert.equal((await child.ended).signal, 'SIGKILL');
    const status = run(build, ['status', ...common, '--json'], { cwd: folder });
    assert.equal(status.status, 1, status.err);
    const [step] = status.json.dataSteps;
    assert.equal(step.state, 'running');
    assert.equal(sqlite(database, 'PRAGMA integrity_check'), 'ok');
    const done = filled(database);
    assert.ok(done > 0 && done % 100 === 0, `${done} rows: whole batches`);
    assert.equal(step.rowsLeft + done, kRows + 92);
    const resumed = run(build, ['resume', ...common, '--json'], { cwd: folder });
    assert.equal(resumed.status, 0, resumed.err);
    assert.equal(resumed.json.dataSteps[0].rows, step.rowsLeft);
    assert.equal(run(build, ['verify', ...common], { cwd: folder }).status, 0);
    assert.deepEqual(readdirSync(folder).sort(), ['log.jsonl', 'pets.db'], 'nothing is left lying');
  });

  test(`SIGINT during a backfill, then resume: ${build.name}`, async (t) => {
    const folder = scratch(t);
    const database = prepareMany(folder);
    const log = join(folder, 'log.jsonl');
    const child = start(build, ['up', ...common, '--log', log], { cwd: folder });
    await until(() => lines(log) > 300, 'some rows are written');
    child.kill('SIGINT');
    const ended = await child.ended;
    assert.equal(ended.status, 130, ended.err);
    assert.match(ended.err, /^error: .*/);
    assert.match(ended.err, /resume/);
    const done = filled(database);
    assert.ok(done > 0 && done < kRows && done % 100 === 0, `${done} rows`);
    const resumed = run(build, ['resume', ...common], { cwd: folder });
    assert.equal(resumed.status, 0, resumed.err);
    assert.equal(filled(database), kRows + 92);
    assert.equal(run(build, ['status', ...common], { cwd: folder }).status, 0);
  });

  test(`kill -9 during a migration: ${build.name}`, async (t) => {
    const folder = scratch(t);
    const project = join(folder, 'p');
    for (const [name, sql] of [
      ['20250101000000_first', 'CREATE TABLE a (x); INSERT INTO a VALUES (1);'],
      ['20250102000000_slow', `CREATE TABLE b (x);
        INSERT INTO b WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 40000000)
        SELECT zeroblob(1000) FROM n;`],
    ]) {
      mkdirSync(join(project, 'migrations', name), { recursive: true });
      writeFileSync(join(project, 'migrations', name, 'migration.sql'), sql);
    }
    writeFileSync(join(project, 'godwit.json'), '{"name": "p"}');
    const args = ['--project', 'p', '--db', 'x.db'];
    const database = join(folder, 'x.db');
    const child = start(build, ['up', ...args], { cwd: folder });
    // Its cache has spilled: the file is half changed and only the journal can undo it.
    await until(() => {
      try {
        return readFileSync(database).length > 4_000_000;
      } catch {
        return false;
      }
    }, 'the migration has written');
    child.kill('SIGKILL');
    await child.ended;
    assert.ok(readdirSync(folder).includes('x.db-journal'));
    const status = run(build, ['status', ...args, '--json'], { cwd: folder });
    assert.equal(status.status, 1, status.err);
    assert.deepEqual(status.json.migrations.map((m) => m.state), ['applied', 'pending']);
    assert.equal(sqlite(database, 'PRAGMA integrity_check; SELECT * FROM a'), 'ok\n1');
    assert.equal(sqlite(database, `SELECT count(*) FROM sqlite_schema WHERE name = 'b'`), '0');
    assert.deepEqual(readdirSync(folder).sort(), ['p', 'x.db']);
  });

  test(`a second SIGINT interrupts a long statement: ${build.name}`, async (t) => {
    const folder = scratch(t);
    const migration = join(folder, 'p', 'migrations', '20250101000000_endless');
    mkdirSync(migration, { recursive: true });
    writeFileSync(join(folder, 'p', 'godwit.json'), '{"name": "p"}');
    writeFileSync(join(migration, 'migration.sql'), `CREATE TABLE a (x);
      INSERT INTO a WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
      SELECT count(*) FROM n;`);
    const child = start(build, ['up', '--project', 'p', '--db', 'x.db'], { cwd: folder });
    await until(() => readdirSync(folder).includes('x.db-journal'), 'the statement runs');
    child.kill('SIGINT');
    await new Promise((resolve) => setTimeout(resolve, 300));
    assert.equal(child.exitCode, null, 'the first one waits');
    child.kill('SIGINT');
    const ended = await child.ended;
    assert.equal(ended.status, 130, ended.err);
    assert.equal(sqlite(join(folder, 'x.db'), 'SELECT count(*) FROM sqlite_schema'), '0');
  });

  test(`Ctrl-C while it waits for input: ${build.name}`, async () => {
    const child = start(build, ['traits', '--stdin']);
    const answered = new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdin.write('"a"\n');
    await answered;
    child.kill('SIGINT');
    assert.equal((await child.ended).status, 130);
  });
}

test('a crash of one build is mended by the other', async (t) => {
  for (const [crashing, mending] of [[node, native]]) {
    const folder = scratch(t);
    const database = prepareMany(folder);
    const log = join(folder, 'log.jsonl');
    const child = start(crashing, ['up', ...common, '--log', log], { cwd: folder });
    await until(() => lines(log) > 300, 'some rows are written');
    child.kill('SIGKILL');
    await child.ended;
    assert.equal(run(mending, ['resume', ...common], { cwd: folder }).status, 0);
    assert.equal(filled(database), kRows + 92);
    assert.deepEqual(readdirSync(folder).sort(), ['log.jsonl', 'pets.db']);
  }
});
