// godwit-measure's counterpart: the same jobs by better-sqlite3, seedrandom and zod under node.
//
//   GODWIT_PEER=FOLDER node bench/peer/measure.mjs traits --ids N --passes N
//   GODWIT_PEER=FOLDER node bench/peer/measure.mjs backfill --batch N (--db FILE | --rows N)
//       --synchronous N --cache-size=N
//
// GODWIT_PEER is the folder that cmake/setup/peer.sh prints. One job a process; figures and the proof of
// its result as JSON on standard output.

import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { measureBackfill } from './backfill.mjs';
import { traitsMaker, traitsSchema } from './traits.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const PROJECT = join(ROOT, 'migrations/pets');
const STACK = ['better-sqlite3', 'seedrandom', 'zod'];

class UsageError extends Error {}

// Runs `work` and adds its wall and processor time to what it gives.
function measure(work) {
  const cpu = process.cpuUsage();
  const wall = process.hrtime.bigint();
  const result = work();
  const wallMicros = Number((process.hrtime.bigint() - wall) / 1000n);
  const { user, system } = process.cpuUsage(cpu);
  return { ...result, wallMicros, cpuMicros: user + system };
}

function measureTraits(makeTraits, { ids: count, passes }) {
  const ids = Array.from({ length: count }, (_, i) => `pet-${i}`);
  // The proof comes first: it is what warms the compiler up, too.
  const hash = createHash('sha256');
  let expected = 0;
  for (const id of ids) {
    const text = JSON.stringify(makeTraits(id));
    hash.update(`${text}\n`);
    expected += text.length;
  }
  const result = measure(() => {
    let length = 0;
    for (let pass = 0; pass < passes; ++pass) {
      for (const id of ids) length += JSON.stringify(makeTraits(id)).length;
    }
    return { texts: count * passes, length };
  });
  if (result.length !== expected * passes) throw new Error('the passes gave different texts');
  return { ...result, sha256: hash.digest('hex') };
}

function readArguments() {
  const text = { type: 'string' };
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        ids: text,
        passes: text,
        batch: text,
        db: text,
        rows: text,
        synchronous: text,
        'cache-size': text,
      },
    });
  } catch (error) {
    throw new UsageError(error.message);
  }
}

function whole(values, name) {
  const number = Number(values[name]);
  if (values[name] === undefined || !Number.isInteger(number)) {
    throw new UsageError(`option --${name} must be a whole number`);
  }
  return number;
}

function loadStack() {
  const folder = process.env.GODWIT_PEER;
  if (!folder) throw new UsageError('GODWIT_PEER is not set: cmake/setup/peer.sh prints the folder');
  const load = createRequire(join(folder, 'package.json'));
  const modules = Object.fromEntries(STACK.map((name) => [name, load(name)]));
  const version = (name) =>
    JSON.parse(readFileSync(join(folder, 'node_modules', name, 'package.json'), 'utf8')).version;
  return {
    Database: modules['better-sqlite3'],
    makeTraits: traitsMaker(modules.seedrandom),
    schema: traitsSchema(modules.zod),
    versions: Object.fromEntries(STACK.map((name) => [name, version(name)])),
    measure,
  };
}

function run() {
  const { positionals, values } = readArguments();
  const stack = loadStack();
  switch (positionals.join(' ')) {
    case 'traits':
      return measureTraits(stack.makeTraits, {
        ids: whole(values, 'ids'),
        passes: whole(values, 'passes'),
      });
    case 'backfill':
      return measureBackfill(stack, {
        project: PROJECT,
        db: values.db,
        rows: values.db === undefined ? whole(values, 'rows') : undefined,
        batch: whole(values, 'batch'),
        synchronous: whole(values, 'synchronous'),
        cacheSize: whole(values, 'cache-size'),
      });
    case 'versions':
      return stack.versions;
    default:
      throw new UsageError(`there is no job "${positionals.join(' ')}"`);
  }
}

try {
  console.log(JSON.stringify({ ...run(), platform: 'peer' }));
} catch (error) {
  console.error(`error: bench/peer/measure.mjs: ${error.message}`);
  process.exitCode = error instanceof UsageError ? 2 : 3;
}
