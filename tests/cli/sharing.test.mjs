// Several processes and one database. The build under node has no file locks of its own: it must
// never touch a file that anybody else is using, and must be left alone itself.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { closeSync, copyFileSync, existsSync, openSync, readFileSync, readdirSync, readlinkSync, rmSync, statSync,
  writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, native, node, openShell, preparePets, run, scratch, sleep, sqlite, start, until }
  from './harness.mjs';

const common = ['--project', 'pets', '--db', 'pets.db'];

// Enough that its cache spills and the file is half written.
const kManyRows = `PRAGMA cache_size = 20; BEGIN; CREATE TABLE big (a);
  INSERT INTO big WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 3000)
  SELECT randomblob(1000) FROM n;`;

function refused(done) {
  assert.equal(done.status, 4, done.err);
  assert.match(done.err, /pets\.db" is in use/);
}

// What a link names; nothing when it is gone.
function linkOf(folder, name) {
  try {
    return readlinkSync(join(folder, name));
  } catch {
    return undefined;
  }
}

// A claim as this test's process would write it, with some of it changed.
function writeClaim(folder, change = {}) {
  const stat = readFileSync(`/proc/${process.pid}/stat`, 'utf8');
  const claim = {
    pid: process.pid,
    start: stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19],
    machine: hostname(),
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    pidSpace: readlinkSync('/proc/self/ns/pid'),
    ...change,
  };
  const file = join(folder, 'pets.db-godwit-lock-0123456789ab');
  writeFileSync(file, typeof change === 'string' ? change : JSON.stringify(claim));
  return file;
}

test('node refuses a database in the middle of another transaction, and harms nothing', async (t) => {
  const folder = scratch(t);
  const database = preparePets(native, folder);
  const shell = openShell(t, database);
  await shell.say(kManyRows);
  assert.ok(readdirSync(folder).includes('pets.db-journal'));
  for (const args of [['status'], ['digest'], ['verify'], ['up'], ['backfill'], ['down']]) {
    const done = run(node, [...args, ...common], { cwd: folder });
    refused(done);
    assert.match(done.err, /process \d+ \(sqlite3\)/);
  }
  await shell.say('COMMIT;');
  await shell.close();
  assert.equal(sqlite(database, 'PRAGMA integrity_check; SELECT count(*) FROM big'), 'ok\n3000');
  assert.equal(run(node, ['up', ...common], { cwd: folder }).status, 0);
});

test('native waits for another writer and refuses in time', async (t) => {
  const folder = scratch(t);
  const database = preparePets(native, folder);
  const shell = openShell(t, database);
  await shell.say('BEGIN IMMEDIATE; CREATE TABLE busy (a);');
  const status = run(native, ['status', ...common], { cwd: folder });
  assert.equal(status.status, 1, 'reading goes on');
  const up = start(native, ['up', ...common], { cwd: folder });
  await sleep(500);
  await shell.say('COMMIT;');
  assert.equal((await up.ended).status, 0);
  await shell.say('BEGIN IMMEDIATE;');
  const down = run(native, ['down', ...common], { cwd: folder });
  assert.equal(down.status, 4, down.err);
  assert.match(down.err, /locked|in use|another/);
  await shell.close();
});

test('node refuses a database that somebody merely has open', (t) => {
  const folder = scratch(t);
  const database = preparePets(native, folder);
  const descriptor = openSync(database);
  refused(run(node, ['status', ...common], { cwd: folder }));
  // By another name too: what counts is the file.
  execFileSync('ln', [database, join(folder, 'other.db')]);
  const done = run(node, ['status', '--project', 'pets', '--db', 'other.db'], { cwd: folder });
  assert.equal(done.status, 4);
  closeSync(descriptor);
  assert.equal(run(node, ['status', ...common], { cwd: folder }).status, 1);
});

test('node refuses a write-ahead log in use, and works on one that is closed', async (t) => {
  const folder = scratch(t);
  const database = preparePets(native, folder);
  const shell = openShell(t, database);
  await shell.say('PRAGMA journal_mode = WAL; CREATE TABLE walled (a); INSERT INTO walled VALUES (1);');
  refused(run(node, ['up', ...common], { cwd: folder }));
  await shell.close();
  for (const args of [['status'], ['digest'], ['up'], ['verify']]) {
    const done = run(node, [...args, ...common], { cwd: folder });
    assert.ok(done.status <= 1, `${args}: ${done.err}`);
  }
  assert.equal(sqlite(database, 'PRAGMA integrity_check; SELECT count("traits") FROM "Pet"'), 'ok\n92');
  const native_digest = run(native, ['digest', '--db', 'pets.db'], { cwd: folder });
  assert.equal(run(node, ['digest', '--db', 'pets.db'], { cwd: folder }).out, native_digest.out);
});

