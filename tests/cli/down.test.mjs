// Going back: what it asks, what it shows beforehand, and that it leads back.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, copyProject, kTraits, native, preparePets, run, scratch, sqlite }
  from './harness.mjs';

const pets = ['--project', 'pets', '--db', 'pets.db'];

for (const build of builds) {
  test(`${build.name}: down --dry-run shows the scripts and changes nothing`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    preparePets(native, folder, kTraits);
    const before = readFileSync(join(folder, 'pets.db'));
    const shown = run(build, ['down', '--dry-run', ...pets], at);
    assert.equal(shown.status, 1, shown.err);
    assert.match(shown.out, new RegExp(`^${kTraits}  its way back, down\\.sql, in one transaction\n[^]*DROP COLUMN "traits"`));
    const all = run(build, ['down', '--all', '--dry-run', '--json', ...pets], at);
    assert.equal(all.status, 1, all.err);
    assert.equal(all.json.everything, true);
    assert.equal(all.json.plan.migrations.length, 4);
    assert.deepEqual(readFileSync(join(folder, 'pets.db')), before);
    assert.equal(run(build, ['down', '--all', '--yes', ...pets], at).status, 0);
    const nothing = run(build, ['down', '--dry-run', ...pets], at);
    assert.equal(nothing.status, 0, nothing.err);
    assert.match(nothing.out, /nothing to do/);
  });

  test(`${build.name}: down asks where it takes everything, however that is said`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    preparePets(native, folder);
    const before = readFileSync(join(folder, 'pets.db'));
    for (const how of [['--steps', '3'], ['--steps', '9'], ['--all']]) {
      const done = run(build, ['down', ...how, ...pets], at);
      assert.equal(done.status, 2, done.err);
      assert.match(done.err, /takes every migration back.*--yes/s);
      assert.deepEqual(readFileSync(join(folder, 'pets.db')), before);
    }
    assert.equal(run(build, ['down', '--steps', '2', ...pets], at).status, 0);
    // One is left, and it is all there is.
    assert.equal(run(build, ['down', ...pets], at).status, 2);
    assert.equal(run(build, ['down', '--yes', ...pets], at).status, 0);
  });

  test(`${build.name}: a way back that does not lead back is undone`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    const project = copyProject(folder, 'composite-key');
    const where = ['--project', project, '--db', 'a.db'];
    assert.equal(run(build, ['up', '--throw-away', ...where], at).status, 0);
    writeFileSync(join(project, 'migrations/20250102000000_celsius/down.sql'), 'SELECT 1;');
    const done = run(build, ['down', ...where], at);
    assert.equal(done.status, 3, done.err);
    assert.match(done.err, /does not lead back to the schema before.*table "\w+" column "\w+"/s);
    assert.equal(sqlite(join(folder, 'a.db'), 'SELECT count(*) FROM godwit_migrations'), '2');
  });
}
