// Sequelize: queryInterface.changeColumn(), and addConstraint() of a foreign key. Its migrations are
// calls of that interface. Its driver's callbacks are put before the one that the others are given.
import { inline, need, note, version } from './driver.mjs';

const [database, change] = process.argv.slice(2);
if (database === 'version') {
  console.log(`Sequelize ${version('sequelize')}`);
  process.exit();
}
const { DataTypes, Sequelize } = need('sequelize');
const Plain = need('libsql');

class Connection {
  constructor(file, mode, ready) {
    this.plain = new Plain(file);
    this.filename = file;
    setImmediate(() => ready?.(null));
  }
  serialize(work) {
    work();
  }
  ask(way, sql, values, then) {
    const bound = Array.isArray(values) ? values : [];
    const callback = typeof values === 'function' ? values : then;
    note(inline(sql, bound));
    let [error, rows, changes] = [null, [], {}];
    try {
      const statement = this.plain.prepare(sql);
      if (statement.reader) rows = statement.all(...bound);
      else changes = statement.run(...bound);
    } catch (caught) {
      error = caught;
    }
    setImmediate(() => callback?.call({ lastID: changes.lastInsertRowid, changes: changes.changes }, error, way === 'all' ? rows : undefined));
    return this;
  }
  all(sql, values, then) {
    return this.ask('all', sql, values, then);
  }
  run(sql, values, then) {
    return this.ask('run', sql, values, then);
  }
  close(then) {
    setImmediate(() => then?.(null));
  }
}

const dialectModule = { Database: Connection, OPEN_READWRITE: 2, OPEN_CREATE: 4, OPEN_READONLY: 1 };
const db = new Sequelize({ dialect: 'sqlite', storage: database, dialectModule, logging: false });
const tables = db.getQueryInterface();
if (change === 'type') {
  await tables.changeColumn('p', 'n', { type: DataTypes.INTEGER });
} else {
  await tables.addConstraint('c', {
    type: 'foreign key',
    name: 'c_pid',
    fields: ['pid'],
    references: { table: 'p', field: 'id' },
  });
}
