// The sample profiles as its users run it, with both builds: the reference run's figures, receipts
// that go from one build to the other, a second run, and what happens to a row that cannot be done.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, native, node, run, scratch, sqlite } from './harness.mjs';

const where = ['--project', 'profiles', '--db', 'p.db'];
const kOld = '20250804090000_context_profiles';
const kNew = '20251020090000_profile_per_user';

// The old model with sample data; `--set NAME` loads another set.
function prepared(t, ...seed) {
  const at = { cwd: scratch(t) };
  for (const args of [['up', '--to', kOld], ['seed', ...seed]]) {
    const done = run(native, [...args, ...where], at);
    assert.equal(done.status, 0, done.err);
  }
  return at;
}

function digest(build, at) {
  return run(build, ['digest', ...where, '--json'], at).json;
}

for (const build of builds) {
  test(`${build.name}: the reference run gives the specification's figures`, (t) => {
    const at = prepared(t);
    const rehearsed = run(build, ['rehearse', ...where, '--json'], at);
    assert.equal(rehearsed.status, 0, rehearsed.err);
    const done = run(build, ['up', ...where, '--json', '--show-values'], at);
    assert.equal(done.status, 0, done.err);
    const [step] = done.json.dataSteps;
    assert.deepEqual(step.counts, {
      differingNames: 0, intentsCreated: 7, overriddenKeys: 0, profilesCreated: 3,
      unmappedKeys: 6, usersProcessed: 3, usersSkipped: 0,
    });
    assert.deepEqual(rehearsed.json.dataSteps[0].counts, step.counts);
    assert.equal(step.records.length, 1, 'unmapped, and no conflicts');
    assert.deepEqual(step.records[0].rows.map((record) => record.unmappedFields), [
      { intent: 'long-term', preferences: ['hiking', 'jazz'], dealbreakers: ['smoking'] },
      { intent: 'someone to share memories with', preferences: ['adventure'], dealbreakers: ['negative'] },
    ]);
    const verified = run(build, ['verify', ...where, '--json'], at);
    assert.equal(verified.status, 0, verified.out);
    const again = run(build, ['backfill', ...where, '--json'], at);
    assert.equal(again.json.outcome, 'nothing-to-do');
  });

  test(`${build.name}: a malformed row fails alone and is done once it is mended`, (t) => {
    const at = prepared(t, '--set', 'hard');
    const done = run(build, ['up', ...where, '--json'], at);
    assert.equal(done.status, 5, done.err);
    assert.match(done.err, /1 row could not be done and is still due: "id" = 'hard-4-malformed'/);
    assert.match(done.err, /run `godwit backfill`/);
    assert.equal(done.json.partial.dataSteps[0].rows, 5);
    assert.ok(!done.out.includes('Bergen'), 'values of rows only with --show-values');
    assert.equal(run(build, ['status', ...where], at).status, 1);
    assert.equal(run(build, ['verify', ...where], at).status, 1);
    sqlite(join(at.cwd, 'p.db'), `UPDATE Profile SET data = data || '}' WHERE id = 'hard-p-4a'`);
    const mended = run(build, ['backfill', ...where, '--json'], at);
    assert.equal(mended.status, 0, mended.err);
    assert.equal(mended.json.dataSteps[0].rows, 1);
    assert.equal(run(build, ['status', ...where], at).status, 0);
  });
}

for (const [maker, keeper] of [[native, node], [node, native]]) {
  test(`a receipt of the ${maker.name} build is honoured by the ${keeper.name} build`, (t) => {
    const at = prepared(t);
    const made = run(maker, ['rehearse', ...where, '-o', 'r.json'], at);
    assert.equal(made.status, 0, made.err);
    const kept = run(keeper, ['up', ...where, '--expect', 'r.json', '--json'], at);
    assert.equal(kept.status, 0, kept.err);
    assert.deepEqual(kept.json.migrations.map((migration) => migration.name), [kNew]);
    const receipt = JSON.parse(readFileSync(join(at.cwd, 'r.json'), 'utf8'));
    assert.equal(digest(native, at).data, receipt.after.data);
  });

  test(`${keeper.name}: one byte in one row since the ${maker.name} build's rehearsal is refused`, (t) => {
    const at = prepared(t);
    run(maker, ['rehearse', ...where, '-o', 'r.json'], at);
    const db = join(at.cwd, 'p.db');
    sqlite(db, `UPDATE Profile SET data = replace(data, 'jazz', 'jaxz')`);
    const before = readFileSync(db);
    const done = run(keeper, ['up', ...where, '--expect', 'r.json'], at);
    assert.equal(done.status, 4, done.err);
    assert.match(done.err, /table "Profile", row "id" = '22d0b6c4-[^']+1', column "data"/);
    assert.deepEqual(readFileSync(db), before);
  });
}

test('both builds give the same content, and down gives back what was there', (t) => {
  const digests = builds.map((build) => {
    const at = prepared(t);
    const before = digest(build, at);
    assert.equal(run(build, ['up', ...where], at).status, 0);
    const after = digest(build, at);
    assert.equal(run(build, ['down', ...where], at).status, 0);
    assert.deepEqual(digest(build, at), before);
    return after;
  });
  assert.deepEqual(digests[0], digests[1]);
});

test('a set of sample data that is not there is refused', (t) => {
  const at = prepared(t);
  const done = run(native, ['seed', ...where, '--set', 'none'], at);
  assert.equal(done.status, 4);
  assert.match(done.err, /no applied migration has a seed-none\.sql/);
  assert.equal(run(native, ['seed', ...where, '--set', 'hard', '--rows', '5'], at).status, 2);
});
