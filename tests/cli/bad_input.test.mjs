// Databases and projects that are not as they should be: each is refused or fails with words that
// name the thing, and leaves the database as it was.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, copyFileSync, mkdirSync, readFileSync, readdirSync, renameSync,
  rmSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, copyProject, data, isRoot, kNow, kTraits, preparePets, run, scratch, sqlite }
  from './harness.mjs';

const kNobody = 65534;
const kTooLarge = 33 << 20;
const kSmallDisk = 1400 * 1024;
const tables = (database) =>
  sqlite(database, `SELECT group_concat(name, ' ') FROM (SELECT name FROM sqlite_schema
    WHERE type = 'table' AND name NOT LIKE 'godwit%' ORDER BY name)`);

// [folder of tests/data/projects, what the error says, place of the error]
const projects = [
  ['empty', /project not found.* no godwit\.json/],
  ['json-syntax', /godwit\.json/, 'godwit.json:4'],
  ['json-not-an-object', /godwit\.json/],
  ['json-unknown-key', /migration/],
  ['json-key-twice', /godwit\.json at \/migrations: the key appears twice/, 'godwit.json'],
  ['json-no-name', /name/],
  ['json-bad-now', /now/],
  ['duplicate-timestamps', /same/],
  ['bad-folder-name', /2025-01-02_second/],
  ['no-migrations', /migrations/],
  ['missing-migration', /migration\.sql/],
  ['empty-migration', /20250102000000_second/],
  ['comments-only-migration', /20250102000000_second/],
  ['unknown-script', /backfil\.sql.*no script of this name is known/, 'backfil.sql'],
  ['missing-schema', /schemas\//],
  ['malformed-schema', /words\.json|schemas/],
  ['unknown-validator', /validator/],
  ['unknown-directive', /batches/],
  ['transaction-control', /COMMIT/i],
];

// On a file system with room for the database as it is, and for little more.
function fillDisk(build, folder) {
  const database = preparePets(build, folder);
  const common = ['--project', 'pets', '--db', 'pets.db'];
  const room = kSmallDisk - statSync(database).size - 40 * 1024;
  writeFileSync(join(folder, 'filler'), Buffer.alloc(room));
  const done = run(build, ['seed', '--rows', '20000', ...common, '--json'], { cwd: folder });
  assert.equal(done.status, 3, done.err);
  assert.match(done.err, /full/);
  rmSync(join(folder, 'filler'));
  assert.equal(sqlite(database, 'PRAGMA integrity_check'), 'ok');
  assert.equal(sqlite(database, 'SELECT count(*) FROM "Pet"'), '92');
  assert.equal(run(build, ['up', ...common], { cwd: folder }).status, 0);
}

const refusals = { native: [], node: [] };

for (const build of builds) {
  for (const [name, says, place] of projects) {
    test(`project ${name}: ${build.name}`, (t) => {
      const folder = scratch(t);
      const project = copyProject(folder, name);
      const done = run(build, ['up', '--project', project, '--db', 'x.db', '--json'], { cwd: folder });
      assert.equal(done.status, 4, done.err);
      assert.match(done.err, says);
      assert.deepEqual(readdirSync(folder), [name], 'no database is made');
      refusals[build.name].push([done.out, done.err].map((text) => text.replaceAll(folder, '')));
      if (place !== undefined) assert.match(done.err, new RegExp(`at .*${place}`));
      assert.equal(done.json.error.code, 'refused');
    });
  }

  test(`an empty folder among the migrations: ${build.name}`, (t) => {
    const folder = scratch(t);
    const project = copyProject(folder, 'composite-key');
    mkdirSync(join(project, 'migrations', '20260101000000_nothing'));
    const done = run(build, ['status', '--project', project], { cwd: folder });
    assert.equal(done.status, 4);
    assert.match(done.err, /migration "20260101000000_nothing" is empty/);
  });

  test(`files of a migration that Godwit does not know are left alone: ${build.name}`, (t) => {
    const folder = scratch(t);
    const project = copyProject(folder, 'composite-key');
    const migration = join(project, 'migrations', '20250102000000_celsius');
    writeFileSync(join(migration, 'dump.db'), '');
    truncateSync(join(migration, 'dump.db'), kTooLarge);
    execFileSync('mkfifo', [join(migration, 'notes.txt')]);
    mkdirSync(join(project, 'migrations', 'drafts'));
    writeFileSync(join(project, 'migrations', 'drafts', 'idea.sql'), 'BEGIN;');
    const done = run(build, ['up', '--project', project, '--db', 'x.db'], { cwd: folder });
    assert.equal(done.status, 0, done.err);
    truncateSync(join(migration, 'down.sql'), kTooLarge);
    const large = run(build, ['status', '--project', project], { cwd: folder });
    assert.equal(large.status, 4);
    assert.match(large.err, /down\.sql" cannot be read: it is larger than 32 MiB/);
  });

  test(`names that are not UTF-8: ${build.name}`, (t) => {
    const folder = scratch(t);
    const project = copyProject(folder, 'composite-key');
    const latin = Buffer.from('20260101000000_\xe9t\xe9', 'latin1');
    const migration = Buffer.concat([Buffer.from(join(project, 'migrations') + '/'), latin]);
    mkdirSync(migration);
    writeFileSync(Buffer.concat([migration, Buffer.from('/migration.sql')]), 'SELECT 1;');
    for (const args of [['status'], ['up', '--db', 'x.db'], ['plan']]) {
      const done = run(build, [...args, '--project', project, '--json'], { cwd: folder });
      assert.equal(done.status, 4, done.err);
      assert.match(done.err, /its name is not UTF-8/);
      assert.equal(done.json.error.code, 'refused');
    }
  });

  test(`no sample data to load: ${build.name}`, (t) => {
    const folder = scratch(t);
    const common = ['--project', copyProject(folder, 'composite-key'), '--db', 'x.db'];
    assert.equal(run(build, ['up', ...common], { cwd: folder }).status, 0);
    assert.equal(run(build, ['seed', ...common], { cwd: folder }).status, 0);
    const before = readFileSync(join(folder, 'x.db'));
    const volume = run(build, ['seed', '--rows', '5', ...common], { cwd: folder });
    assert.equal(volume.status, 4, volume.err);
    assert.match(volume.err, /no applied migration has a volume\.sql/);
    assert.deepEqual(readFileSync(join(folder, 'x.db')), before);
    assert.equal(run(build, ['down', '--all', '--yes', ...common], { cwd: folder }).status, 0);
    const seed = run(build, ['seed', ...common], { cwd: folder });
    assert.equal(seed.status, 4, seed.err);
    assert.match(seed.err, /no applied migration has a seed\.sql/);
  });

  test(`a project path that leads out of its folder: ${build.name}`, (t) => {
    const folder = scratch(t);
    mkdirSync(join(folder, 'p'));
    for (const config of [{ migrations: '../elsewhere' }, { migrations: '/etc' },
      { validators: [{ name: 'v', schema: '../../secret.json', columns: [] }] }]) {
      writeFileSync(join(folder, 'p', 'godwit.json'), JSON.stringify({ name: 'p', ...config }));
      const done = run(build, ['status', '--project', 'p'], { cwd: folder });
      assert.equal(done.status, 4);
      assert.match(done.err, /leads out of the project folder/);
    }
  });

  test(`a project file that is a pipe, a folder or a circle: ${build.name}`, (t) => {
    const folder = scratch(t);
    const project = copyProject(folder, 'composite-key');
    const file = join(project, 'migrations', '20250102000000_celsius', 'down.sql');
    for (const [make, says] of [
      [() => execFileSync('mkfifo', [file]), /it is not a file/],
      [() => mkdirSync(file), /it is a folder/],
      [() => symlinkSync('down.sql', file), /circle/],
    ]) {
      rmSync(file, { recursive: true, force: true });
      make();
      const done = run(build, ['status', '--project', project], { cwd: folder });
      assert.equal(done.status, 4);
      assert.match(done.err, /down\.sql" cannot be read/);
      assert.match(done.err, says);
    }
  });

  test(`an unreadable project file: ${build.name}`, { skip: !isRoot && 'needs root to be another user' },
    (t) => {
      const folder = scratch(t);
      const project = copyProject(folder, 'composite-key');
      chmodSync(folder, 0o755);
      chmodSync(join(project, 'migrations', '20250102000000_celsius', 'backfill.sql'), 0o600);
      const done = run(build, ['status', '--project', project], { cwd: folder, uid: kNobody });
      assert.equal(done.status, 4, done.err);
      assert.match(done.err, /backfill\.sql" cannot be read: permission denied/);
    });

  test(`a syntax error in the third statement of the second migration: ${build.name}`, (t) => {
    const folder = scratch(t);
    const project = copyProject(folder, 'syntax-error');
    const done = run(build, ['up', '--project', project, '--db', 'x.db', '--json'], { cwd: folder });
    assert.equal(done.status, 3, done.err);
    const { error, partial } = done.json;
    assert.equal(error.code, 'failed');
    assert.match(error.file, /migrations\/20250102000000_second\/migration\.sql$/);
    assert.equal(error.line, 8);
    assert.ok(error.column > 0);
    assert.match(done.err, /migration\.sql:8:\d+\n/);
    assert.deepEqual(partial.migrations.map((m) => m.name), ['20250101000000_first']);
    assert.equal(tables(join(folder, 'x.db')), 'a', 'the first stays, nothing of the second');
    const text = run(build, ['up', '--project', project, '--db', 'y.db'], { cwd: folder });
    assert.match(text.out, /applied 1 migration in y\.db\n {2}20250101000000_first/);
  });

  test(`an error while a statement runs: ${build.name}`, (t) => {
    const folder = scratch(t);
    const project = copyProject(folder, 'runtime-error');
    const done = run(build, ['up', '--project', project, '--db', 'x.db', '--json'], { cwd: folder });
    assert.equal(done.status, 3);
    assert.equal(done.json.error.line, 7);
    assert.equal(tables(join(folder, 'x.db')), 'a');
  });

  test(`a migration changed after it was applied: ${build.name}`, (t) => {
    const folder = scratch(t);
    const project = copyProject(folder, 'composite-key');
    const common = ['--project', project, '--db', 'x.db'];
    assert.equal(run(build, ['up', ...common], { cwd: folder }).status, 0);
    const script = join(project, 'migrations', '20250101000000_readings', 'migration.sql');
    appendFileSync(script, '-- more\n');
    const cosmetic = run(build, ['status', ...common, '--json'], { cwd: folder });
    assert.equal(cosmetic.status, 0);
    assert.equal(cosmetic.json.migrations[0].state, 'cosmetic');
    appendFileSync(script, 'CREATE TABLE more (x);\n');
    const status = run(build, ['status', ...common, '--json'], { cwd: folder });
    assert.equal(status.status, 1);
    assert.equal(status.json.migrations[0].state, 'changed');
    const before = readFileSync(join(folder, 'x.db'));
    const up = run(build, ['up', ...common], { cwd: folder });
    assert.equal(up.status, 4);
    assert.match(up.err, /20250101000000_readings.*has changed.*is 'CREATE TABLE more|is '-- more'/s);
    assert.deepEqual(readFileSync(join(folder, 'x.db')), before);
  });

  test(`an applied migration whose folder is gone: ${build.name}`, (t) => {
    const folder = scratch(t);
    const project = copyProject(folder, 'composite-key');
    const common = ['--project', project, '--db', 'x.db'];
    assert.equal(run(build, ['up', ...common], { cwd: folder }).status, 0);
    renameSync(join(project, 'migrations', '20250102000000_celsius'), join(folder, 'away'));
    const status = run(build, ['status', ...common, '--json'], { cwd: folder });
    assert.equal(status.status, 1);
    assert.deepEqual(status.json.migrations.map((m) => m.state), ['applied', 'missing']);
    for (const command of ['up', 'down']) {
      const done = run(build, [command, ...common], { cwd: folder });
      assert.equal(done.status, 4, done.err);
      assert.match(done.err, /20250102000000_celsius/);
    }
  });

  test(`a row that breaks its validator: ${build.name}`, (t) => {
    const folder = scratch(t);
    const project = copyProject(folder, 'invalid-row');
    const common = ['--project', project, '--db', 'x.db', '--json'];
    const first = readdirSync(join(project, 'migrations')).sort()[0];
    assert.equal(run(build, ['up', '--to', first, ...common], { cwd: folder }).status, 0);
    assert.equal(run(build, ['seed', ...common], { cwd: folder }).status, 0);
    // A clock that stands: else a slow machine would take smaller batches.
    const done = run(build, ['up', '--now', kNow, ...common], { cwd: folder });
    assert.equal(done.status, 5, done.err);
    assert.equal(done.json.error.code, 'data-step');
    assert.match(done.err, /7/);
    assert.equal(done.json.partial.dataSteps[0].rows, 6, 'two whole batches of three');
    const status = run(build, ['status', ...common], { cwd: folder });
    assert.equal(status.status, 1);
    assert.notEqual(status.json.dataSteps[0].state, 'complete');
  });

  // [what, how the file is made, what the error says]
  const notDatabases = [
    ['text', (path) => writeFileSync(path, 'Dear diary, '.repeat(400)), /not a SQLite database/],
    ['a cut database', (path) => {
      sqlite(path, 'CREATE TABLE t (a); INSERT INTO t VALUES (zeroblob(20000))');
      writeFileSync(path, readFileSync(path).subarray(0, 5000));
    }, /malformed|not a SQLite database|damaged/],
    ['a folder', (path) => mkdirSync(path), /database "x\.db" cannot be opened: it is a folder/],
    ['a pipe', (path) => execFileSync('mkfifo', [path]), /database "x\.db" cannot be opened: it is not a file/],
    ['a device', (path) => symlinkSync('/dev/null', path), /database "x\.db" cannot be opened: it is not a file/],
  ];
  for (const [what, make, says] of notDatabases) {
    test(`${what} for a database: ${build.name}`, (t) => {
      const folder = scratch(t);
      make(join(folder, 'x.db'));
      for (const args of [['status'], ['up'], ['verify']]) {
        const done = run(build, [...args, '--project', 'pets', '--db', 'x.db'], { cwd: folder });
        assert.equal(done.status, 4, `${args}: ${done.err}`);
        assert.match(done.err, says);
      }
      assert.deepEqual(readdirSync(folder), ['x.db']);
    });
  }

  for (const [value, what] of [['null', 'JSON null'], ['5', 'a number'], ['{"bodyColor":', 'broken text'],
    ['"text"', 'a string'], ['[]', 'an array']]) {
    test(`${what} in traits: ${build.name}`, (t) => {
      const folder = scratch(t);
      const database = preparePets(build, folder, kTraits);
      const common = ['--project', 'pets', '--db', 'pets.db', '--json'];
      run(build, ['backfill', ...common], { cwd: folder });
      const id = sqlite(database, 'SELECT min("id") FROM "Pet"');
      sqlite(database, `UPDATE "Pet" SET "traits" = '${value}' WHERE "id" = '${id}'`);
      const status = run(build, ['status', ...common], { cwd: folder });
      assert.equal(status.status, 0, 'it is corrupt data, not missing data');
      const verify = run(build, ['verify', ...common], { cwd: folder });
      assert.equal(verify.status, 1);
      const failed = verify.json.checks.filter((check) => check.state === 'failed');
      assert.ok(failed.some((check) => JSON.stringify(check.rows).includes(id)), verify.out);
      run(build, ['backfill', ...common], { cwd: folder });
      assert.equal(sqlite(database, `SELECT "traits" FROM "Pet" WHERE "id" = '${id}'`), value,
        'and nobody overwrites it');
    });
  }

  test(`a read-only file: ${build.name}`, { skip: !isRoot && 'needs root to be another user' }, (t) => {
    const folder = scratch(t);
    const database = preparePets(build, folder);
    chmodSync(folder, 0o777);
    chmodSync(database, 0o444);
    const common = ['--project', 'pets', '--db', 'pets.db'];
    const as = { cwd: folder, uid: kNobody };
    assert.equal(run(build, ['status', ...common], as).status, 1);
    const before = readFileSync(database);
    const up = run(build, ['up', ...common], as);
    assert.equal(up.status, 4, up.err);
    assert.match(up.err, /pets\.db/);
    assert.deepEqual(readFileSync(database), before);
    assert.deepEqual(readdirSync(folder), ['pets.db']);
  });

  test(`a read-only folder: ${build.name}`, { skip: !isRoot && 'needs root to be another user' }, (t) => {
    const folder = scratch(t);
    const database = preparePets(build, folder);
    chownSync(database, kNobody, kNobody);
    chmodSync(folder, 0o755);
    const common = ['--project', 'pets', '--db', 'pets.db'];
    const as = { cwd: folder, uid: kNobody };
    const digest = run(build, ['digest', ...common], as);
    assert.equal(digest.status, 0, digest.err);
    const before = readFileSync(database);
    const up = run(build, ['up', ...common], as);
    assert.ok([3, 4].includes(up.status), up.err);
    assert.deepEqual(readFileSync(database), before);
  });

  test(`a full disk: ${build.name}`, { skip: !isRoot && 'needs root to mount a small tmpfs' }, (t) => {
    const folder = join(scratch(t), 'small');
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kSmallDisk}`, 'tmpfs', folder]);
    try {
      fillDisk(build, folder);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
}

test('both builds give the same errors', (t) => {
  assert.equal(refusals.native.length, projects.length);
  assert.deepEqual(refusals.native, refusals.node);
  const said = builds.map((build) => {
    const folder = scratch(t);
    copyFileSync(join(data, 'projects', 'README.md'), join(folder, 'x.db'));
    const outcomes = [run(build, ['digest', '--db', 'x.db'], { cwd: folder })];
    for (const name of ['syntax-error', 'runtime-error', 'invalid-row']) {
      copyProject(folder, name);
      outcomes.push(run(build, ['up', '--project', name, '--db', 'new.db', '--json', '--now', '2026-01-01'],
        { cwd: folder }));
    }
    return outcomes.map((done) => [done.status, done.out, done.err]);
  });
  assert.deepEqual(said[0], said[1]);
});