test('node refuses what a crash of somebody else left; native mends it', async (t) => {
  const folder = scratch(t);
  const elsewhere = scratch(t);
  const database = preparePets(native, folder);
  const shell = openShell(t, database);
  await shell.say(kManyRows);
  for (const name of ['pets.db', 'pets.db-journal']) copyFileSync(join(folder, name), join(elsewhere, name));
  await shell.close();
  const before = readdirSync(elsewhere).map((name) => readFileSync(join(elsewhere, name)));
  const done = run(node, ['status', ...common], { cwd: elsewhere });
  refused(done);
  assert.match(done.err, /pets\.db-journal is there/);
  assert.match(done.err, /native/);
  assert.deepEqual(readdirSync(elsewhere).map((name) => readFileSync(join(elsewhere, name))), before);
  const mended = run(native, ['status', ...common], { cwd: elsewhere });
  assert.equal(mended.status, 1, mended.err);
  assert.equal(run(node, ['up', ...common], { cwd: elsewhere }).status, 0);
  assert.equal(sqlite(join(elsewhere, 'pets.db'), 'PRAGMA integrity_check'), 'ok');
});

test('node stops when somebody comes while it works', async (t) => {
  const folder = scratch(t);
  const database = preparePets(native, folder);
  run(native, ['seed', '--rows', '30000', ...common], { cwd: folder });
  const child = start(node, ['up', ...common], { cwd: folder });
  await until(() => readdirSync(folder).some((name) => name.includes('-godwit-lock-')), 'it has begun');
  await sleep(300);
  const descriptor = openSync(database);
  const done = await child.ended;
  closeSync(descriptor);
  assert.ok([3, 4].includes(done.status), `${done.status} ${done.err}`);
  assert.match(done.err, /in use: process \d+/);
  assert.equal(sqlite(database, 'PRAGMA integrity_check'), 'ok');
  for (const command of ['up', 'resume']) run(node, [command, ...common], { cwd: folder });
  assert.equal(run(native, ['status', ...common], { cwd: folder }).status, 0);
});

test('several at once under node take turns; one does the work', async (t) => {
  const folder = scratch(t);
  preparePets(native, folder);
  const all = await Promise.all([1, 2, 3].map(() =>
    start(node, ['up', ...common, '--json'], { cwd: folder }).ended));
  assert.deepEqual(all.map((done) => done.status), [0, 0, 0], all.map((done) => done.err).join(''));
  const outcomes = all.map((done) => JSON.parse(done.out).outcome).sort();
  assert.deepEqual(outcomes, ['done', 'nothing-to-do', 'nothing-to-do']);
  assert.deepEqual(readdirSync(folder), ['pets.db']);
});

// Starts an `up` that makes new.db and stops the process before its transaction begins. Where it is
// stopped is chance, and a matter of what else the machine does, so it is tried until it fits.
const kPatience = 150_000;
async function stopOnceMade(t, build, args) {
  for (const last = Date.now() + kPatience; Date.now() < last;) {
    const folder = scratch(t);
    const database = join(folder, 'new.db');
    const child = start(build, ['up', '--project', 'pets', '--db', 'new.db', ...args], { cwd: folder });
    const end = Date.now() + 10_000;
    // Not `until`: a millisecond counts.
    while (!existsSync(database) && Date.now() < end);
    child.kill('SIGSTOP');
    await sleep(20);
    const made = existsSync(database) && statSync(database).size === 0;
    // Natively it holds the mark of a file in use by now, and no lock of SQLite's, nor all of them to
    // remove the file; under node its claim lies beside the file, and no journal.
    const locks = readFileSync('/proc/locks', 'latin1').split('\n')
      .filter((line) => line.includes(` ${child.pid} `)).map((line) => line.split(/\s+/).slice(-2).join('-'));
    const fits = build === node ? readdirSync(folder).length === 2 : locks.join() === '1073741823-1073741823';
    if (made && fits) {
      return { folder, database, child };
    }
    child.kill('SIGKILL');
    await child.ended;
  }
  throw new Error('it was never stopped in time');
}

const kStranger = `CREATE TABLE kept (a); INSERT INTO kept VALUES ('by another');`;

test('a file that it made is no longer its own once another transaction began in it', async (t) => {
  const { folder, database, child } = await stopOnceMade(t, native, []);
  const shell = openShell(t, database);
  await shell.say(`BEGIN IMMEDIATE; ${kStranger}`);
  assert.equal(statSync(database).size, 0, 'nothing is written before the commit');
  child.kill('SIGCONT');
  const done = await child.ended;
  assert.equal(done.status, 4, done.err);
  await shell.say('COMMIT;');
  await shell.close();
  assert.deepEqual(readdirSync(folder), ['new.db']);
  assert.equal(sqlite(database, 'SELECT a FROM kept'), 'by another');
});

