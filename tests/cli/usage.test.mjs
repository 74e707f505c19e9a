// What can be typed: options, help, errors of usage, exit statuses, where output goes.
import assert from 'node:assert/strict';
import { cpSync, linkSync, mkdirSync, openSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, copyProject, kNow, preparePets, run, scratch, sqlite, start }
  from './harness.mjs';

const kCommands = ['status', 'plan', 'lint', 'rehearse', 'up', 'down', 'backfill', 'resume', 'verify', 'seed', 'baseline',
  'resolve', 'digest', 'traits', 'runs', 'report', 'init', 'new', 'diff', 'drift', 'push', 'types'];

// [arguments, exit status, what the error says]
const wrong = [
  [[], 2, /no command/],
  [['upp'], 2, /upp/],
  [['up', '--nonsense'], 2, /--nonsense/],
  [['prove'], 2, /prove/],
  [['up', '--to', '', '--db', 'x.db'], 2, /--to is empty/],
  [['up', '--expect', '', '--db', 'x.db'], 2, /--expect is empty/],
  [['status', '--project', '', '--db', 'x.db'], 2, /--project is empty/],
  [['restore', '', '--yes', '--db', 'x.db'], 2, /FILE is empty/],
  [['report', '', '--db', 'x.db'], 2, /is empty/],
  [['up', '--expect', 'r.json', '--to', 'x', '--db', 'x.db'], 2, /--expect excludes/],
  [['up', '--expect', 'r.json', '--paranoid', '--db', 'x.db'], 2, /--expect excludes/],
  [['up', '--to'], 2, /--to/],
  [['down', '--steps', '0', '--db', 'x.db'], 2, /--steps/],
  [['down', '--steps', '1', '--to', 'x', '--db', 'x.db'], 2, /exclude/],
  [['down', '--all', '--to', 'x', '--db', 'x.db'], 2, /exclude/],
  [['seed', '--rows', 'many', '--db', 'x.db'], 2, /--rows/],
  [['seed', '--rows', '-1', '--db', 'x.db'], 2, /--rows/],
  [['backfill', '--batch', '0', '--db', 'x.db'], 2, /--batch/],
  [['baseline', '--db', 'x.db'], 2, /no migration is named/],
  [['baseline', 'x', '--accept-drift', '--db', 'x.db'], 2, /--reason/],
  [['baseline', 'x', '--accept-drift', '--reason', ' ', '--db', 'x.db'], 2, /--reason is empty/],
  [['resolve', '--db', 'x.db'], 2, /neither --applied nor --rolled-back/],
  [['resolve', '--applied', 'x', '--db', 'x.db'], 2, /--reason is missing/],
  [['resolve', '--applied', 'x', '--reason', '', '--db', 'x.db'], 2, /--reason is empty/],
  [['resolve', '--applied', 'x', '--rolled-back', 'y', '--reason', 'z', '--db', 'x.db'], 2, /exclude/],
  [['digest', '--rows', '--db', 'x.db'], 2, /--table/],
  [['digest', '--steps', '--table', 'Pet'], 2, /--steps|--table/],
  [['digest', '--db', 'a.db', '--db', 'b.db'], 2, /more than once/],
  [['traits'], 2, /no id/],
  [['traits', '--stdin', 'x'], 2, /excludes/],
  [['up', '--project', 'pets'], 2, /no database is named/],
  [['up', '--project', 'pets', '--db', ''], 2, /--db is empty/],
  [['status', '--project', 'pets', '--db', ''], 2, /--db is empty/],
  [['status', '--project', 'pets', '--db', 'x.db', '--db', ''], 2, /--db is empty/],
  [['up', '--project', 'pets', '--db', ':memory:'], 2, /":memory:" names no file/],
  [['status', '--project', 'pets', '--db', ':memory:'], 2, /":memory:" names no file/],
  [['up', '--project', 'pets', '--db', 'x.db', '--now', 'yesterday'], 2, /yesterday/],
  [['up', '--project', 'pets', '--db', 'x.db', '--to', 'nowhere'], 4, /nowhere/],
  [['down', '--all', '--project', 'pets', '--db', 'x.db'], 2, /--yes/],
  [['status'], 4, /project not found: the current folder/],
  [['status', '--project', 'nowhere'], 4, /project not found: there is no folder/],
  [['status', '--project', './pets'], 4, /project not found/],
  [['verify', '--project', 'pets', '--db', 'none.db'], 4, /none\.db.* is not there/],
  [['baseline', 'x', '--project', 'pets', '--db', 'none.db'], 4, /none\.db.* is not there/],
  [['resolve', '--applied', 'x', '--reason', 'z', '--project', 'pets', '--db', 'none.db'], 4, /is not there/],
  [['digest', '--db', 'none.db'], 4, /none\.db.* is not there/],
  [['up', '--project', 'pets', '--db', 'no/such/folder.db'], 4, /folder\.db/],
  [['up', '--project', 'pets', '--db', 'x.db', '--log', 'no/such/log'], 4, /log/],
  [['up', '--project', 'pets', '--db', 'x.db', '--log', 'x.db'], 4, /log "x\.db" cannot be written: it is the data/],
  [['up', '--project', 'pets', '--db', './x.db', '--log', 'x.db-journal'], 4, /it is the database ".\/x\.db"/],
  [['status', '--project', 'pets', '--db', 'y.db', '--db', 'x.db', '--log', './x.db-wal'], 4, /"x\.db"/],
];

