// What other tools sent to SQLite for the cases, as record/ recorded it: recorded/TOOL.sql.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { here } from './cases.mjs';
import { bySql } from './judge.mjs';

function parse(tool, text) {
  const [head, ...parts] = text.split(/^-- case: /m);
  const byCase = new Map();
  for (const part of parts) {
    const found = /^(\w+)\n([^]*)\n-- ended: (.+)\n+$/.exec(part);
    if (!found) throw new Error(`recorded/${tool}.sql: a case without its end: ${part.slice(0, 60)}`);
    byCase.set(found[1], { sql: found[2], ended: found[3] });
  }
  return { tool, title: /^-- (.+)$/m.exec(head)[1], byCase };
}

export const recordings = readdirSync(join(here, 'recorded'))
  .filter((file) => file.endsWith('.sql'))
  .sort()
  .map((file) => parse(file.slice(0, -'.sql'.length), readFileSync(join(here, 'recorded', file), 'utf8')));

// As the tool did it: what it sent, and it stopped where it stopped.
export function byRecording({ tool, byCase }, one) {
  const recorded = byCase.get(one.name);
  if (!recorded) throw new Error(`recorded/${tool}.sql: no case ${one.name}: record it again`);
  return (database) => {
    const replayed = bySql(recorded.sql)(database);
    if (recorded.ended !== 'done') return { done: false, error: recorded.ended };
    return replayed;
  };
}