test('a file that it made stays for another native process that has come to it', async (t) => {
  for (const last = Date.now() + kPatience; Date.now() < last;) {
    const { folder, database, child } = await stopOnceMade(t, native, ['--to', 'nowhere']);
    const other = start(native, ['up', '--project', 'pets', '--db', 'new.db'], { cwd: folder });
    const descriptors = `/proc/${other.pid}/fd`;
    const isOpen = () => readdirSync(descriptors).some((name) => linkOf(descriptors, name) === database);
    while (!isOpen() && statSync(database).size === 0);
    other.kill('SIGSTOP');
    const early = statSync(database).size === 0;
    child.kill('SIGCONT');
    assert.equal((await child.ended).status, 4);
    other.kill('SIGCONT');
    const done = await other.ended;
    assert.equal(done.status, 0, done.err);
    assert.equal(sqlite(database, `SELECT count(*) FROM sqlite_schema WHERE name = 'Pet'`), '1');
    if (early) return;
  }
  throw new Error('the other was never stopped in time');
});

for (const build of builds) {
  test(`a file that it made stays for whoever merely has it open: ${build.name}`, async (t) => {
    const { database, child } = await stopOnceMade(t, build, ['--to', 'nowhere']);
    const shell = openShell(t, database);
    await shell.say('SELECT count(*) FROM sqlite_schema;');
    child.kill('SIGCONT');
    const done = await child.ended;
    // Under node it may see the other before it sees that there is nothing to do.
    assert.ok(done.status === 4 || (build === node && done.status === 3), `${done.status} ${done.err}`);
    await shell.say(kStranger);
    await shell.close();
    assert.equal(sqlite(database, 'SELECT a FROM kept'), 'by another');
  });

  test(`waits for a claim that stands, and says so: ${build.name}`, async (t) => {
    const folder = scratch(t);
    preparePets(native, folder);
    const file = writeClaim(folder);
    const child = start(build, ['status', ...common], { cwd: folder });
    let said = '';
    child.stderr.on('data', (text) => (said += text));
    await until(() => child.exitCode !== null || said.includes('\n'), 'it says that it waits');
    await sleep(1000);
    assert.equal(child.exitCode, null, 'it waits');
    rmSync(file);
    const done = await child.ended;
    assert.equal(done.status, 1, done.err);
    assert.match(done.err, new RegExp(`^waiting for process ${process.pid} on .*, which uses pets\\.db\n$`));
  });

  test(`refuses what stays claimed: ${build.name}`, async (t) => {
    const folder = scratch(t);
    const database = preparePets(native, folder);
    const before = readFileSync(database);
    const file = writeClaim(folder, { machine: 'another-machine' });
    const done = await start(build, ['up', ...common, '--quiet'], { cwd: folder }).ended;
    refused(done);
    assert.match(done.err, /another-machine/);
    assert.ok(done.err.includes(`remove ${file}`), done.err);
    assert.deepEqual(readFileSync(database), before);
    assert.deepEqual(readdirSync(folder), ['pets.db', 'pets.db-godwit-lock-0123456789ab']);
  });

  for (const [what, change] of [['its number belongs to another process now', { start: '1' }],
    ['it has ended', { pid: 2 ** 22 + 1 }], ['the machine has started again', { boot: 'before' }]]) {
    test(`a claim of the dead counts for nothing, ${what}: ${build.name}`, (t) => {
      const folder = scratch(t);
      preparePets(native, folder);
      writeClaim(folder, change);
      const done = run(build, ['up', ...common], { cwd: folder });
      assert.equal(done.status, 0, done.err);
      assert.deepEqual(readdirSync(folder), ['pets.db']);
    });
  }
}

test('under node, what a commit promises is on the disk: journal, file and folder are synced', (t) => {
  const folder = scratch(t);
  preparePets(native, folder);
  const hook = join(folder, 'hook.cjs');
  // Loaded into every thread: tells which file each fsync was for.
  writeFileSync(hook, `
    const fs = require('fs');
    const real = fs.fsyncSync;
    fs.fsyncSync = (descriptor) => {
      const name = fs.readlinkSync('/proc/self/fd/' + descriptor);
      fs.appendFileSync(${JSON.stringify(join(folder, 'synced'))}, name + '\\n');
      return real(descriptor);
    };`);
  const done = run(node, ['up', ...common], { cwd: folder, env: { NODE_OPTIONS: `--require ${hook}` } });
  assert.equal(done.status, 0, done.err);
  const synced = readFileSync(join(folder, 'synced'), 'utf8').trimEnd().split('\n');
  const short = synced.map((name) => name.replace(folder, '').replace(' (deleted)', ''));
  const count = (name) => short.filter((one) => one === name).length;
  // Two transactions at least: the migration, and its data step's batch.
  assert.ok(count('/pets.db') >= 2, short.join('\n'));
  assert.ok(count('/pets.db-journal') >= 2, short.join('\n'));
  assert.ok(count('') >= 2, short.join('\n'));
  assert.ok(short.indexOf('/pets.db-journal') < short.indexOf('/pets.db'), 'the journal first');
});
