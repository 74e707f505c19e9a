// The sample's backfill as better-sqlite3 does it: the same schema, the same batches in key order, the
// same transaction around each of them (rows, the question whether one is still due, cursor), the same
// durability. Statements are prepared once.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const MIGRATION = '20251103090000_add_pet_traits';

const DUE = `FROM "Pet" WHERE "traits" IS NULL`;
// By its name no part of a digest.
const MAKE_CURSOR = `CREATE TABLE "godwit_peer" ("step" TEXT PRIMARY KEY, "cursor" TEXT, "rows" INTEGER)`;

// Everything before the backfill's migration, then `rows` pets.
function fill(db, project, rows) {
  const folders = readdirSync(join(project, 'migrations')).sort();
  const before = folders.filter((name) => name < MIGRATION);
  const scripts = (file) =>
    before.flatMap((name) => {
      try {
        return [readFileSync(join(project, 'migrations', name, file), 'utf8')];
      } catch (error) {
        if (error.code === 'ENOENT') return [];
        throw error;
      }
    });
  db.transaction(() => {
    for (const script of scripts('migration.sql')) db.exec(script);
    for (const script of scripts('volume.sql')) db.prepare(script).run({ rows });
  })();
}

function statements(db) {
  const order = `ORDER BY "id" LIMIT ?`;
  return {
    count: db.prepare(`SELECT count(*) ${DUE}`).pluck(),
    first: db.prepare(`SELECT "id" ${DUE} ${order}`).pluck(),
    next: db.prepare(`SELECT "id" ${DUE} AND "id" > ? ${order}`).pluck(),
    update: db.prepare(`UPDATE "Pet" SET "traits" = ? WHERE "id" = ?`),
    stillDue: db.prepare(`SELECT count(*) ${DUE} AND "id" > ? AND "id" <= ?`).pluck(),
    putCursor: db.prepare(`INSERT OR REPLACE INTO "godwit_peer" VALUES ('pet-traits', ?, ?)`),
  };
}

function backfill(db, batch, makeTraits, schema) {
  const run = statements(db);
  const total = run.count.get();
  let cursor;
  let rows = 0;
  let batches = 0;
  const step = db.transaction(() => {
    const ids = cursor === undefined ? run.first.all(batch) : run.next.all(cursor, batch);
    if (ids.length === 0) return false;
    for (const id of ids) {
      const traits = makeTraits(id);
      const checked = schema.safeParse(traits);
      if (!checked.success) throw new Error(`pet ${id}: ${checked.error.message}`);
      if (run.update.run(JSON.stringify(traits), id).changes !== 1) {
        throw new Error(`pet ${id} was not updated`);
      }
    }
    const last = ids.at(-1);
    if (run.stillDue.get(cursor ?? '', last) !== 0) throw new Error('written rows are still due');
    cursor = last;
    rows += ids.length;
    run.putCursor.run(cursor, rows);
    ++batches;
    return true;
  });
  while (step.immediate()) {
    // Each call is a batch.
  }
  if (rows !== total) throw new Error(`${rows} rows were written, ${total} were due`);
  return { rows, batches };
}

// Over each row's id and traits, both ended by a line feed, in the ids' order.
function hashTraits(db) {
  const hash = createHash('sha256');
  for (const [id, traits] of db.prepare(`SELECT "id", "traits" FROM "Pet" ORDER BY "id"`).raw().iterate()) {
    if (traits === null) throw new Error(`pet ${id} has no traits`);
    hash.update(`${id}\n${traits}\n`);
  }
  return hash.digest('hex');
}

function settings(db) {
  const found = { sqlite: db.prepare('SELECT sqlite_version()').pluck().get() };
  for (const name of ['journal_mode', 'synchronous', 'cache_size', 'page_size']) {
    found[name] = db.pragma(name, { simple: true });
  }
  return found;
}

// options: {db (a prepared file) or rows (in memory), batch, synchronous, cacheSize, project}
export function measureBackfill({ Database, makeTraits, schema, measure }, options) {
  const db = new Database(options.db ?? ':memory:');
  db.pragma(`synchronous = ${options.synchronous}`);
  db.pragma(`cache_size = ${options.cacheSize}`);
  db.pragma('foreign_keys = ON');
  if (options.db === undefined) fill(db, options.project, options.rows);
  db.exec(readFileSync(join(options.project, 'migrations', MIGRATION, 'migration.sql'), 'utf8'));
  db.exec(MAKE_CURSOR);
  const result = measure(() => backfill(db, options.batch, makeTraits, schema));
  result.peakResidentBytes = process.resourceUsage().maxRSS * 1024;
  result.pets = db.prepare(`SELECT count(*) FROM "Pet"`).pluck().get();
  result.sha256 = hashTraits(db);
  result.settings = settings(db);
  db.close();
  return result;
}
