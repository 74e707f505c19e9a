// Records what other tools send to SQLite when they are asked for the cases' change. By hand, with
// the tools installed; the tests only replay what lies in ../recorded.
//
//   node tests/conformance/record/record.mjs TOOLS [NAME ...]
//
// TOOLS is a folder with the tools: node_modules/ for those written in JavaScript (and libsql), prisma/
// as cmake/setup/prisma.sh installs it, and for those in Python python3/ (a folder of packages, such as
// Debian's packages unpacked). NAME is one of the
// scripts in this folder. Each is started for each case, with the database, the change and the
// case's name as arguments, and prints the statements that reach SQLite, each ended by ";".
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { comparable, here } from '../cases.mjs';
import { populate } from '../judge.mjs';

const scripts = {
  alembic: 'alembic_batch.py',
  django: 'django_schema.py',
  drizzle: 'drizzle.mjs',
  knex: 'knex.mjs',
  'knex-without': 'knex.mjs',
  prisma: 'prisma.mjs',
  sequelize: 'sequelize.mjs',
  'sqlite-utils': 'sqlite_utils_transform.py',
  typeorm: 'typeorm.mjs',
};

// What only reads is left out, but not the check of foreign keys.
const reads = /^(SELECT|EXPLAIN|PRAGMA\s+(?!.*foreign_key)(\w+\.)?\w+\s*(\(|;|$)|PRAGMA\s+foreign_keys\s*(;|$)|PRAGMA\s+(\w+\.)?foreign_key_list)/i;

// The SQL's statements as a script would have them: by the lines that end with ";\n--".
const writes = (printed) =>
  printed
    .split('\n--end--\n')
    .map((statement) => statement.trim())
    .filter((statement) => statement && !reads.test(statement.replace(/\s+/g, ' ')))
    .map((statement) => `${statement.replace(/;+$/, '')};`);

function start(name, tools, args, folder) {
  const script = join(here, 'record', scripts[name]);
  const python = script.endsWith('.py');
  const done = spawnSync(python ? '/usr/bin/python3' : process.execPath, [script, ...args, name], {
    cwd: folder,
    encoding: 'utf8',
    timeout: 120_000,
    env: { ...process.env, TOOLS: tools, PYTHONPATH: join(tools, 'python3'), NO_COLOR: '1' },
  });
  if (done.error) throw done.error;
  return done;
}

// The last line of an error that says anything, without folders.
function complaint(text, folder) {
  const lines = text.replaceAll(folder, '.').split('\n').map((line) => line.trim());
  const told = lines.filter((line) => /Error:|error:|cannot/.test(line) && !/^at |^File /.test(line));
  return (told.at(-1) ?? lines.filter(Boolean).at(-1) ?? 'it says nothing').slice(0, 200);
}

function record(name, tools) {
  const version = start(name, tools, ['version'], tools).stdout.trim();
  let text = `-- ${version}\n-- What tests/conformance/record/${scripts[name]} made it send to SQLite, without what only reads;\n`;
  text += '-- recorded by tests/conformance/record/record.mjs.\n';
  for (const one of comparable) {
    const folder = mkdtempSync(join(tmpdir(), 'record-'));
    const database = join(folder, 'case.db');
    populate(one, database);
    const done = start(name, tools, [database, one.change, one.name], folder);
    const end = done.status === 0 ? 'done' : complaint(done.stderr, folder);
    text += `\n-- case: ${one.name}\n${writes(done.stdout).join('\n')}\n-- ended: ${end}\n`;
    rmSync(folder, { recursive: true });
  }
  mkdirSync(join(here, 'recorded'), { recursive: true });
  writeFileSync(join(here, 'recorded', `${name}.sql`), text);
  console.log(`recorded ${version}`);
}

const [folder, ...names] = process.argv.slice(2);
if (!folder || !existsSync(folder)) throw new Error('name the folder with the tools');
for (const name of names.length ? names : Object.keys(scripts)) record(name, resolve(folder));
