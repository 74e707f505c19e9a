// A project whose data step works in parts and sets rows aside, with Prisma's list of migrations, for
// tests that pull the plug where the shop (shop.mjs) has nothing to pull.
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { sqlite, writeProject } from './harness.mjs';

export const kLast = '20260103000000_index';

// In `folder`/depot; its database is to be `folder`/depot.db. Each hundredth row cannot be done.
export function writeDepot(folder, rows, batch) {
  const project = writeProject(folder, 'depot', {
    '20260101000000_base/migration.sql': `CREATE TABLE crate (id INTEGER PRIMARY KEY, label TEXT NOT NULL);
      INSERT INTO crate WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
      SELECT i, CASE i % 100 WHEN 0 THEN 'broken' ELSE 'a label of some length on crate ' || i END FROM n;`,
    '20260101000000_base/down.sql': 'DROP TABLE crate;',
    '20260102000000_stock/migration.sql': `CREATE TABLE stock (crate INTEGER PRIMARY KEY REFERENCES crate (id),
        label TEXT NOT NULL CHECK (label <> 'broken'));
      CREATE TABLE seen (id INTEGER PRIMARY KEY, crate INTEGER NOT NULL);`,
    '20260102000000_stock/down.sql': 'DROP TABLE seen; DROP TABLE stock;',
    '20260102000000_stock/backfill.sql': `-- godwit: data-step stock
-- godwit: each crate
-- godwit: batch ${batch}
-- godwit: on-error quarantine
SELECT id, label FROM crate WHERE id NOT IN (SELECT crate FROM stock);
-- godwit: write seen
INSERT INTO seen (crate) SELECT id FROM due;
-- godwit: write stock
INSERT INTO stock SELECT id, label FROM due;
-- godwit: count letters
SELECT length(label) FROM due;`,
    '20260103000000_index/migration.sql': 'CREATE INDEX stock_label ON stock (label);',
    '20260103000000_index/down.sql': 'DROP INDEX stock_label;',
  });
  writeFileSync(join(project, 'godwit.json'), '{"name": "depot", "ledger": "prisma"}');
  return join(folder, 'depot.db');
}

export const kDepot = ['--project', 'depot', '--db', 'depot.db', '--now', '2026-01-15'];

const has = (database, name) =>
  sqlite(database, `SELECT count(*) FROM sqlite_schema WHERE name = '${name}'`) === '1';

// Everything that Godwit keeps beside its reports, of which a run that was interrupted leaves more.
export function depotLedger(database) {
  const tables = sqlite(database, `SELECT name FROM sqlite_schema WHERE type = 'table' AND
    (name GLOB 'godwit_*' OR name = '_prisma_migrations') AND name <> 'godwit_runs' ORDER BY name`);
  return tables.split('\n').filter(Boolean)
    .map((table) => `${table}\n${sqlite(database, `SELECT * FROM ${table}`).split('\n').sort().join('\n')}`)
    .join('\n');
}

// Whole: each row is done once or not at all, and what the ledger says of it is true.
export function assertDepotWhole(database, rows, where) {
  assert.equal(sqlite(database, 'PRAGMA integrity_check; PRAGMA foreign_key_check'), 'ok', where);
  if (has(database, 'crate')) assert.equal(sqlite(database, 'SELECT count(*) FROM crate'), String(rows), where);
  if (!has(database, 'stock')) return;
  assert.equal(sqlite(database, `SELECT count(*) - count(DISTINCT crate) FROM seen;
    SELECT count(*) FROM seen FULL JOIN stock USING (crate) WHERE seen.id IS NULL OR stock.label IS NULL`),
  '0\n0', where);
  if (!has(database, 'godwit_data_steps')) return;
  assert.equal(sqlite(database, `SELECT count(*) FROM godwit_data_steps
      WHERE written <> (SELECT count(*) FROM stock);
    SELECT coalesce(sum(rows), 0) - (SELECT count(*) FROM stock) FROM godwit_undo;
    SELECT coalesce(sum(value), 0) - (SELECT coalesce(sum(length(label)), 0) FROM stock)
      FROM godwit_counts WHERE name = 'letters';
    SELECT count(*) FROM godwit_quarantine
      WHERE shown_key IN (SELECT '"id" = ' || crate FROM stock)`), '0\n0\n0\n0', where);
}
