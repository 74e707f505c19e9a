// A disk that is full, at every stage: the command fails and says so, the database is as it was or at
// a batch's end, and with some room more the command goes on to where an undisturbed run ends.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, isRoot, native, run, scratch, sqlite } from './harness.mjs';
import { assertWhole, kShop, writeShop } from './shop.mjs';

const kDisk = 1200 * 1024;
const kRows = 800;
const kBatch = 200;
const kScore = '20260102000000_score';
const kStages = [['up', '--to', '20260101000000_base'], ['up', '--to', kScore], ['up'], ['backfill'],
  ['down', '--to', kScore], ['down', '--all', '--yes']];

// What makes rows due again, so that `backfill` has work of its own.
function forget(database) {
  sqlite(database, 'DELETE FROM history; UPDATE item SET score = NULL WHERE id % 2 = 0');
  sqlite(database, 'INSERT INTO history (item) SELECT id FROM item WHERE score IS NOT NULL');
}

// Leaves `room` bytes on the folder's file system.
function fill(folder, room) {
  const filler = join(folder, 'filler');
  rmSync(filler, { force: true });
  const { bavail, bsize } = statfsSync(folder);
  const size = bavail * bsize - room;
  if (size > 0) writeFileSync(filler, Buffer.alloc(size));
  return () => rmSync(filler, { force: true });
}

function digests(t) {
  const folder = scratch(t);
  const database = writeShop(folder, kRows, kBatch);
  return kStages.map((command) => {
    if (command[0] === 'backfill') forget(database);
    const done = run(native, [...command, ...kShop], { cwd: folder });
    assert.equal(done.status, 0, done.err);
    return run(native, ['digest', '--db', 'shop.db'], { cwd: folder }).out;
  });
}

function fillAtEveryStage(build, folder, expected) {
  const database = writeShop(folder, kRows, kBatch);
  kStages.forEach((command, stage) => {
    if (command[0] === 'backfill') forget(database);
    let refused = 0;
    for (let room = 0; ; room = room * 2 + 16 * 1024) {
      const empty = fill(folder, room);
      // A snapshot would not fit at all; that refusal comes before anything is written.
      const alone = ['up', 'down'].includes(command[0]) ? ['--no-snapshot'] : [];
      const done = run(build, [...command, ...kShop, ...alone], { cwd: folder });
      empty();
      const where = `${command.join(' ')} with ${room} bytes: ${done.err}`;
      if (existsSync(database)) assertWhole(database, kRows, where);
      if (done.status === 0) break;
      ++refused;
      assert.ok([3, 4, 5].includes(done.status), where);
      assert.match(done.err, /full|no space/i, where);
      assert.ok(room < kDisk, where);
    }
    assert.ok(refused > 0, `${command.join(' ')} never met a full disk`);
    const digest = run(native, ['digest', '--db', 'shop.db'], { cwd: folder });
    assert.equal(digest.out, expected[stage], command.join(' '));
  });
}

for (const build of builds) {
  test(`a full disk at every stage: ${build.name}`, { skip: !isRoot && 'needs root to mount a small tmpfs' }, (t) => {
    const expected = digests(t);
    const folder = join(scratch(t), 'small');
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kDisk}`, 'tmpfs', folder]);
    try {
      fillAtEveryStage(build, folder, expected);
    } finally {
      execFileSync('umount', [folder]);
    }
  });
}
