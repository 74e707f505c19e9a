// Rehearse, take the receipt elsewhere, be held to it: between two processes and two builds.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, copyProject, kTraits, native, node, preparePets, run, scratch, sqlite }
  from './harness.mjs';

const pets = (database) => ['--project', 'pets', '--db', database];

function prepared(t) {
  const folder = scratch(t);
  preparePets(native, folder);
  return folder;
}

for (const [maker, keeper] of [[native, node], [node, native], [native, native]]) {
  test(`a receipt of the ${maker.name} build is honoured by the ${keeper.name} build`, (t) => {
    const folder = prepared(t);
    const at = { cwd: folder };
    const before = readFileSync(join(folder, 'pets.db'));
    const made = run(maker, ['rehearse', ...pets('pets.db'), '-o', 'r.json'], at);
    assert.equal(made.status, 0, made.err);
    assert.match(made.out, /^rehearsed on a copy of pets\.db, which is untouched/);
    assert.deepEqual(readFileSync(join(folder, 'pets.db')), before);
    assert.deepEqual(readdirSync(folder).sort(), ['pets.db', 'r.json']);

    const kept = run(keeper, ['up', ...pets('pets.db'), '--expect', 'r.json', '--json'], at);
    assert.equal(kept.status, 0, kept.err);
    assert.deepEqual(kept.json.migrations.map((migration) => migration.name), [kTraits]);
    const receipt = JSON.parse(readFileSync(join(folder, 'r.json'), 'utf8'));
    const digest = run(native, ['digest', ...pets('pets.db'), '--json'], at).json;
    assert.equal(digest.data, receipt.after.data);
    assert.equal(digest.schema, receipt.after.schema);
  });
}

test('both builds write the same receipt, byte for byte', (t) => {
  const folder = prepared(t);
  for (const build of builds) {
    assert.equal(
      run(build, ['rehearse', ...pets('pets.db'), '-o', `${build.name}.json`], { cwd: folder }).status,
      0,
    );
  }
  assert.equal(
    readFileSync(join(folder, 'native.json'), 'utf8'),
    readFileSync(join(folder, 'node.json'), 'utf8'),
  );
});

test('the receipt holds no value of a row', (t) => {
  const folder = prepared(t);
  run(native, ['rehearse', ...pets('pets.db'), '-o', 'r.json'], { cwd: folder });
  const receipt = readFileSync(join(folder, 'r.json'), 'utf8');
  const names = sqlite(join(folder, 'pets.db'), 'SELECT email FROM User').split('\n');
  assert.equal(names.length, 170);
  for (const name of names) assert.ok(!receipt.includes(name), name);
});

test('a receipt is written beside a file that is called like a draft of it', (t) => {
  const folder = prepared(t);
  const at = { cwd: folder };
  writeFileSync(join(folder, 'r.json.part'), 'mine');
  for (const build of builds) {
    rmSync(join(folder, 'r.json'), { force: true });
    const before = readdirSync(folder);
    assert.equal(run(build, ['rehearse', ...pets('pets.db'), '-o', 'r.json'], at).status, 0);
    assert.equal(readFileSync(join(folder, 'r.json.part'), 'utf8'), 'mine');
    assert.deepEqual(readdirSync(folder), [...before, 'r.json'].sort());
  }
});