const errors = { native: [], node: [] };
const helps = { native: [], node: [] };

for (const build of builds) {
  for (const [args, status, says] of wrong) {
    test(`${args.join(' ') || '(nothing)'}: ${build.name}`, (t) => {
      const folder = scratch(t);
      const done = run(build, ['--json', ...args], { cwd: folder });
      assert.equal(done.status, status, done.err);
      assert.match(done.err, /^error: /);
      assert.match(done.err, says);
      assert.match(done.err, /\n {2}next: .+/);
      assert.deepEqual(readdirSync(folder), [], 'nothing is touched');
      assert.deepEqual(Object.keys(done.json), ['error']);
      const { error } = done.json;
      assert.equal(error.code, status === 2 ? 'usage' : 'refused');
      for (const key of ['code', 'what', 'why', 'next', 'file', 'line', 'column']) {
        assert.ok(key in error, key);
      }
      errors[build.name].push([done.out, done.err]);
    });
  }

  test(`without --json an error leaves standard output empty: ${build.name}`, () => {
    const done = run(build, ['upp']);
    assert.deepEqual([done.status, done.out], [2, '']);
  });

  test(`help: ${build.name}`, () => {
    const help = run(build, ['--help']);
    helps[build.name].push(help.out);
    assert.equal(help.status, 0);
    for (const command of kCommands) {
      assert.match(help.out, new RegExp(`^ {2}${command} `, 'm'));
      const own = run(build, [command, '--help']);
      helps[build.name].push(own.out);
      assert.equal(own.status, 0);
      assert.equal(own.err, '');
      assert.match(own.out, new RegExp(`Usage: godwit ${command}`));
      assert.match(own.out, new RegExp(`Examples:\\n {2}.*godwit ${command} `));
    }
  });

  test(`version: ${build.name}`, () => {
    assert.match(run(build, ['--version']).out, /^godwit \d+\.\d+\.\d+ \(SQLite 3\.54\.1\)\n$/);
    const { version, sqlite: sqliteVersion } = run(build, ['--version', '--json']).json;
    assert.match(version, /^\d+\.\d+\.\d+$/);
    assert.equal(sqliteVersion, '3.54.1');
  });

  test(`options may stand before the command: ${build.name}`, (t) => {
    const folder = scratch(t);
    const done = run(build, ['--project', 'pets', '--json', 'status'], { cwd: folder });
    assert.equal(done.status, 1);
    assert.equal(done.json.migrations.length, 6);
  });

  test(`database by flag, environment, godwit.json, in this order: ${build.name}`, (t) => {
    const folder = scratch(t);
    const project = copyProject(folder, 'composite-key');
    const config = JSON.parse(readFileSync(join(project, 'godwit.json'), 'utf8'));
    writeFileSync(join(project, 'godwit.json'), JSON.stringify({ ...config, database: 'own.db' }));
    const up = (args, env) => {
      const done = run(build, ['up', '-q', ...args], { cwd: project, env });
      assert.deepEqual([done.status, done.err], [0, '']);
      // What warns is told all the same: a table of this project has no primary key.
      assert.match(done.out, /^warning: [^\n]*\n$/);
    };
    const made = () => readdirSync(project).filter((name) => name.endsWith('.db'));
    up(['--db', 'flag.db'], { GODWIT_DB: 'environment.db' });
    assert.deepEqual(made(), ['flag.db']);
    up([], { GODWIT_DB: 'environment.db' });
    assert.deepEqual(made(), ['environment.db', 'flag.db']);
    up([], { GODWIT_DB: '' });
    assert.deepEqual(made(), ['environment.db', 'flag.db', 'own.db']);
    // Of a project elsewhere, the file lies with the project.
    const status = run(build, ['status', '--project', project, '--json'], { cwd: folder });
    assert.equal(status.status, 0, status.err);
  });

  test(`digest of a database needs no project, and reads at most which database: ${build.name}`, (t) => {
    const folder = scratch(t);
    preparePets(build, folder);
    const broken = join(folder, 'broken');
    mkdirSync(broken);
    const digest = (args) => run(build, ['digest', ...args], { cwd: broken });
    writeFileSync(join(broken, 'godwit.json'), '{');
    const named = digest(['--db', '../pets.db']);
    assert.equal(named.status, 0, named.err);
    const unnamed = digest([]);
    assert.equal(unnamed.status, 4);
    assert.match(unnamed.err, /godwit\.json" cannot be read: it is not a JSON object/);
    writeFileSync(join(broken, 'godwit.json'), '{"database": "../pets.db", "migrations": "/none"}');
    assert.equal(digest([]).out.replaceAll('../', ''), named.out.replaceAll('../', ''));
    assert.equal(digest(['--project', '.', '--db', '../pets.db']).status, 4);
    assert.equal(digest(['--steps']).status, 4);
  });

  test(`a log that is the database by another name: ${build.name}`, (t) => {
    const folder = scratch(t);
    const before = readFileSync(preparePets(build, folder));
    linkSync(join(folder, 'pets.db'), join(folder, 'hard'));
    symlinkSync('pets.db', join(folder, 'soft'));
    symlinkSync('pets.db-journal', join(folder, 'later'));
    for (const [database, log] of [['pets.db', 'hard'], ['pets.db', 'soft'], ['soft', 'pets.db'],
      ['soft', 'pets.db-journal'], ['pets.db', 'later']]) {
      const done = run(build, ['up', '--project', 'pets', '--db', database, '--log', log], { cwd: folder });
      assert.equal(done.status, 4, `${database} ${log}: ${done.err}`);
      assert.match(done.err, /cannot be written: it is the database/);
      assert.deepEqual(readFileSync(join(folder, 'pets.db')), before);
    }
  });

  test(`a folder called like a sample is meant by ./: ${build.name}`, (t) => {
    const folder = scratch(t);
    cpSync(copyProject(folder, 'composite-key'), join(folder, 'pets'), { recursive: true });
    const count = (name) =>
      run(build, ['status', '--json', '--project', name], { cwd: folder }).json.migrations.length;
    assert.equal(count('pets'), 6);
    assert.equal(count('./pets'), 2);
  });

  test(`symbolic links in a project are followed: ${build.name}`, (t) => {
    const folder = scratch(t);
    const real = copyProject(folder, 'composite-key');
    mkdirSync(join(folder, 'linked'));
    for (const name of ['godwit.json', 'migrations']) {
      symlinkSync(join(real, name), join(folder, 'linked', name));
    }
    const done = run(build, ['status', '--json', '--project', 'linked'], { cwd: folder });
    assert.deepEqual(done.json.migrations.map((m) => m.state), ['pending', 'pending']);
  });

  test(`several databases: ${build.name}`, (t) => {
    const folder = scratch(t);
    const common = ['--project', 'pets', '--db', 'a.db', '--db', 'b.db', '--json'];
    const up = run(build, ['up', ...common], { cwd: folder });
    assert.equal(up.status, 0, up.err);
    assert.deepEqual(up.json.map((one) => [one.database, one.result.outcome]),
      [['a.db', 'done'], ['b.db', 'done']]);
    writeFileSync(join(folder, 'a.db'), 'x'.repeat(4096));
    const status = run(build, ['status', ...common], { cwd: folder });
    assert.equal(status.status, 4);
    assert.equal(status.json[0].error.code, 'refused');
    assert.equal(status.json[1].result.upToDate, true, 'status goes on');
    const again = run(build, ['up', ...common], { cwd: folder });
    assert.equal(again.status, 4);
    assert.equal(again.json.length, 1, 'up stops');
    assert.match(again.err, /the databases after a\.db were not touched/);
  });

  test(`--quiet says nothing of what went well: ${build.name}`, (t) => {
    const folder = scratch(t);
    const common = ['--project', 'pets', '--db', 'a.db', '--quiet'];
    for (const args of [['up'], ['seed'], ['backfill'], ['down']]) {
      const done = run(build, [...args, ...common], { cwd: folder });
      assert.deepEqual([done.status, done.out, done.err], [0, '', ''], args.join(' '));
    }
    assert.match(run(build, ['status', ...common], { cwd: folder }).out, /^1 migration pending/);
  });

  test(`digest of one table, with its rows: ${build.name}`, (t) => {
    const folder = scratch(t);
    preparePets(build, folder);
    const common = ['digest', '--db', 'pets.db', '--table', 'User', '--json'];
    const done = run(build, [...common, '--rows'], { cwd: folder });
    assert.equal(done.status, 0, done.err);
    assert.deepEqual([done.json.name, done.json.rows], ['User', 170]);
    assert.equal(done.json.rowDigests.length, 170);
    const text = run(build, ['digest', '--db', 'pets.db', '--table', 'User', '--rows'], { cwd: folder });
    assert.equal(text.out.match(/[0-9a-f]{64}/g).length, 1 + 170);
  });

  test(`--log has one JSON line an event, rows included: ${build.name}`, (t) => {
    const folder = scratch(t);
    preparePets(build, folder);
    const done = run(build, ['up', '--project', 'pets', '--db', 'pets.db', '--log', 'events.jsonl',
      '--now', kNow], { cwd: folder });
    assert.equal(done.status, 0, done.err);
    const text = readFileSync(join(folder, 'events.jsonl'), 'utf8');
    const events = text.trimEnd().split('\n').map((line) => JSON.parse(line));
    const rows = events.filter((event) => event.event === 'row');
    assert.equal(rows.length, 92);
    assert.ok(rows.every((row) => row.id && row.name && row.rarity && row.outcome === 'written'));
    assert.ok(events.every((event) => event.time === kNow));
    const toError = run(build, ['down', '--project', 'pets', '--db', 'pets.db', '--log', '-'],
      { cwd: folder });
    assert.deepEqual(toError.err.trimEnd().split('\n').map((line) => JSON.parse(line).event),
      ['snapshot', 'migration']);
  });

  test(`text of a hostile database cannot steer the terminal: ${build.name}`, (t) => {
    const folder = scratch(t);
    const poison = 'a\u001b]52;c;ZXZpbA==\u0007\u202egpj.exe\u009b31m';
    const project = join(folder, 'p');
    const migration = join(project, 'migrations', '20250101000000_a');
    mkdirSync(migration, { recursive: true });
    writeFileSync(join(project, 'godwit.json'), '{"name": "p"}');
    writeFileSync(join(migration, 'migration.sql'),
      `CREATE TABLE t (a TEXT); INSERT INTO t VALUES ('${poison}');`);
    writeFileSync(join(migration, 'verify.sql'), '-- godwit: check none\nSELECT a FROM t;');
    const common = ['--project', 'p', '--db', 'p.db'];
    assert.equal(run(build, ['up', ...common], { cwd: folder }).status, 0);
    for (const args of [['verify'], ['plan']]) {
      if (args[0] === 'plan') sqlite(join(folder, 'q.db'), 'CREATE TABLE x (a)');
      const done = run(build, [...args, '--project', 'p', '--db', args[0] === 'plan' ? 'q.db' : 'p.db'],
        { cwd: folder });
      assert.equal(done.status, 1, done.err);
      assert.ok(done.out.includes('\\u{1b}]52') && done.out.includes('\\u{202e}gpj'), done.out);
      assert.doesNotMatch(done.out + done.err, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  });

  test(`a result that cannot be written is an error: ${build.name}`, async () => {
    const full = openSync('/dev/full', 'w');
    const child = start(build, ['--help'], { stdio: ['ignore', full, 'pipe'] });
    const done = await child.ended;
    assert.equal(done.status, 3);
    assert.match(done.err, /standard output: the disk is full/);
  });

  test(`a log that cannot be written stops the work at a safe point: ${build.name}`, (t) => {
    const folder = scratch(t);
    preparePets(build, folder);
    const done = run(build, ['up', '--project', 'pets', '--db', 'pets.db', '--log', '/dev/full'],
      { cwd: folder });
    assert.equal(done.status, 3);
    assert.match(done.err, /log .* is incomplete/);
    assert.equal(sqlite(join(folder, 'pets.db'), 'PRAGMA integrity_check'), 'ok');
  });
}

test('both builds print the same help and the same errors', () => {
  assert.equal(helps.native.length, kCommands.length + 1);
  assert.deepEqual(helps.native, helps.node);
  assert.equal(errors.native.length, wrong.length);
  assert.deepEqual(errors.native, errors.node);
});
