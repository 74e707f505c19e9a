// What the tests of the command line share: the two builds, scratch folders, the sqlite3 shell.
//
// Every test runs what users run, as a process of its own. A build that is not there fails its tests.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
export const data = join(root, 'tests', 'data');

export const native = {
  name: 'native',
  command: [process.env.GODWIT_NATIVE ?? join(root, 'build/native/godwit')],
};
export const node = {
  name: 'node',
  command: [process.execPath, process.env.GODWIT_NODE ?? join(root, 'build/web/npm/bin/godwit.mjs')],
};
export const builds = [native, node];

export const isRoot = process.getuid?.() === 0;
export const kNow = '2026-02-03T04:05:06.000Z';
export const kBefore = '20250922090000_trait_system';
export const kTraits = '20251103090000_add_pet_traits';

// The caller's environment without what would steer the command line or the sqlite3 shell.
function cleanEnvironment(extra = {}) {
  const env = { ...process.env, HOME: tmpdir(), ...extra };
  for (const name of ['GODWIT_DB', 'NO_COLOR', 'NODE_OPTIONS', 'NODE_TEST_CONTEXT']) {
    if (!(name in extra)) delete env[name];
  }
  return env;
}

function command(build, args, options) {
  return [[...(options.wrap ?? []), ...build.command, ...args], {
    cwd: options.cwd,
    env: cleanEnvironment(options.env),
    ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
  }];
}

// Runs to the end: {status, signal, out, err}; `json` parses the output.
export function run(build, args, options = {}) {
  const [[program, ...rest], spawnOptions] = command(build, args, options);
  const done = spawnSync(program, rest, {
    ...spawnOptions,
    input: options.input ?? '',
    encoding: options.encoding ?? 'utf8',
    maxBuffer: 1 << 28,
    timeout: 60_000,
  });
  if (done.error) throw done.error;
  return {
    status: done.status,
    signal: done.signal,
    out: done.stdout,
    err: done.stderr,
    get json() {
      return JSON.parse(done.stdout);
    },
  };
}

// Starts and returns the process with a promise of how it ended.
export function start(build, args, options = {}) {
  const [[program, ...rest], spawnOptions] = command(build, args, options);
  const child = spawn(program, rest, { ...spawnOptions, stdio: options.stdio ?? 'pipe' });
  const collected = { out: '', err: '' };
  child.stdout?.setEncoding('utf8').on('data', (text) => (collected.out += text));
  child.stderr?.setEncoding('utf8').on('data', (text) => (collected.err += text));
  child.ended = new Promise((resolve) => {
    child.on('close', (status, signal) => resolve({ status, signal, ...collected }));
  });
  return child;
}

// A folder that goes when the test has ended.
export function scratch(t) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'godwit-')));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

// A copy of a project of tests/data/projects inside `folder`.
export function copyProject(folder, name) {
  const copy = join(folder, name);
  cpSync(join(data, 'projects', name), copy, { recursive: true });
  return copy;
}

// A project in `folder`/NAME; `files` are by their path below migrations/.
export function writeProject(folder, name, files) {
  const project = join(folder, name);
  mkdirSync(join(project, 'migrations'), { recursive: true });
  writeFileSync(join(project, 'godwit.json'), JSON.stringify({ name }));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(project, 'migrations', path)), { recursive: true });
    writeFileSync(join(project, 'migrations', path), text);
  }
  return project;
}

// `./run test --long` asks for the long runs.
export const isLong = process.env.GODWIT_LONG === '1';

// A reproducible source of chance: numbers from 0 to below 1 (splitmix32).
export function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return ((mixed ^ (mixed >>> 15)) >>> 0) / 2 ** 32;
  };
}

// What the sqlite3 shell says, without the last line feed.
export function sqlite(database, sql) {
  return execFileSync('sqlite3', ['-batch', '-init', '/dev/null', database, sql], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trimEnd();
}

export const sleep = (millis) => new Promise((resolve) => setTimeout(resolve, millis));

// Asks again and again until `condition` holds.
export async function until(condition, what, millis = 20_000) {
  const end = Date.now() + millis;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error(`waited in vain until ${what}`);
    await sleep(10);
  }
}

// The pets sample in `folder`/pets.db, migrated to `to` and seeded.
export function preparePets(build, folder, to = kBefore) {
  const project = ['--project', 'pets', '--db', 'pets.db'];
  for (const args of [['up', '--to', to], ['seed']]) {
    const done = run(build, [...args, ...project], { cwd: folder });
    if (done.status !== 0) throw new Error(`${args.join(' ')}: ${done.status}\n${done.err}`);
  }
  return join(folder, 'pets.db');
}

// A sqlite3 shell that takes statements one after the other.
export function openShell(t, database) {
  const child = spawn('sqlite3', ['-batch', '-init', '/dev/null', database]);
  t.after(() => child.kill());
  let out = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (out += text));
  let count = 0;
  return {
    async say(sql) {
      const mark = `done-${++count}`;
      child.stdin.write(`${sql}\nSELECT '${mark}';\n`);
      await until(() => out.includes(mark), sql);
    },
    out: () => out,
    close() {
      child.stdin.end('.quit\n');
      return new Promise((resolve) => child.on('close', resolve));
    },
  };
}
