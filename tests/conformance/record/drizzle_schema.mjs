// Table p and its child as Drizzle can say them: CHECKs have to have names; there is no STRICT, no
// WITHOUT ROWID and no COLLATE of a column; views and triggers are not its matter. drizzle-kit reads
// this, told by the environment which CASE, which CHANGE, and whether it is already to be MADE.
import { sql } from 'drizzle-orm';
import { check, index, integer, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

const { CASE: name, CHANGE: change, MADE: made } = process.env;

// What table p has besides id and n.
const more = {
  self_reference: { parent: () => integer().references(() => p.id, { onDelete: 'cascade' }) },
  check: { k: () => integer() },
  collate: { name: () => text() },
  special_indexes: { name: () => text() },
  generated: {
    twice: () => integer().generatedAlwaysAs(sql`n * 2`, { mode: 'stored' }),
    half: () => integer().generatedAlwaysAs(sql`n / 2`, { mode: 'virtual' }),
  },
};
const extras = {
  check: () => [check('p_k', sql`k > 0 AND k < 100`)],
  indexes: (p) => [index('p_n').on(p.n)],
  special_indexes: (p) => [
    uniqueIndex('p_partial').on(p.name).where(sql`name IS NOT NULL`),
    index('p_sorted').on(sql`name COLLATE NOCASE DESC`),
    index('p_expression').on(sql`lower(name)`),
  ],
};
const actions = {
  cascade: 'cascade', set_null: 'set null', set_default: 'set default', restrict: 'restrict',
};


const columns = {
  id: integer().primaryKey({ autoIncrement: name.endsWith('sequence') }),
  n: made && change === 'type' ? integer() : text(),
};
for (const [column, make] of Object.entries(more[name] ?? {})) columns[column] = make();
export const p = sqliteTable('p', columns, extras[name]);

const pid = name === 'set_default' ? integer().default(9) : integer();
if (actions[name]) pid.references(() => p.id, { onDelete: actions[name] });
else if (change === 'foreign-key' && made) pid.references(() => p.id);
export const c = sqliteTable('c', { id: integer().primaryKey(), pid });
