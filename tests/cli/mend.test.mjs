// baseline and resolve as they are typed: their words, their JSON, what status says afterwards.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, kBefore, kNow, kTraits, preparePets, run, scratch, sqlite } from './harness.mjs';

const kDropLedger = `DROP TABLE godwit_ledger; DROP TABLE godwit_migrations; DROP TABLE godwit_data_steps;
  DROP TABLE godwit_cursors; DROP TABLE godwit_events;`;

const outputs = {};

for (const build of builds) {
  test(`a database adopted and mended: ${build.name}`, (t) => {
    const folder = scratch(t);
    const database = preparePets(build, folder);
    sqlite(database, kDropLedger);
    const said = [];
    const godwit = (args, status) => {
      const done = run(build, [...args, '--project', 'pets', '--db', 'pets.db', '--now', kNow], { cwd: folder });
      assert.equal(done.status, status, done.err);
      said.push(done.out, done.err);
      return done;
    };
    // It stands before the change, and not after it.
    const early = godwit(['baseline', kTraits], 4);
    assert.match(early.err, /its schema is not what the migrations up to .* table "Pet"/);
    const before = sqlite(database, 'SELECT count(*) FROM sqlite_schema');
    const baseline = godwit(['baseline', kBefore], 0);
    assert.match(baseline.out, /^recorded as applied, without running: 3 migrations in pets\.db\n/);
    assert.notEqual(sqlite(database, 'SELECT count(*) FROM sqlite_schema'), before);
    godwit(['up'], 0);
    godwit(['baseline', kBefore], 4);

    sqlite(database, `UPDATE godwit_migrations SET checksum = 'x', sql = 'SELECT 2;' WHERE name = '${kBefore}'`);
    const changed = godwit(['up'], 4);
    assert.match(changed.err, /has changed since it was applied at .*: line 1 was 'SELECT 2;'/);
    assert.match(changed.err, new RegExp(`next: .*godwit resolve --applied ${kBefore} --reason`));
    godwit(['resolve', '--applied', kBefore, '--reason', 'only a comment more'], 0);
    const status = godwit(['status', '--json'], 0).json;
    assert.equal(status.ledger, 'godwit');
    assert.deepEqual(status.events, [
      { at: kNow, event: 'baseline', migration: kBefore, reason: null },
      { at: kNow, event: 'resolve-applied', migration: kBefore, reason: 'only a comment more' },
    ]);
    godwit(['resolve', '--rolled-back', kTraits, '--reason', 'to be run again', '--json'], 0);
    const text = godwit(['status'], 1).out;
    assert.match(text, /ledger mended\n {2}baseline .*\n {2}resolve-applied .* only a comment more\n/);
    outputs[build.name] = said;
    // The last migration takes the ledger with it.
    sqlite(database, `ALTER TABLE "Pet" DROP COLUMN "traits"`);
    run(build, ['down', '--all', '--yes', '--project', 'pets', '--db', join(folder, 'pets.db')], { cwd: folder });
    assert.equal(sqlite(database, 'SELECT count(*) FROM sqlite_schema'), '0');
  });
}

test('both builds say the same', () => {
  assert.ok(outputs.native.length > 10);
  assert.deepEqual(outputs.native, outputs.node);
});

for (const build of builds) {
  test(`a ledger that Godwit did not make is refused: ${build.name}`, (t) => {
    for (const damage of ['ALTER TABLE godwit_migrations RENAME COLUMN sql TO text', 'DROP TABLE godwit_cursors',
      'UPDATE godwit_migrations SET position = -position',
      `UPDATE godwit_ledger SET format = 1; DROP TABLE godwit_data_steps;
       CREATE TABLE godwit_data_steps (migration, name, state, written)`]) {
      const folder = scratch(t);
      const database = preparePets(build, folder);
      sqlite(database, damage);
      const before = readFileSync(database);
      for (const command of [['status'], ['plan'], ['up'], ['backfill'], ['resume'], ['undo'], ['verify'], ['down'],
        ['resolve', '--rolled-back', kBefore, '--reason', 'no']]) {
        const done = run(build, [...command, '--project', 'pets', '--db', 'pets.db'], { cwd: folder });
        assert.equal(done.status, 4, `${damage}, ${command.join(' ')}: ${done.err}`);
        assert.match(done.err, /^error: the ledger of database "pets\.db": /, command.join(' '));
      }
      assert.deepEqual(readFileSync(database), before, damage);
    }
  });
}
