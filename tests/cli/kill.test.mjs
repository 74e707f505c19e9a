// kill -9 at points that chance chooses, on real files: what was committed is whole, `resume` and the
// command again end where an undisturbed run does. A few dozen kills in every run, a thousand with
// ./run test --long. What a loss of power adds to that is tried in tests/faults/.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { chance, isLong, native, node, run, scratch, sleep, sqlite, start } from './harness.mjs';
import { assertWhole, kShop, writeShop } from './shop.mjs';

const kRows = 600;
const kBatch = 40;
const kCommands = [['up', '--to', '20260102000000_score'], ['up'], ['down', '--all', '--yes']];

const digest = (build, folder) => run(build, ['digest', '--db', 'shop.db'], { cwd: folder }).out;

// How long each command takes, and the digest after it, when nothing disturbs.
function undisturbed(t, build) {
  const folder = scratch(t);
  writeShop(folder, kRows, kBatch);
  return kCommands.map((command) => {
    const begin = performance.now();
    const done = run(build, [...command, ...kShop], { cwd: folder });
    assert.equal(done.status, 0, done.err);
    return { millis: performance.now() - begin, digest: digest(build, folder) };
  });
}

// In each of these the file is found by the first command, in that journal mode.
const kCases = [{ build: native, mode: 'delete', share: 2 / 3 }, { build: native, mode: 'wal', share: 1 / 3 },
  { build: node, mode: 'delete', share: 1 / 5 }];

for (const { build, mode, share } of kCases) {
  const kills = Math.round((isLong ? 1000 : 30) * share);
  test(`${kills} times kill -9 during up, data step and down: ${build.name}, journal mode ${mode}`, async (t) => {
    const expected = undisturbed(t, build);
    const folder = scratch(t);
    const database = writeShop(folder, kRows, kBatch);
    sqlite(database, `PRAGMA journal_mode = ${mode}; CREATE TABLE x (a); DROP TABLE x`);
    const random = chance(20260115);
    let killed = 0;
    for (let round = 0; killed < kills; ++round) {
      const which = round % kCommands.length;
      // Until the command gets through; each time it goes on where the last one was killed.
      for (let again = false, through = false; !through; again = true) {
        const resume = again && random() < 0.5 && which < 2;
        const args = resume ? ['resume'] : kCommands[which];
        const child = start(build, [...args, ...kShop], { cwd: folder });
        if (killed < kills) {
          await Promise.race([child.ended, sleep(random() * expected[which].millis)]);
          child.kill('SIGKILL');
        }
        const ended = await child.ended;
        const where = `round ${round}, kill ${killed}, ${args.join(' ')}: ${ended.err}`;
        if (ended.signal === 'SIGKILL') {
          ++killed;
          // Whoever comes first mends what is left: Godwit here, the sqlite3 shell there.
          if (killed % 2 === 0) {
            const status = run(build, ['status', ...kShop], { cwd: folder });
            assert.ok(status.status <= 1, `${where}${status.err}`);
          }
          assertWhole(database, kRows, where);
        } else {
          assert.equal(ended.status, 0, where);
          through = !resume;
        }
      }
      assert.equal(digest(build, folder), expected[which].digest, `round ${round}`);
    }
    assertWhole(database, kRows, 'the end');
  });
}
