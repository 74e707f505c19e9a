// Reports that the database keeps: listed, shown again, compared, as text and as a page; and checks held to
// an earlier report. With both builds, which say the same.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, copyProject, kNow, kTraits, native, preparePets, run, scratch, sqlite }
  from './harness.mjs';

const pets = ['--project', 'pets', '--db', 'pets.db'];

const outputs = {};

for (const build of builds) {
  test(`${build.name}: the story of reports`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    const said = (outputs[build.name] = []);
    const ask = (args, status = 0) => {
      const done = run(build, args, at);
      assert.equal(done.status, status, `${args.join(' ')}\n${done.out}${done.err}`);
      said.push(done.out);
      return done;
    };
    preparePets(build, folder);
    assert.equal(ask(['up', ...pets, '--json']).json.run, 3);
    assert.equal(ask(['up', ...pets, '--json']).json.run, null);
    assert.equal(ask(['down', ...pets, '--json']).json.run, 4);

    const listed = ask(['runs', '--db', 'pets.db', '--json']).json.runs;
    assert.deepEqual(listed.map((r) => [r.run, r.command, r.outcome, r.rows]),
      [[1, 'up', 'done', 0], [2, 'seed', 'done', 936], [3, 'up', 'done', 92], [4, 'down', 'done', 0]]);
    assert.match(ask(['runs', '--db', 'pets.db']).out, /^ +3 +up +done +2026-01-15 12:00:00 +92 rows/m);

    assert.match(ask(['report', '--db', 'pets.db']).out, /^run 4: down of pets +done\n/);
    const third = ask(['report', '3', '--db', 'pets.db']).out;
    assert.match(third, /applied 1 migration\n/);
    assert.match(third, /pet-traits +92 rows/);
    const document = ask(['report', '3', '--db', 'pets.db', '--json']).json;
    assert.deepEqual([document.run, document.report, document.command], [3, 1, 'up']);

    const compared = ask(['runs', '1', '3', '--db', 'pets.db']).out;
    assert.match(compared, new RegExp(`migration "${kTraits}" +there +no +→ +yes`));

    assert.equal(ask(['report', '3', '--db', 'pets.db', '--html', 'three.html']).out, 'wrote three.html\n');
    const page = readFileSync(join(folder, 'three.html'), 'utf8');
    assert.match(page, /^<!doctype html>/);
    assert.ok(page.includes(kTraits));
    said.push(page);

    // A file needs neither database nor project.
    writeFileSync(join(folder, 'three.json'), JSON.stringify(document));
    assert.equal(ask(['report', 'three.json']).out, third);
    ask(['report', './three.json', '--html', 'three.html']);
    assert.equal(readFileSync(join(folder, 'three.html'), 'utf8'), page);
    assert.deepEqual(readdirSync(folder).sort(),
      ['pets.db', 'pets.db.godwit', 'three.html', 'three.json']);

    ask(['down', ...pets, '--all', '--yes']);
    assert.equal(ask(['runs', '--db', 'pets.db']).out, 'no run is kept\n');
    ask(['report', '--db', 'pets.db'], 4);
  });

  test(`${build.name}: what stands in the way of a page is not written over`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    const db = preparePets(native, folder);
    writeFileSync(join(folder, 'index.html'), '<!doctype html><p>mine</p>');
    const before = readFileSync(db);
    for (const target of ['index.html', 'pets.db', 'pets.db-journal']) {
      const done = run(build, ['report', '--db', 'pets.db', '--html', target], at);
      assert.equal(done.status, 4, done.out);
      assert.match(done.err, /cannot be written/);
    }
    assert.equal(readFileSync(join(folder, 'index.html'), 'utf8'), '<!doctype html><p>mine</p>');
    assert.deepEqual(readFileSync(db), before);
    assert.ok(!existsSync(join(folder, 'pets.db-journal')));
  });

  // [arguments, exit status, what the error says]
  const refused = [
    [['report', 'nowhere.json'], 4, /nowhere\.json/],
    [['report', 'list.json'], 4, /not a whole JSON document/],
    [['report', 'other.json'], 4, /no report, no receipt/],
    [['report', '99', '--db', 'pets.db'], 4, /run 99/],
    [['report', '--db', 'nowhere.db'], 4, /nowhere\.db/],
    [['report', '--html', '', '--db', 'pets.db'], 2, /--html is empty/],
    [['runs', '1', '--db', 'pets.db'], 2, /./],
    [['runs', '1', '99', '--db', 'pets.db'], 4, /run 99/],
    [['runs', 'a', 'b', '--db', 'pets.db'], 2, /./],
    [['runs'], 2, /no database is named/],
    [['verify', ...pets, '--expect', 'other.json'], 4, /it has no checks/],
  ];
  test(`${build.name}: refused, with the reason`, (t) => {
    const folder = scratch(t);
    preparePets(native, folder);
    writeFileSync(join(folder, 'list.json'), '[1]');
    writeFileSync(join(folder, 'other.json'), '{"a": 1}');
    for (const [args, status, says] of refused) {
      const done = run(build, args, { cwd: folder });
      assert.equal(done.status, status, `${args.join(' ')}\n${done.out}${done.err}`);
      assert.match(done.err, says);
    }
  });

  test(`${build.name}: verify --expect names what differs, --keep keeps`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    const db = preparePets(native, folder);
    run(native, ['rehearse', ...pets, '-o', 'receipt.json'], at);
    run(native, ['up', ...pets], at);
    const same = run(build, ['verify', ...pets, '--expect', 'receipt.json'], at);
    assert.equal(same.status, 0, same.out + same.err);
    assert.match(same.out, /as in the report that was given\n$/);
    sqlite(db, `UPDATE "Pet" SET "traits" = NULL WHERE "id" = (SELECT max("id") FROM "Pet")`);
    const before = readFileSync(db);
    const differs = run(build, ['verify', ...pets, '--expect', 'receipt.json', '--json'], at);
    assert.equal(differs.status, 1);
    const coverage = differs.json.differences.find((d) => d.subject.startsWith('check "coverage"'));
    assert.deepEqual([coverage.member, coverage.expected, coverage.actual], ['state', 'passed', 'failed']);
    assert.deepEqual(readFileSync(db), before, 'without --keep nothing is written');
    const kept = run(build, ['verify', ...pets, '--keep', '--json'], at);
    assert.equal(kept.status, 1);
    const report = run(build, ['report', String(kept.json.run), '--db', 'pets.db'], at);
    assert.match(report.out, /^run \d+: verify of pets +failed\n/);
    assert.match(report.out, /failed +coverage/);
  });
}

