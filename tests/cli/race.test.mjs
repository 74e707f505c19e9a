// Several processes that start `up` at once on one file: each migration is applied by exactly one of
// them, each row is filled in by exactly one, and all of them succeed. Fifty races in every run, a
// thousand with ./run test --long.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { isLong, native, run, scratch, sqlite, start, writeProject } from './harness.mjs';
import { assertWhole, kShop, writeShop } from './shop.mjs';

const kRaces = isLong ? 1000 : 50;
const kRunners = 4;
const kRows = 60;

async function race(folder, args) {
  const all = await Promise.all(Array.from({ length: kRunners }, () =>
    start(native, ['up', ...args, '--json', '--quiet'], { cwd: folder }).ended));
  assert.deepEqual(all.map((done) => done.status), Array(kRunners).fill(0), all.map((done) => done.err).join(''));
  return all.map((done) => JSON.parse(done.out));
}

test(`${kRaces} races to apply one migration: one process does it, the others find nothing to do`, async (t) => {
  const folder = scratch(t);
  writeProject(folder, 'one', { '20260101000000_one/migration.sql':
    'CREATE TABLE a (x); INSERT INTO a WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 500) SELECT i FROM n;' });
  for (let round = 0; round < kRaces; ++round) {
    rmSync(join(folder, 'one.db'), { force: true });
    // A file that is there, and one that each of them would make.
    if (round % 2 === 0) sqlite(join(folder, 'one.db'), 'CREATE TABLE before (x)');
    const reports = await race(folder, ['--project', 'one', '--db', 'one.db']);
    assert.deepEqual(reports.map((report) => report.outcome).sort(),
      ['done', ...Array(kRunners - 1).fill('nothing-to-do')], `round ${round}`);
    assert.equal(sqlite(join(folder, 'one.db'), 'SELECT count(*) FROM a'), '500');
  }
});

test('races through several migrations and a data step: each piece is done once', async (t) => {
  const folder = scratch(t);
  const database = writeShop(folder, kRows, 5);
  for (let round = 0; round < kRaces / 10; ++round) {
    rmSync(database, { force: true });
    const reports = await race(folder, kShop);
    const applied = reports.flatMap((report) => report.migrations.map((one) => one.name)).sort();
    assert.equal(applied.length, 4, `round ${round}: ${applied}`);
    assert.equal(new Set(applied).size, 4, `round ${round}: ${applied}`);
    const rows = reports.flatMap((report) => report.dataSteps.map((step) => step.rows));
    assert.equal(rows.reduce((sum, count) => sum + count, 0), kRows, `round ${round}: ${rows}`);
    assertWhole(database, kRows, `round ${round}`);
    assert.equal(run(native, ['status', ...kShop], { cwd: folder }).status, 0);
  }
});