// [what, how the database, the receipt or the command is spoilt, what the error says]
const spoilt = [
  ['one byte in one row', ({ db }) => sqlite(db, `UPDATE "Pet" SET "name" = "name" || '.'
     WHERE "id" = (SELECT max("id") FROM "Pet")`), /table "Pet", row "id" = '[^']+', column "name"/],
  ['a row more', ({ db }) => sqlite(db, `INSERT INTO "Trait" SELECT 'new-trait', 'x', "traitType",
     "rarity", "description", "createdAt" FROM "Trait" LIMIT 1`),
   /table "Trait", row "id" = 'new-trait'/],
  ['an index', ({ db }) => sqlite(db, 'CREATE INDEX i ON "Pet" ("name")'),
   /before the migration: .*says: index "i" on table "Pet" is extra\n/],
  ['a view', ({ db }) => sqlite(db, 'CREATE VIEW v AS SELECT "id" FROM "Pet"'), /says: view "v" is extra\n/],
  ['already applied', ({ at }) => run(native, ['up', ...pets('pets.db')], at),
   /the plan: nothing of it is pending: it has been applied already/],
  ['edited', ({ edit }) => edit((text) => text.replace('"inserted": 0', '"inserted": 1')),
   /its seal does not fit/],
  ['a key twice', ({ edit }) => edit((text) => text.replace('"receipt": 2', '"receipt": 2, "receipt": 2')),
   /\/receipt: the key appears twice/],
  ['truncated', ({ edit }) => edit((text) => text.slice(0, text.length / 2)),
   /not a whole JSON document/],
  ['empty', ({ edit }) => edit(() => ''), /not a whole JSON document/],
  ['no receipt', ({ edit }) => edit(() => '{"a": 1}'), /not a receipt of Godwit's/],
  ['of a later format', ({ edit }) => edit((text) => text.replace('"receipt": 2', '"receipt": 9')),
   /its format is 9/],
];

for (const build of builds) {
  for (const [what, spoil, says] of spoilt) {
    test(`${build.name}: refused and nothing changed: ${what}`, (t) => {
      const folder = prepared(t);
      const at = { cwd: folder };
      const db = join(folder, 'pets.db');
      const receipt = join(folder, 'r.json');
      run(native, ['rehearse', ...pets('pets.db'), '-o', 'r.json'], at);
      const edit = (change) => writeFileSync(receipt, change(readFileSync(receipt, 'utf8')));
      spoil({ at, db, edit });
      const before = readFileSync(db);
      const done = run(build, ['up', ...pets('pets.db'), '--expect', 'r.json'], at);
      assert.equal(done.status, 4, done.err);
      assert.match(done.err, says);
      assert.match(done.err, /nothing was (changed|touched)/);
      assert.deepEqual(readFileSync(db), before);
    });
  }

  test(`${build.name}: rehearsing what would wipe children ends with status 1`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    const project = copyProject(folder, 'cascade');
    const where = ['--project', project, '--db', 'a.db'];
    const first = run(build, ['up', ...where, '--to', '20260101000000_tables'], at);
    assert.equal(first.status, 0, first.err);
    sqlite(join(folder, 'a.db'), 'INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (7, 1)');
    const done = run(build, ['rehearse', ...where], at);
    assert.equal(done.status, 1, done.err);
    assert.match(done.out, /error +table "child" is written by no statement.*1 deleted.*"id" = 7/);
    assert.equal(sqlite(join(folder, 'a.db'), 'SELECT count(*) FROM child'), '1');
  });

  test(`${build.name}: up refuses to wipe children, and goes on when that is declared`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    const project = copyProject(folder, 'cascade');
    const where = ['--project', project, '--db', 'a.db'];
    assert.equal(run(build, ['up', ...where, '--to', '20260101000000_tables'], at).status, 0);
    sqlite(join(folder, 'a.db'), 'INSERT INTO parent VALUES (1), (2); INSERT INTO child VALUES (7, 1)');
    for (const paranoid of [[], ['--paranoid']]) {
      const done = run(build, ['up', ...where, ...paranoid], at);
      assert.equal(done.status, 3, done.err);
      assert.match(done.err, /table "child": 1 row deleted: "id" = 7/);
      assert.match(done.err, /-- godwit: touches "child".*nothing of this migration was kept/s);
      assert.equal(sqlite(join(folder, 'a.db'), 'SELECT count(*) FROM child'), '1');
    }
    const script = join(project, 'migrations/20260102000000_prune/migration.sql');
    writeFileSync(script, `-- godwit: touches child\n${readFileSync(script, 'utf8')}`);
    assert.equal(run(build, ['up', ...where, '--paranoid'], at).status, 0);
    assert.equal(sqlite(join(folder, 'a.db'), 'SELECT count(*) FROM child'), '0');
  });

  test(`${build.name}: without a database it rehearses from an empty one`, (t) => {
    const folder = scratch(t);
    const done = run(build, ['rehearse', '--project', 'pets'], { cwd: folder });
    assert.equal(done.status, 0, done.err);
    assert.match(done.out, /applied 4 migrations/);
    assert.deepEqual(readdirSync(folder), []);
  });

  test(`${build.name}: a receipt never takes the place of another file`, (t) => {
    const folder = prepared(t);
    const at = { cwd: folder };
    writeFileSync(join(folder, 'notes.txt'), 'mine');
    symlinkSync('pets.db', join(folder, 'link'));
    for (const output of ['pets.db', 'link', 'pets.db-wal', 'notes.txt']) {
      const before = readFileSync(join(folder, 'pets.db'));
      const done = run(build, ['rehearse', ...pets('pets.db'), '-o', output], at);
      assert.equal(done.status, 4, output + done.err);
      assert.match(done.err, /cannot be written/);
      assert.deepEqual(readFileSync(join(folder, 'pets.db')), before);
    }
    assert.equal(readFileSync(join(folder, 'notes.txt'), 'utf8'), 'mine');
    for (let again = 0; again < 2; ++again) {
      assert.equal(run(build, ['rehearse', ...pets('pets.db'), '-o', 'r.json'], at).status, 0);
    }
  });

  test(`${build.name}: what did not pass in rehearsal is not run`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    const where = ['--project', copyProject(folder, 'cascade'), '--db', 'a.db'];
    assert.equal(run(build, ['up', ...where, '--to', '20260101000000_tables'], at).status, 0);
    sqlite(join(folder, 'a.db'), 'INSERT INTO parent VALUES (1); INSERT INTO child VALUES (7, 1)');
    assert.equal(run(build, ['rehearse', ...where, '-o', 'r.json'], at).status, 1);
    const done = run(build, ['up', ...where, '--expect', 'r.json'], at);
    assert.equal(done.status, 4, done.err);
    assert.match(done.err, /its rehearsal did not pass/);
    assert.equal(sqlite(join(folder, 'a.db'), 'SELECT count(*) FROM child'), '1');
  });

  test(`${build.name}: a receipt that cannot be written is refused before the rehearsal`, (t) => {
    const folder = prepared(t);
    const done = run(build, ['rehearse', ...pets('pets.db'), '-o', 'none/r.json'], { cwd: folder });
    assert.equal(done.status, 4);
    assert.match(done.err, /"none\/r\.json" cannot be written/);
    assert.ok(!existsSync(join(folder, 'none')));
  });
}
