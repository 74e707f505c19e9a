// Writes the tables of docs/conformance.md: what becomes of each case by Godwit and by the SQL of
// each recorded tool.
//
//   node tests/conformance/table.mjs            writes them
//   node tests/conformance/table.mjs --check    only says whether they are as they would be written
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { native } from '../cli/harness.mjs';
import { columns, comparable, here } from './cases.mjs';
import { byDiff, byProject, judge } from './judge.mjs';
import { byRecording, recordings } from './recordings.mjs';

const kPage = join(here, '..', '..', 'docs', 'conformance.md');
const kSigns = { holds: '✔', refused: 'stops', lost: '✘' };
const kWorst = ['holds', 'refused', 'lost'];

const rows = [
  { title: '**Godwit, `new` and `up`**', by: (one) => byProject(native, one) },
  { title: '**Godwit, `diff` in the sqlite3 shell**', by: (one) => byDiff(native, one) },
  ...recordings.map((recording) => ({
    title: recording.title,
    by: (one) => byRecording(recording, one),
  })),
];

// What went wrong, without what depends on the release of SQLite that replays it.
function told({ state, why }) {
  const sentence = why.split(': ')[0];
  return state === 'refused' ? 'it stops with an error, and nothing is changed' : sentence;
}

// One row of the table, and what it does not do.
function measure({ title, by }, folder) {
  const verdicts = comparable.map((one) => ({ one, ...judge(one, join(folder, one.name), by(one)) }));
  const cells = columns.map(({ key }) => {
    const states = verdicts.filter(({ one }) => one.column === key).map(({ state }) => state);
    return kSigns[kWorst[Math.max(...states.map((state) => kWorst.indexOf(state)))]];
  });
  const broken = verdicts
    .filter(({ state }) => state !== 'holds')
    .map((verdict) => `- ${verdict.one.title} (\`${verdict.one.name}\`): ${told(verdict)}.`);
  return { line: `| ${title} | ${cells.join(' | ')} |`, title, broken };
}

function sections() {
  const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
  const measured = rows.map((row, index) => measure(row, join(folder, String(index))));
  rmSync(folder, { recursive: true });
  const head = `| | ${columns.map(({ title }) => title).join(' | ')} |\n|${' --- |'.repeat(columns.length + 1)}`;
  const details = measured.filter(({ broken }) => broken.length);
  return {
    table: `${head}\n${measured.map(({ line }) => line).join('\n')}`,
    details: details.map(({ title, broken }) => `### ${title.replaceAll('*', '')}\n${broken.join('\n')}`).join('\n\n'),
  };
}

// The page with its generated parts written anew.
export function written(page) {
  for (const [name, text] of Object.entries(sections())) {
    const [begin, end] = [`<!-- ${name}: written by tests/conformance/table.mjs -->`, `<!-- end of ${name} -->`];
    const [before, rest] = page.split(begin);
    if (!rest?.includes(end)) throw new Error(`docs/conformance.md: no place for ${name}`);
    page = `${before}${begin}\n${text}\n${end}${rest.slice(rest.indexOf(end) + end.length)}`;
  }
  return page;
}

export const readPage = () => readFileSync(kPage, 'utf8');

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const page = written(readPage());
  if (!process.argv.includes('--check')) {
    writeFileSync(kPage, page);
  } else if (page !== readPage()) {
    console.error('docs/conformance.md is stale: node tests/conformance/table.mjs writes it');
    process.exit(1);
  }
}
