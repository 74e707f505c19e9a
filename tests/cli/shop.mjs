// A small project with everything that can be interrupted, for tests that pull the plug: a column
// with a data step in many batches, a rebuild whose child table cascades, an index, ways back.
import assert from 'node:assert/strict';
import { join } from 'node:path';

import { sqlite, writeProject } from './harness.mjs';

const items = (rows) => `CREATE TABLE item (id INTEGER PRIMARY KEY, note TEXT NOT NULL);
CREATE TABLE part (id INTEGER PRIMARY KEY, item INTEGER NOT NULL REFERENCES item (id) ON DELETE CASCADE);
INSERT INTO item WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${rows})
  SELECT i, 'a note of some length, so that there are pages to write, on item ' || i FROM n;
INSERT INTO part SELECT id, id FROM item;`;

// Every score ever written is kept: a batch that was done twice would show.
const trigger = `CREATE TRIGGER kept AFTER UPDATE OF score ON item WHEN new.score IS NOT NULL
  BEGIN INSERT INTO history (item) VALUES (new.id); END;`;

const rebuild = (columns) => `PRAGMA foreign_keys = OFF;
CREATE TABLE new_item (id INTEGER PRIMARY KEY, note TEXT NOT NULL, score INTEGER${columns});
INSERT INTO new_item SELECT id, note, score FROM item;
DROP TABLE item;
ALTER TABLE new_item RENAME TO item;
${trigger}
PRAGMA foreign_keys = ON;`;

// In `folder`/shop; its database is to be `folder`/shop.db.
export function writeShop(folder, rows, batch) {
  writeProject(folder, 'shop', {
    '20260101000000_base/migration.sql': items(rows),
    '20260101000000_base/down.sql': 'DROP TABLE part; DROP TABLE item;',
    '20260102000000_score/migration.sql': `ALTER TABLE item ADD COLUMN score INTEGER;
      CREATE TABLE history (id INTEGER PRIMARY KEY, item INTEGER NOT NULL);\n${trigger}`,
    '20260102000000_score/down.sql':
      'DROP TRIGGER kept; DROP TABLE history; ALTER TABLE item DROP COLUMN score;',
    '20260102000000_score/backfill.sql': `-- godwit: data-step score\n-- godwit: table item
-- godwit: touches history\n-- godwit: batch ${batch}\nSELECT id, length(note) AS score FROM item WHERE score IS NULL;`,
    '20260103000000_strict/migration.sql': rebuild(' CHECK (score > 0)'),
    '20260103000000_strict/down.sql': rebuild(''),
    '20260104000000_index/migration.sql': 'CREATE INDEX item_note ON item (note);',
    '20260104000000_index/down.sql': 'DROP INDEX item_note;',
  });
  return join(folder, 'shop.db');
}

export const kShop = ['--project', 'shop', '--db', 'shop.db', '--now', '2026-01-15'];

// Whole, whatever befell the programs that wrote it: sound, every row there, none scored twice.
export function assertWhole(database, rows, where) {
  const has = (name) => sqlite(database, `SELECT count(*) FROM sqlite_schema WHERE name = '${name}'`) === '1';
  assert.equal(sqlite(database, 'PRAGMA integrity_check; PRAGMA foreign_key_check'), 'ok', where);
  if (!has('item')) return;
  assert.equal(sqlite(database, 'SELECT count(*), (SELECT count(*) FROM part) FROM item'), `${rows}|${rows}`, where);
  if (!has('history')) return;
  assert.equal(sqlite(database, `SELECT count(*) - count(DISTINCT item) FROM history;
    SELECT (SELECT count(*) FROM history) - (SELECT count(score) FROM item)`), '0\n0', where);
}
