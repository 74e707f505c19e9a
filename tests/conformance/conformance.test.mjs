// The conformance suite: every case against Godwit, by both of its ways; what other tools' recorded
// SQL does stands in docs/conformance.md, which must be as the suite would write it.
import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, native, openShell, run, scratch, sleep, start, writeProject } from '../cli/harness.mjs';
import { cases, columns, comparable } from './cases.mjs';
import { byDiff, byProject, judge, shell } from './judge.mjs';
import { byRecording, recordings } from './recordings.mjs';
import { readPage, written } from './table.mjs';

for (const build of builds) {
  for (const one of cases) {
    test(`${build.name}: ${one.name}: ${one.title}`, (t) => {
      const folder = scratch(t);
      const ways = { 'new and up': byProject, 'diff and the sqlite3 shell': byDiff };
      for (const [way, by] of Object.entries(ways)) {
        const { state, why } = judge(one, join(folder, way), by(build, one));
        assert.equal(state, 'holds', `${way}: ${why}`);
      }
    });
  }
}

test('every column has cases, and every fact of a rebuild has one', () => {
  for (const { key } of columns) assert.ok(comparable.some((one) => one.column === key), key);
  const facts = new Set(cases.flatMap((one) => (one.facts ?? '').split(' ').filter(Boolean).map(Number)));
  // The other three are about who runs migrations: they are below.
  assert.deepEqual([...facts].sort((a, b) => a - b), [1, 2, 3, 4, 5, 6, 7, 8, 12]);
});

test('every recording answers every case', () => {
  assert.ok(recordings.length >= 5, 'the recordings are gone');
  for (const recording of recordings) {
    for (const one of comparable) byRecording(recording, one);
  }
});

// The judge itself: each case notices a rebuild that does nothing but create, copy, drop, rename.
test('the judge sees what the textbook rebuild within a transaction loses', (t) => {
  const lost = comparable.filter((one) => ['cascade', 'indexes', 'triggers', 'sequence'].includes(one.name));
  assert.equal(lost.length, 4);
  const textbook = `BEGIN; PRAGMA foreign_keys = OFF; CREATE TABLE new_p (id INTEGER PRIMARY KEY, n INTEGER);
    INSERT INTO new_p SELECT id, n FROM p; DROP TABLE p; ALTER TABLE new_p RENAME TO p; COMMIT;`;
  for (const one of lost) {
    const change = (database) => {
      const done = shell(database, `PRAGMA foreign_keys = ON;\n${textbook}`);
      return { done: done.status === 0, error: done.err };
    };
    assert.equal(judge(one, join(scratch(t), one.name), change).state, 'lost', one.name);
  }
});

test('docs/conformance.md is what the suite writes', () => {
  assert.equal(readPage(), written(readPage()), 'node tests/conformance/table.mjs writes it');
});

// Facts 9, 10 and 11: what runs migrations, rather than what plans them.
for (const build of builds) {
  const project = (t, sql) => {
    const folder = scratch(t);
    const files = { '20260101000000_start/migration.sql': sql, '20260101000000_start/down.sql': 'DROP TABLE p;' };
    return { project: writeProject(folder, 'app', files), database: join(folder, 'app.db') };
  };
  const godwit = (at, ...args) => {
    const done = run(build, [...args, '--yes', '--project', at.project, '--db', at.database]);
    assert.equal(done.status, 0, done.err);
  };
  const kAutoincrement = 'CREATE TABLE p (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO p VALUES (5);';

  test(`${build.name}: fact 9: no key of the ledger is NULL`, (t) => {
    const at = project(t, 'CREATE TABLE p (id INTEGER PRIMARY KEY);');
    godwit(at, 'up');
    assert.equal(shell(at.database, 'SELECT count(*), count(position), count(name) FROM godwit_migrations;').out, '1|1|1');
  });

  test(`${build.name}: fact 10: up waits for a writer before it reads what is pending, or refuses`, async (t) => {
    const at = project(t, 'CREATE TABLE p (id INTEGER PRIMARY KEY, n TEXT);');
    godwit(at, 'up');
    const more = join(at.project, 'migrations', '20260102000000_more');
    mkdirSync(more);
    writeFileSync(join(more, 'migration.sql'), "UPDATE p SET n = 'seen';");
    const writer = openShell(t, at.database);
    await writer.say('BEGIN IMMEDIATE; INSERT INTO p VALUES (1, NULL);');
    const up = start(build, ['up', '--project', at.project, '--db', at.database]);
    await sleep(300);
    await writer.say('COMMIT;');
    const done = await up.ended;
    await writer.close();
    if (build === native) assert.equal(done.status, 0, done.err);
    else assert.match(done.err, /is in use/); // under node a database is nobody else's
    godwit(at, 'up');
    assert.equal(shell(at.database, 'SELECT id, n FROM p;').out, '1|seen');
  });

  test(`${build.name}: fact 11: sqlite_sequence is nobody's to drop`, (t) => {
    const at = project(t, kAutoincrement);
    godwit(at, 'up');
    godwit(at, 'down', '--all');
    assert.equal(shell(at.database, "SELECT count(*) FROM sqlite_schema WHERE name = 'p';").out, '0');
    assert.equal(shell(at.database, 'SELECT count(*) FROM sqlite_sequence;').out, '0');
  });
}