test('verify --keep without a ledger warns, and its verdict stands', (t) => {
  const folder = scratch(t);
  preparePets(native, folder);
  sqlite(join(folder, 'empty.db'), 'CREATE TABLE t (a)');
  const done = run(native, ['verify', '--project', 'pets', '--db', 'empty.db', '--keep'], { cwd: folder });
  assert.equal(done.status, 0, done.out + done.err);
  assert.match(done.out, /warning: the result is not kept: there is no ledger/);
});

for (const build of builds) {
  test(`${build.name}: verify compares the schema with what the migrations make, and tells what waits`, (t) => {
    const folder = scratch(t);
    const at = { cwd: folder };
    const db = preparePets(native, folder);
    const before = run(build, ['verify', ...pets], at);
    assert.equal(before.status, 0, before.out + before.err);
    assert.match(before.out, / passed +declared-schema +no difference\n/);
    assert.match(before.out, new RegExp(`\\n1 migration is pending: ${kTraits}\\n$`));
    run(native, ['up', ...pets], at);
    sqlite(db, `UPDATE "Pet" SET "traits" = NULL WHERE "id" = (SELECT max("id") FROM "Pet");
      CREATE TABLE "scratch" (x); DROP INDEX "User_email_key"`);
    const after = run(build, ['verify', ...pets], at);
    assert.equal(after.status, 1);
    assert.match(after.out, / failed +declared-schema +1 difference \(1 object of no migration\), expected no difference\n/);
    assert.match(after.out, / index "User_email_key" on table "User" is missing\n +table "scratch" is of no migration \(not judged\)\n/);
    assert.match(after.out, /\n1 data step is due \(1 row\): pet-traits\n$/);
    const told = run(build, ['verify', ...pets, '--json'], at).json;
    assert.deepEqual(told.pending, []);
    assert.deepEqual(told.due, [{ migration: kTraits, name: 'pet-traits', state: 'due', rowsLeft: 1 }]);
    const rehearsed = run(build, ['rehearse', ...pets, '--json'], at);
    assert.equal(rehearsed.status, 1);
    const check = rehearsed.json.checks.find((c) => c.name === 'declared-schema');
    assert.deepEqual([check.state, check.violations], ['failed', 1]);
    outputs[build.name].push(before.out, after.out);
  });
}

test('both builds said the same', () => {
  const [first, second] = builds.map((build) => outputs[build.name]);
  assert.ok(first.length > 10);
  assert.deepEqual(first, second);
});

test('a run that failed after a migration is kept with its error', (t) => {
  const folder = scratch(t);
  const project = copyProject(folder, 'runtime-error');
  const where = ['--project', project, '--db', 'a.db', '--now', kNow];
  const done = run(native, ['up', ...where], { cwd: folder });
  assert.equal(done.status, 3, done.err);
  const report = run(native, ['report', '--db', 'a.db'], { cwd: folder });
  assert.equal(report.status, 0, report.err);
  assert.match(report.out, /^run 1: up of .* +failed\n/);
  assert.match(report.out, /20250101000000_first/);
  assert.match(report.out, /error: migration "20250102000000_second"/);
});
