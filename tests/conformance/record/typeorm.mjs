// TypeORM: a migration with changeColumn(), and one with createForeignKey(), by its own migrator.
import { Database, need, version } from './driver.mjs';

const [database, change] = process.argv.slice(2);
if (database === 'version') {
  console.log(`TypeORM ${version('typeorm')}`);
  process.exit();
}
const { DataSource, TableColumn, TableForeignKey } = need('typeorm');

class Change1700000000000 {
  async up(runner) {
    if (change === 'foreign-key') {
      const key = { columnNames: ['pid'], referencedTableName: 'p', referencedColumnNames: ['id'] };
      await runner.createForeignKey('c', new TableForeignKey(key));
      return;
    }
    const old = (await runner.getTable('p')).findColumnByName('n');
    const wanted = old.clone();
    wanted.type = 'integer';
    await runner.changeColumn('p', old, new TableColumn(wanted));
  }
  async down() {}
}

const source = new DataSource({
  type: 'better-sqlite3',
  driver: Database,
  database,
  migrations: [Change1700000000000],
});
await source.initialize();
try {
  await source.runMigrations();
} finally {
  await source.destroy();
}
