// Where a rehearsal's copy lies makes no difference to its receipt, and a copy in a file is gone
// afterwards, whatever the end was. With ./run test --long a database of more than 5 GB is rehearsed
// in the memory that a small one takes.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync, rmSync, statSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, isLong, isRoot, kNow, native, preparePets, run, scratch, sqlite, start, until, writeProject }
  from './harness.mjs';

const kSpoilt = '20260102000000_spoilt';
// Runs for minutes, unless it is interrupted.
const kEndless = `CREATE TABLE n AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
  SELECT i FROM n LIMIT 1000000000;`;

function prepared(t) {
  const folder = scratch(t);
  mkdirSync(join(folder, 'copies'));
  return folder;
}

// A project whose second migration is `sql`, and its database, where the first one is applied.
function writeTwo(folder, sql) {
  const project = writeProject(folder, 'two', { '20260101000000_base/migration.sql':
    'CREATE TABLE a (x INTEGER PRIMARY KEY, y TEXT);', [`${kSpoilt}/migration.sql`]: sql });
  const where = ['--project', project, '--db', 'a.db'];
  const first = run(native, ['up', ...where, '--to', '20260101000000_base'], { cwd: folder });
  assert.equal(first.status, 0, first.err);
  return where;
}

for (const build of builds) {
  for (const mode of ['delete', 'wal']) {
    test(`${build.name}: the receipt does not tell where the copy was (journal ${mode})`, (t) => {
      const folder = prepared(t);
      preparePets(native, folder);
      sqlite(join(folder, 'pets.db'), `PRAGMA journal_mode = ${mode}`);
      const before = readFileSync(join(folder, 'pets.db'));
      const rehearse = (receipt, ...more) => {
        const done = run(build, ['rehearse', '--project', 'pets', '--db', 'pets.db', '--show-values',
          '-o', receipt, ...more], { cwd: folder });
        assert.equal(done.status, 0, done.err);
        return readFileSync(join(folder, receipt), 'utf8');
      };
      assert.equal(rehearse('file.json', '--scratch', 'copies'), rehearse('memory.json'));
      assert.deepEqual(readdirSync(join(folder, 'copies')), []);
      assert.deepEqual(readFileSync(join(folder, 'pets.db')), before);
    });
  }

  test(`${build.name}: nor does it where a script commits in pieces`, (t) => {
    const folder = prepared(t);
    const where = writeTwo(folder,
      'CREATE TABLE b (x);\nPRAGMA journal_mode = WAL;\nVACUUM;\nINSERT INTO b SELECT 1;');
    const [memory, file] = [[], ['--scratch', 'copies']].map((more, i) => {
      const done = run(build, ['rehearse', ...where, '--now', kNow, '-o', `${i}.json`, ...more], { cwd: folder });
      assert.equal(done.status, 0, done.err);
      return readFileSync(join(folder, `${i}.json`), 'utf8');
    });
    assert.equal(file, memory);
    assert.deepEqual(readdirSync(join(folder, 'copies')), []);
  });

  test(`${build.name}: the copy goes when the rehearsal fails`, (t) => {
    const folder = prepared(t);
    const where = writeTwo(folder, 'INSERT INTO a (x) SELECT value FROM nowhere;');
    const [memory, file] = [[], ['--scratch', 'copies']].map((more) =>
      run(build, ['rehearse', ...where, ...more], { cwd: folder }));
    assert.equal(file.status, 3, file.err);
    assert.match(file.err, /no such table: nowhere/);
    assert.equal(file.err, memory.err);
    assert.deepEqual(readdirSync(join(folder, 'copies')), []);
  });

  test(`${build.name}: a folder that is not there is refused`, (t) => {
    const folder = prepared(t);
    const where = writeTwo(folder, 'CREATE TABLE b (x);');
    const done = run(build, ['rehearse', ...where, '--scratch', 'none'], { cwd: folder });
    assert.equal(done.status, 4, done.err);
    assert.match(done.err, /the rehearsal's copy of database "a\.db": no file can be made in folder "none"/);
  });

  test(`${build.name}: a disk without room is refused before anything is written`,
    { skip: !isRoot && 'needs root to mount a small tmpfs' }, (t) => {
      const folder = prepared(t);
      const where = writeTwo(folder, 'CREATE TABLE b (x);');
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', join(folder, 'copies')]);
      try {
        const done = run(build, ['rehearse', ...where, '--scratch', 'copies'], { cwd: folder });
        assert.equal(done.status, 4, done.err);
        assert.match(done.err, /it takes 1 MiB, 16 MiB are to stay free, and the disk of folder "copies" has 8 MiB left/);
        assert.match(done.err, /--scratch DIR/);
      } finally {
        execFileSync('umount', [join(folder, 'copies')]);
      }
    });
}

test('an interrupted rehearsal takes its copy away; a killed one leaves it to the next', async (t) => {
  const folder = prepared(t);
  const copies = () => readdirSync(join(folder, 'copies'));
  const where = writeTwo(folder, kEndless);
  const args = ['rehearse', ...where, '--scratch', 'copies'];
  const begin = async () => {
    const there = copies();
    const child = start(native, args, { cwd: folder });
    t.after(() => child.kill('SIGKILL'));
    // Its journal is there once the migration runs.
    await until(() => copies().some((name) => name.endsWith('-journal') && !there.includes(name)),
      'the copy is being changed');
    return child;
  };
  const interrupted = await begin();
  assert.equal(statSync(join(folder, 'copies', copies()[0])).mode & 0o777, 0o600);
  interrupted.kill('SIGINT');
  interrupted.kill('SIGTERM');
  assert.equal((await interrupted.ended).status, 130);
  assert.deepEqual(copies(), []);

  const killed = await begin();
  killed.kill('SIGKILL');
  await killed.ended;
  const left = copies();
  assert.ok(left.some((name) => name.startsWith('a.db-godwit-copy-')), left.join());
  // Of another database, and of a process that runs: both stay.
  writeFileSync(join(folder, 'copies', 'b.db-godwit-copy-1.1.00000000.00000000'), '');
  const running = await begin();
  assert.ok(!copies().some((name) => left.includes(name)), copies().join());
  const both = [running, await begin()];
  assert.equal(copies().filter((name) => name.endsWith('-journal')).length, 2, copies().join());
  for (const child of both) {
    child.kill('SIGINT');
    child.kill('SIGTERM');
    assert.equal((await child.ended).status, 130);
  }
  assert.deepEqual(copies(), ['b.db-godwit-copy-1.1.00000000.00000000']);
});

// One row takes a page and more: 1,000 rows are about 4.2 MB.
const kBig = {
  '20260101000000_base/migration.sql':
    'CREATE TABLE doc (id INTEGER PRIMARY KEY, body BLOB NOT NULL, n INTEGER NOT NULL);',
  '20260102000000_size/migration.sql':
    'ALTER TABLE doc ADD COLUMN size INTEGER; UPDATE doc SET n = n + 1 WHERE id % 100 = 0;',
  '20260102000000_size/backfill.sql': `-- godwit: data-step size
-- godwit: table doc
-- godwit: batch 500
SELECT id, length(body) AS size FROM doc WHERE size IS NULL AND id % 10 = 0;`,
};

// Rehearses with `rows` rows; the most memory that the process had, in bytes.
async function measure(folder, rows) {
  const project = writeProject(folder, 'big', kBig);
  const database = join(folder, 'big.db');
  rmSync(database, { force: true });
  const where = ['--project', project, '--db', 'big.db'];
  const first = run(native, ['up', ...where, '--to', '20260101000000_base'], { cwd: folder });
  assert.equal(first.status, 0, first.err);
  execFileSync('sqlite3', ['-batch', '-init', '/dev/null', database, `PRAGMA synchronous = OFF;
    PRAGMA journal_mode = OFF; INSERT INTO doc WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL
    SELECT i + 1 FROM n LIMIT ${rows}) SELECT i, zeroblob(4000), i FROM n;`]);
  const child = start(native, ['rehearse', ...where, '--now', kNow, '-o', `${rows}.json`, '--quiet',
    '--scratch', '.'], { cwd: folder });
  let most = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      most = Math.max(most, 1024 * Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0));
    } catch {
      // It has just ended.
    }
  }, 20);
  const done = await child.ended;
  clearInterval(look);
  assert.equal(done.status, 0, done.err);
  const receipt = JSON.parse(readFileSync(join(folder, `${rows}.json`), 'utf8'));
  assert.equal(receipt.changes.find((change) => change.table === 'doc').updated, rows / 100);
  assert.equal(receipt.dataSteps[0].rows, rows / 10);
  assert.deepEqual(readdirSync(folder).filter((name) => name.includes('copy')), []);
  return { most, bytes: statSync(database).size };
}

const kBigRows = 1_300_000;
const kBigNeeds = 13 * 2 ** 30;

function whyNotBig() {
  if (!isLong) return 'takes minutes: ./run test --long';
  const { bavail, bsize } = statfsSync(tmpdir());
  return bavail * bsize < kBigNeeds && 'needs 13 GiB on the disk for temporary files';
}

test('rehearsing a database of more than 5 GB takes the memory that a small one takes',
  { skip: whyNotBig() }, async (t) => {
    const folder = scratch(t);
    const small = await measure(folder, 10_000);
    const large = await measure(folder, kBigRows);
    t.diagnostic(`${small.bytes} bytes: ${small.most}; ${large.bytes} bytes: ${large.most}`);
    assert.ok(large.bytes > 5e9, `${large.bytes}`);
    assert.ok(large.most < small.most + 16 * 2 ** 20, `${small.most} and ${large.most}`);
  });
