// Carries a case's change out, and says what became of what must hold.
//
// A verdict is {state, why}: `holds`; `refused` when the change was not made and the database is as
// it was (in a case that asks for the change); `lost` when something does not hold: a row, an index.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { run } from '../cli/harness.mjs';

// Connections are as applications have them.
const kForeignKeys = 'PRAGMA foreign_keys = ON;\n';

// The sqlite3 shell's answer to `sql`: {status, out, err}. It stops at the first error, and a
// transaction that is open then is rolled back.
export function shell(database, sql) {
  const done = spawnSync('sqlite3', ['-batch', '-bail', '-init', '/dev/null', database], {
    input: `PRAGMA synchronous = OFF;\n${sql}`, // nobody pulls the plug
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (done.error) throw done.error;
  return { status: done.status, out: done.stdout.trimEnd(), err: done.stderr.trim() };
}

function must(done, what) {
  if (done.status !== 0) throw new Error(`${what}: ${done.err || done.out}`);
  return done.out;
}

// A database with the case's schema and rows.
export function populate(one, database) {
  must(shell(database, `${one.start}${one.rows}`), `the start of ${one.name}`);
}

// Schema and rows, as text; without SQLite's own tables and those in which a tool keeps its ledger.
function picture(database) {
  const own = `tbl_name NOT LIKE 'sqlite_%' AND tbl_name NOT LIKE 'godwit_%'
    AND tbl_name NOT LIKE '%migration%'`;
  const kept = `SELECT type, name, sql FROM sqlite_schema WHERE ${own} ORDER BY type, name;`;
  const tables = must(shell(database, `SELECT '"' || replace(name, '"', '""') || '"' FROM sqlite_schema
    WHERE type = 'table' AND ${own} ORDER BY name;`), 'the tables');
  const rows = tables.split('\n').filter(Boolean).map((table) => `SELECT * FROM ${table};`);
  return must(shell(database, [kept, ...rows].join('\n')), 'the rows');
}

// Each question is asked of a copy of its own, for it may write.
function firstBroken(one, database) {
  for (const hold of one.holds) {
    const copy = `${database}-asked`;
    copyFileSync(database, copy);
    const answer = shell(copy, kForeignKeys + hold.sql);
    rmSync(copy);
    if (answer.status !== 0) return `${hold.sentence}: ${answer.err}`;
    if (answer.out !== hold.lines) {
      return `${hold.sentence}: it answers ${JSON.stringify(answer.out)}, not ${JSON.stringify(hold.lines)}`;
    }
  }
  return null;
}

const halfWay = (error) => ({ state: 'lost', why: `it stops half way: ${error}` });

// `change(database)` tries it and gives {done, error}.
export function judge(one, folder, change) {
  mkdirSync(folder, { recursive: true });
  const database = join(folder, 'case.db');
  populate(one, database);
  const before = picture(database);
  const { done, error } = change(database);
  const broken = firstBroken(one, database);
  if (one.outcome === 'refused') {
    if (broken) return { state: 'lost', why: broken };
    if (done) return { state: 'lost', why: 'the change was made' };
    return picture(database) === before ? { state: 'holds', why: error } : halfWay(error);
  }
  if (done) return broken ? { state: 'lost', why: broken } : { state: 'holds', why: '' };
  if (picture(database) === before) return { state: 'refused', why: error };
  return halfWay(error);
}

// SQL as it is.
export function bySql(sql) {
  return (database) => {
    const done = shell(database, kForeignKeys + sql);
    return { done: done.status === 0, error: done.err };
  };
}

// What `godwit diff` prints, run by the sqlite3 shell.
export function byDiff(build, one) {
  return (database) => {
    const wanted = `${database}-wanted.sql`;
    writeFileSync(wanted, one.wanted);
    const printed = run(build, ['diff', database, wanted]);
    if (printed.status !== 0) return { done: false, error: printed.err };
    return bySql(printed.out)(database);
  };
}

// A project whose one migration made the database; `godwit new` and `godwit up` do the rest.
export function byProject(build, one) {
  return (database) => {
    const project = `${database}-project`;
    const first = join(project, 'migrations', '20260101000000_start');
    mkdirSync(first, { recursive: true });
    writeFileSync(join(project, 'godwit.json'), '{"name": "case"}');
    writeFileSync(join(first, 'migration.sql'), one.start);
    writeFileSync(join(project, 'schema.sql'), one.wanted);
    for (const args of [
      ['baseline', '20260101000000_start', '--project', project, '--db', database],
      ['new', 'change', '--project', project],
      ['up', '--yes', '--project', project, '--db', database],
    ]) {
      const done = run(build, args);
      if (done.status !== 0) return { done: false, error: `${args[0]}: ${done.err}` };
    }
    return { done: true, error: '' };
  };
}
