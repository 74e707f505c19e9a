// Bringing back what data steps wrote: the whole way on the command line, and by two builds.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, copyProject, kTraits, native, preparePets, run, scratch, sqlite }
  from './harness.mjs';

const pets = ['--project', 'pets', '--db', 'pets.db'];
const digestOf = (build, at) => run(build, ['digest', ...pets, '--table', 'Pet', '--json'], at).json;

for (const build of builds) {
  // The other build takes back what this one has written.
  const other = builds.find((one) => one !== build);

  test(`${build.name}: undo brings the rows back, and the step is due again`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    preparePets(native, folder);
    assert.equal(run(build, ['up', '--to', kTraits, ...pets], at).status, 0);
    const after = digestOf(build, at);
    const rows = Number(sqlite(join(folder, 'pets.db'), 'SELECT count(*) FROM Pet'));
    const done = run(other, ['undo', ...pets], at);
    assert.equal(done.status, 0, done.err);
    assert.match(done.out, /brought back the rows of 1 data step\n +pet-traits +\d+ rows/);
    assert.equal(sqlite(join(folder, 'pets.db'), 'SELECT count(traits) FROM Pet'), '0');
    const status = run(build, ['status', ...pets, '--json'], at);
    assert.equal(status.status, 1);
    assert.deepEqual(
      status.json.dataSteps.map((step) => [step.state, step.rowsLeft]), [['due', rows]]);
    const nothing = run(build, ['undo', ...pets], at);
    assert.equal(nothing.status, 0);
    assert.match(nothing.out, /nothing is recorded/);
    assert.equal(run(build, ['up', '--to', kTraits, ...pets], at).status, 0);
    assert.deepEqual(digestOf(build, at), after);
  });

  test(`${build.name}: undo leaves what was edited since`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    preparePets(native, folder);
    const database = join(folder, 'pets.db');
    assert.equal(run(build, ['up', '--to', kTraits, ...pets], at).status, 0);
    const id = sqlite(database, `UPDATE Pet SET traits = '{"mine": 1}' WHERE rowid = 3 RETURNING id`);
    const before = readFileSync(database);
    const refused = run(build, ['undo', ...pets], at);
    assert.equal(refused.status, 4, refused.err);
    assert.ok(refused.err.includes(`1 row was changed since by others: table "Pet": "id" = '${id}' (edited)`),
      refused.err);
    assert.deepEqual(readFileSync(database), before);
    const skipped = run(build, ['undo', '--skip-edited', '--step', 'pet-traits', ...pets], at);
    assert.equal(skipped.status, 0, skipped.err);
    assert.match(skipped.out, /warning: 1 row was changed since .* left as they are/);
    assert.equal(sqlite(database, 'SELECT count(traits) FROM Pet'), '1');
    assert.equal(sqlite(database, `SELECT traits FROM Pet WHERE id = '${id}'`), '{"mine": 1}');
  });

  test(`${build.name}: finalize asks, drops what was recorded, and says how much`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    preparePets(native, folder);
    assert.equal(run(build, ['up', '--to', kTraits, ...pets], at).status, 0);
    assert.equal(run(build, ['finalize', ...pets], at).status, 2);
    const done = run(build, ['finalize', '--yes', ...pets, '--json'], at);
    assert.equal(done.status, 0, done.err);
    assert.ok(done.json.batches > 0 && done.json.bytes > 1000, done.out);
    assert.match(run(build, ['undo', ...pets], at).out, /nothing is recorded/);
    assert.match(run(build, ['finalize', '--yes', ...pets], at).out, /nothing to do/);
  });

  test(`${build.name}: nothing to undo or finalize writes nothing`, (t) => {
    const folder = scratch(t);
    const database = join(folder, 'pets.db');
    for (const command of [['undo'], ['finalize', '--yes']]) {
      writeFileSync(database, '');
      const done = run(build, [...command, ...pets], { cwd: folder });
      assert.equal(done.status, 0, done.err);
      assert.match(done.out, /nothing to do/);
      assert.equal(readFileSync(database).length, 0, command[0]);
    }
  });

  test(`${build.name}: what cannot be undone is said before the run`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    const project = copyProject(folder, 'composite-key');
    const step = join(project, 'migrations/20250102000000_celsius/backfill.sql');
    writeFileSync(step, `-- godwit: undo off\n${readFileSync(step, 'utf8')}`);
    const where = ['--project', project, '--db', 'a.db'];
    const plan = run(build, ['plan', ...where], at);
    assert.match(plan.out, /undo +data step "[\w-]+" says `undo off`/);
    const up = run(build, ['up', ...where], at);
    assert.equal(up.status, 0, up.err);
    assert.match(up.out, /warning: data step "[\w-]+" says `undo off`/);
  });
}
