// `diff` and `new` with schemas that are large, or whose objects hang together in long chains.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, run, scratch } from '../cli/harness.mjs';
import { shell } from './judge.mjs';

const kTables = 1000;
const kEvery = 50; // each so-manieth table changes

// A chain of tables, each a child of the one before, each with an index, a trigger and a view.
function schema(type) {
  const parts = [];
  for (let i = 0; i < kTables; ++i) {
    const parent = i === 0 ? '' : `, up INTEGER REFERENCES t${i - 1} (id) ON DELETE CASCADE`;
    parts.push(`CREATE TABLE t${i} (id INTEGER PRIMARY KEY, n ${i % kEvery === 0 ? type : 'TEXT'}${parent});
      CREATE INDEX i${i} ON t${i} (n);
      CREATE VIEW v${i} AS SELECT id, n FROM t${i};
      CREATE TRIGGER g${i} AFTER DELETE ON t${i} BEGIN UPDATE t${(i + 1) % kTables} SET n = 'gone' WHERE id = OLD.id; END;`);
  }
  return parts.join('\n');
}

for (const build of builds) {
  test(`${build.name}: ${kTables} tables, of which ${kTables / kEvery} are rebuilt`, (t) => {
    const folder = scratch(t);
    const [from, to, database] = ['from.sql', 'to.sql', 'app.db'].map((name) => join(folder, name));
    writeFileSync(from, schema('TEXT'));
    writeFileSync(to, schema('INTEGER'));
    const rows = `INSERT INTO t0 VALUES (1, '7'); INSERT INTO t1 VALUES (1, '8', 1); INSERT INTO t50 VALUES (1, '9', NULL);`;
    assert.equal(shell(database, `BEGIN;\n${schema('TEXT')}\n${rows}\nCOMMIT;`).status, 0);

    const plan = run(build, ['diff', database, to, '--json']).json;
    const rebuilt = plan.changes.filter((change) => change.kind === 'rebuild-table');
    assert.equal(rebuilt.length, kTables / kEvery);

    const printed = run(build, ['diff', database, to]);
    assert.equal(printed.status, 0, printed.err);
    const done = shell(database, `PRAGMA foreign_keys = ON;\n${printed.out}`);
    assert.equal(done.status, 0, done.err);
    assert.equal(shell(database, 'SELECT typeof(n) FROM t0; SELECT id, up FROM t1; SELECT n FROM v50;').out, 'integer\n1|1\n9');
    assert.match(run(build, ['diff', database, to]).out, /^-- no difference$/m);
    assert.match(run(build, ['diff', from, from]).out, /^-- no difference$/m);
  });
}
