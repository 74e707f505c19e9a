// Knex: a migration with table.alter(), and one with table.foreign(), by its own migrator: as it is
// made by default, in a transaction, and (knex-without) with the migration's transaction off.
import { Database, need, version } from './driver.mjs';

const without = process.argv.at(-1) === 'knex-without';
const [database, change] = process.argv.slice(2);
if (database === 'version') {
  console.log(`Knex ${version('knex')}${without ? ', migration without a transaction' : ''}`);
  process.exit();
}
const knex = need('knex');
const BetterSqlite3 = need('knex/lib/dialects/better-sqlite3');
class Client extends BetterSqlite3 {
  _driver() {
    return Database;
  }
}

const migration = {
  up: (db) =>
    db.schema.alterTable(change === 'type' ? 'p' : 'c', (table) => {
      if (change === 'type') table.integer('n').alter();
      else table.foreign('pid').references('p.id');
    }),
  down: async () => {},
  config: { transaction: !without },
};

const db = knex({ client: Client, connection: { filename: database }, useNullAsDefault: true });
const source = {
  getMigrations: async () => ['change'],
  getMigrationName: (name) => name,
  getMigration: async () => migration,
};
try {
  await db.migrate.latest({ migrationSource: source });
} finally {
  await db.destroy();
}
