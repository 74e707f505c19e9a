// The driver that the recorded tools are given: libsql's, which has better-sqlite3's interface, with
// a note of each statement that reaches it.
import { createRequire } from 'node:module';
import { join } from 'node:path';

export const need = createRequire(join(process.env.TOOLS, 'package.json'));
export const version = (name) =>
  need(join(process.env.TOOLS, 'node_modules', name, 'package.json')).version;

const Plain = need('libsql');

export function note(sql) {
  process.stdout.write(`${sql}\n--end--\n`);
}

function literal(value) {
  if (value === null || value === undefined) return 'NULL';
  return typeof value === 'number' ? String(value) : `'${String(value).replaceAll("'", "''")}'`;
}

// With the values in the places of their question marks.
export function inline(sql, values) {
  const rest = values.flat();
  return sql.replace(/'[^']*'|"[^"]*"|`[^`]*`|\?/g, (part) => (part === '?' ? literal(rest.shift()) : part));
}

function noted(statement, sql) {
  for (const way of ['run', 'all', 'get', 'iterate']) {
    const plain = statement[way].bind(statement);
    statement[way] = (...values) => {
      note(inline(sql, values));
      return plain(...values);
    };
  }
  return statement;
}

export function Database(...options) {
  const database = new Plain(...options);
  const prepare = database.prepare.bind(database);
  const exec = database.exec.bind(database);
  database.prepare = (sql) => {
    try {
      return noted(prepare(sql), sql);
    } catch (error) {
      note(sql);
      throw error;
    }
  };
  database.exec = (sql) => {
    note(sql);
    return exec(sql);
  };
  database.pragma = (text) => {
    note(`PRAGMA ${text}`);
    return prepare(`PRAGMA ${text}`).all();
  };
  database.transaction = (work) => {
    const inside = (begin) => (...values) => {
      database.exec(begin);
      try {
        const result = work(...values);
        database.exec('COMMIT');
        return result;
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    };
    return Object.assign(inside('BEGIN'), {
      deferred: inside('BEGIN DEFERRED'),
      immediate: inside('BEGIN IMMEDIATE'),
      exclusive: inside('BEGIN EXCLUSIVE'),
    });
  };
  return database;
}
