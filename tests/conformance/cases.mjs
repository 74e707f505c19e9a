// The cases of the conformance suite, which are data: cases/NAME.sql holds a schema with rows, the
// schema that is wanted instead, and what must hold afterwards.
//
// Its sections: `-- start`, `-- rows`, `-- wanted`, then any number of `-- holds: SENTENCE` with SQL
// that is asked, each followed by `-- is` and the lines that the sqlite3 shell must answer. Before
// them, one a line:
//   -- title: what the case is about
//   -- column: its column in docs/conformance.md; without one, only Godwit is asked
//   -- facts: numbers of the facts on docs/conformance.md that it executes
//   -- change: what other tools are asked for: `type` (p.n becomes an INTEGER) or `foreign-key`
//      (c.pid comes to refer to p)
//   -- outcome: `refused` when the change must not be made
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const here = dirname(fileURLToPath(import.meta.url));

// The columns of docs/conformance.md, in its order.
export const columns = [
  ['children', 'children kept'],
  ['foreign-keys-off', 'keys off outside'],
  ['foreign-key-check', 'keys checked'],
  ['indexes', 'indexes'],
  ['triggers', 'triggers'],
  ['views', 'views'],
  ['sequence', 'sqlite_sequence'],
  ['strict', 'STRICT, WITHOUT ROWID'],
  ['check', 'unnamed CHECK'],
  ['collate', 'COLLATE'],
  ['generated', 'generated columns'],
].map(([key, title]) => ({ key, title }));

const kHead = /^-- (title|column|facts|change|outcome): (.+)$/;
const kSection = /^-- (start|rows|wanted|is)$/;
const kHolds = /^-- holds: (.+)$/;

// What holds after every change of one kind.
const kChanged = {
  sentence: 'column n is an INTEGER',
  sql: "SELECT type LIKE '%INT%' FROM pragma_table_info('p') WHERE name = 'n';",
  lines: '1',
};

function parse(name, text) {
  const found = { name, outcome: 'done', start: '', rows: '', wanted: '', holds: [] };
  let add = null; // takes a line of the present section
  for (const line of text.split('\n')) {
    const [head, section, holds] = [kHead, kSection, kHolds].map((pattern) => pattern.exec(line));
    if (head && add === null) {
      found[head[1]] = head[2];
    } else if (holds) {
      const hold = { sentence: holds[1], sql: '', lines: '' };
      found.holds.push(hold);
      add = (more) => (hold.sql += more);
    } else if (section?.[1] === 'is') {
      const hold = found.holds.at(-1);
      add = (more) => (hold.lines += more);
    } else if (section) {
      add = (more) => (found[section[1]] += more);
    } else if (line !== '') {
      if (add === null) throw new Error(`cases/${name}.sql: a line before any section: ${line}`);
      add(`${line}\n`);
    }
  }
  for (const hold of found.holds) hold.lines = hold.lines.trimEnd();
  if (found.change === 'type') found.holds.push(kChanged);
  for (const part of ['title', 'start', 'rows', 'wanted']) {
    if (!found[part]) throw new Error(`cases/${name}.sql: no ${part}`);
  }
  if (!found.holds.length) throw new Error(`cases/${name}.sql: nothing must hold`);
  if (found.column && !columns.some((column) => column.key === found.column)) {
    throw new Error(`cases/${name}.sql: no column ${found.column}`);
  }
  return found;
}

export const cases = readdirSync(join(here, 'cases'))
  .filter((file) => file.endsWith('.sql'))
  .sort()
  .map((file) => parse(file.slice(0, -'.sql'.length), readFileSync(join(here, 'cases', file), 'utf8')));

// Those that other tools are judged by as well.
export const comparable = cases.filter((one) => one.column);
