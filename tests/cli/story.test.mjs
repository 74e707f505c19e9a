// The pets sample from an empty folder to the end and back, step by step with both builds: every
// step's outcome, and that both builds say the same, byte for byte.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, kBefore, kNow, kTraits, run, scratch, sqlite } from './harness.mjs';

const insertPet = `INSERT INTO "Pet" ("id", "name", "userId", "createdAt", "updatedAt", "lastStatUpdate")
  SELECT 'late-pet', 'Late', "id", "createdAt", "updatedAt", "createdAt" FROM "User" LIMIT 1`;

const upToDate = (status) => status.upToDate === true;
const states = (status) => status.migrations.map((migration) => migration.state).join(' ');

// [name, arguments, exit status, check of the JSON result, SQL that the shell runs first]
const story = [
  ['no database yet', ['status'], 1, (r) => {
    assert.equal(states(r), 'pending pending pending pending off off');
    assert.deepEqual(r.dataSteps, []);
  }],
  ['what would be done', ['plan'], 1, (r) => assert.equal(r.migrations.length, 4)],
  ['dry run', ['up', '--dry-run'], 1, (r) => assert.equal(r.outcome, 'would-do')],
  ['before the change', ['up', '--to', kBefore], 0, (r) => {
    assert.equal(r.migrations.length, 3);
    assert.equal(r.outcome, 'done');
  }],
  ['sample data', ['seed'], 0, (r) => assert.equal(r.command, 'seed')],
  ['digest before', ['digest'], 0, (r) => {
    const rows = Object.fromEntries(r.tables.map((table) => [table.name, table.rows]));
    assert.equal(rows.Pet, 92);
    assert.equal(rows.User, 170);
    assert.ok(r.tables.every((table) => /^[0-9a-f]{64}$/.test(table.sha256)));
  }],
  ['seeding again adds nothing', ['seed'], 0, () => {}],
  ['digest is the same', ['digest'], 0, () => {}, undefined, 'digest before'],
  ['the change', ['up'], 0, (r) => {
    assert.deepEqual(r.migrations.map((m) => m.name), [kTraits]);
    assert.deepEqual(r.dataSteps.map((s) => s.rows), [92]);
  }],
  ['all done', ['status'], 0, (r) => {
    assert.ok(upToDate(r));
    assert.equal(states(r), 'applied applied applied applied off off');
    assert.deepEqual(r.dataSteps.map((s) => [s.state, s.rowsLeft]), [['complete', 0]]);
  }],
  ['every check holds', ['verify'], 0, (r) => {
    assert.equal(r.passed, true);
    const coverage = r.checks.find((check) => check.name === 'coverage');
    assert.deepEqual([coverage.actual, coverage.expected], ['92', '92']);
  }],
  ['nothing more to apply', ['up'], 0, (r) => assert.equal(r.outcome, 'nothing-to-do')],
  ['nothing more to fill', ['backfill'], 0, (r) => assert.equal(r.outcome, 'nothing-to-do')],
  ['a pet of old code', ['status'], 1, (r) => {
    assert.deepEqual(r.dataSteps.map((s) => [s.state, s.rowsLeft]), [['due', 1]]);
  }, insertPet],
  ['the check sees it', ['verify'], 1, (r) => {
    const coverage = r.checks.find((check) => check.name === 'coverage');
    assert.deepEqual([coverage.actual, coverage.expected], ['92', '93']);
  }],
  ['backfill finds just it', ['backfill'], 0, (r) => {
    assert.deepEqual(r.dataSteps.map((s) => [s.name, s.rows]), [['pet-traits', 1]]);
  }],
  ['and all is well', ['verify'], 0, (r) => assert.equal(r.passed, true)],
  ['back', ['down', '--to', kBefore], 0, (r) => {
    assert.deepEqual(r.migrations.map((m) => [m.name, m.direction]), [[kTraits, 'down']]);
  }, `DELETE FROM "Pet" WHERE "id" = 'late-pet'`],
  ['as before', ['digest'], 0, () => {}, undefined, 'digest before'],
  ['to nothing', ['down', '--all', '--yes'], 0, (r) => assert.equal(r.migrations.length, 3)],
  ['nothing left', ['digest'], 0, (r) => assert.deepEqual(r.tables, [])],
];

const outputs = {};

for (const build of builds) {
  test(`the story of pets: ${build.name}`, async (t) => {
    const folder = scratch(t);
    const seen = {};
    outputs[build.name] = [];
    for (const [name, args, status, check, sql, same] of story) {
      await t.test(name, () => {
        if (sql !== undefined) sqlite(join(folder, 'pets.db'), sql);
        const all = [...args, '--project', 'pets', '--db', 'pets.db', '--now', kNow];
        const done = run(build, [...all, '--json'], { cwd: folder });
        assert.equal(done.status, status, done.err);
        assert.equal(done.err, '');
        seen[name] = done.out;
        outputs[build.name].push(done.out);
        check(done.json);
        if (same !== undefined) assert.equal(done.out, seen[same]);
        // What only reads is asked for as text too.
        if (!['status', 'plan', 'verify', 'digest'].includes(args[0])) return;
        outputs[build.name].push(run(build, all, { cwd: folder }).out);
      });
      if (name === 'dry run') assert.deepEqual(readdirSync(folder), [], 'reading made a file');
    }
    assert.equal(sqlite(join(folder, 'pets.db'), 'SELECT count(*) FROM sqlite_schema'), '0');
    assert.deepEqual(readdirSync(folder), ['pets.db', 'pets.db.godwit'], 'and what was kept');
    outputs[build.name].push(readFileSync(join(folder, 'pets.db')).toString('base64'));
  });
}

test('both builds said the same, and made the same file', () => {
  const [first, second] = builds.map((build) => outputs[build.name]);
  assert.ok(first.length > story.length);
  assert.deepEqual(first, second);
});

test('the digests of every step are the same in both builds', () => {
  const [first, second] = builds.map((build) => {
    const done = run(build, ['digest', '--steps', '--project', 'pets', '--json']);
    assert.equal(done.status, 0, done.err);
    return done.out;
  });
  assert.equal(first, second);
  const steps = JSON.parse(first);
  assert.equal(steps.at(0).digest.schema, steps.at(-1).digest.schema, 'down to the start');
  assert.ok(steps.some((step) => step.digest.tables.some((t) => t.name === 'Pet' && t.rows === 92)));
});
