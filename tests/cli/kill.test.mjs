// kill -9 at points that chance chooses, on real files: what was committed is whole, `resume` and the
// command again end where an undisturbed run does. A few dozen kills in every run, 2,000 with
// ./run test --long. What a loss of power adds to that is tried in tests/faults/.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { assertDepotWhole, depotLedger, kDepot, kLast, writeDepot } from './depot.mjs';
import { chance, isLong, native, node, run, scratch, sleep, sqlite, start } from './harness.mjs';
import { assertWhole, kShop, writeShop } from './shop.mjs';

const kRows = 600;
const kBatch = 40;

// What is told, command by command. `ends`: its exit status; `again`: its status where an earlier try
// was killed after its last commit; `resumes`: `resume` may go on in its place; `before`: somebody
// else's work on the database first. `kills`: how many, where no long run is asked for.
const shop = {
  name: 'up, data step and down',
  kills: 30,
  common: kShop,
  write: (folder) => writeShop(folder, kRows, kBatch),
  whole: (database, where) => assertWhole(database, kRows, where),
  ledger: () => '',
  commands: [
    { args: ['up', '--to', '20260102000000_score'], resumes: true },
    { args: ['up'], resumes: true },
    { args: ['down', '--all', '--yes'] },
  ],
};
const depot = {
  name: "parts that set rows aside, undo, resolve and down, with Prisma's ledger",
  kills: 16,
  common: kDepot,
  write: (folder) => writeDepot(folder, kRows, kBatch),
  whole: (database, where) => assertDepotWhole(database, kRows, where),
  ledger: depotLedger,
  commands: [
    { args: ['up'], ends: 5, resumes: true },
    { args: ['undo'] },
    { args: ['backfill'], ends: 5, resumes: true },
    { before: `UPDATE crate SET label = 'mended ' || id WHERE label = 'broken'`, args: ['up'], resumes: true },
    { args: ['resolve', '--rolled-back', kLast, '--reason', 'by hand'], again: 4 },
    { args: ['resolve', '--applied', kLast, '--reason', 'it is there'], again: 4 },
    { args: ['down', '--all', '--yes'] },
  ],
};

const stateOf = (story, build, folder, database) =>
  run(build, ['digest', '--db', database], { cwd: folder }).out + story.ledger(database);

// How long each command takes, and the state after it, when nothing disturbs.
function undisturbed(t, story, build) {
  const folder = scratch(t);
  const database = story.write(folder);
  return story.commands.map(({ args, ends = 0, before }) => {
    if (before) sqlite(database, before);
    const begin = performance.now();
    const done = run(build, [...args, ...story.common], { cwd: folder });
    assert.equal(done.status, ends, `${args.join(' ')}: ${done.err}`);
    story.whole(database, args.join(' '));
    return { millis: performance.now() - begin, state: stateOf(story, build, folder, database) };
  });
}

// In each of these the file is found by the first command, in that journal mode.
const kCases = [
  { story: shop, build: native, mode: 'delete', share: 2 / 3 },
  { story: shop, build: native, mode: 'wal', share: 1 / 3 },
  { story: shop, build: node, mode: 'delete', share: 1 / 5 },
  { story: depot, build: native, mode: 'delete', share: 2 / 3 },
  { story: depot, build: native, mode: 'wal', share: 1 / 3 },
  { story: depot, build: node, mode: 'delete', share: 1 / 8 },
];

for (const { story, build, mode, share } of kCases) {
  const kills = Math.round((isLong ? 1000 : story.kills) * share);
  test(`${kills} times kill -9 during ${story.name}: ${build.name}, journal mode ${mode}`, async (t) => {
    const expected = undisturbed(t, story, build);
    const folder = scratch(t);
    const database = story.write(folder);
    sqlite(database, `PRAGMA journal_mode = ${mode}; CREATE TABLE x (a); DROP TABLE x`);
    const random = chance(20260115);
    let killed = 0;
    for (let round = 0; killed < kills; ++round) {
      const which = round % story.commands.length;
      const { args, ends = 0, again = ends, resumes, before } = story.commands[which];
      if (before) sqlite(database, before);
      // Until the command gets through; each time it goes on where the last one was killed.
      for (let tried = false, through = false; !through; tried = true) {
        const resume = resumes && tried && random() < 0.5;
        const now = resume ? ['resume'] : args;
        const child = start(build, [...now, ...story.common], { cwd: folder });
        if (killed < kills) {
          await Promise.race([child.ended, sleep(random() * expected[which].millis)]);
          child.kill('SIGKILL');
        }
        const ended = await child.ended;
        const where = `round ${round}, kill ${killed}, ${now.join(' ')}: ${ended.err}`;
        if (ended.signal === 'SIGKILL') {
          ++killed;
          // Whoever comes first mends what is left: Godwit here, the sqlite3 shell there.
          if (killed % 2 === 0) {
            const status = run(build, ['status', ...story.common], { cwd: folder });
            assert.ok(status.status <= 1, `${where}${status.err}`);
          }
          story.whole(database, where);
        } else {
          const right = resume ? [0, ends] : [ends, tried ? again : ends];
          assert.ok(right.includes(ended.status), `${where}: ${ended.status}`);
          through = !resume;
        }
      }
      assert.equal(stateOf(story, build, folder, database), expected[which].state, `round ${round}`);
    }
    story.whole(database, 'the end');
  });
}
