// On a terminal: the bar, colours, questions. script(1) gives the command line a terminal.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, native, preparePets, run, scratch, sqlite } from './harness.mjs';

const quoted = (text) => `'${text.replaceAll("'", `'\\''`)}'`;

// Everything that appears on the terminal, and the exit status.
function onTerminal(build, args, folder, { env = {}, input = '', columns = 100 } = {}) {
  const line = [...build.command, ...args].map(quoted).join(' ');
  const done = spawnSync('script', ['-qefc', `stty cols ${columns}; ${line}`, '/dev/null'], {
    cwd: folder,
    env: { PATH: process.env.PATH, TERM: 'xterm', ...env },
    encoding: 'utf8',
    input,
    timeout: 60_000,
  });
  return { status: done.status, shown: done.stdout.replaceAll('\r\n', '\n') };
}

const common = ['--project', 'pets', '--db', 'pets.db'];

for (const build of builds) {
  test(`a bar while it works, gone at the end: ${build.name}`, (t) => {
    const folder = scratch(t);
    preparePets(native, folder);
    run(native, ['seed', '--rows', '4000', ...common], { cwd: folder });
    const { status, shown } = onTerminal(build, ['up', ...common], folder);
    assert.equal(status, 0, shown);
    assert.match(shown, /\r\u001b\[K[^\r]*[█░].* of 4,092 rows/);
    assert.match(shown, /\r\u001b\[K\u001b\[1mapplied 1 migration/, 'taken away before the result');
    for (const frame of shown.split('\r')) {
      const width = [...frame.replace(/\u001b\[[0-9;]*[mK]/g, '').split('\n')[0]].length;
      assert.ok(width < 100, frame);
    }
  });

  test(`colours where they are wanted: ${build.name}`, (t) => {
    const folder = scratch(t);
    const colour = /\u001b\[3\dm/;
    const status = ['status', '--project', 'pets'];
    assert.match(onTerminal(build, status, folder).shown, colour);
    assert.doesNotMatch(onTerminal(build, [...status, '--no-color'], folder).shown, colour);
    assert.doesNotMatch(onTerminal(build, status, folder, { env: { NO_COLOR: '1' } }).shown, colour);
    assert.doesNotMatch(onTerminal(build, status, folder, { env: { TERM: 'dumb' } }).shown, colour);
    assert.doesNotMatch(run(build, status, { cwd: folder }).out, colour);
  });

  test(`--quiet draws no bar: ${build.name}`, (t) => {
    const folder = scratch(t);
    preparePets(native, folder);
    const { status, shown } = onTerminal(build, ['up', ...common, '--quiet'], folder);
    assert.deepEqual([status, shown], [0, '']);
  });

  test(`down --all asks: ${build.name}`, (t) => {
    const folder = scratch(t);
    const database = preparePets(native, folder);
    const no = onTerminal(build, ['down', '--all', ...common], folder, { input: 'n\n' });
    assert.equal(no.status, 4, no.shown);
    assert.match(no.shown, /Take every migration back in pets\.db.*\? \[y\/N\] /);
    assert.equal(sqlite(database, 'SELECT count(*) FROM "Pet"'), '92');
    const yes = onTerminal(build, ['down', '--all', ...common], folder, { input: 'y\n' });
    assert.equal(yes.status, 0, yes.shown);
    assert.equal(sqlite(join(folder, 'pets.db'), 'SELECT count(*) FROM sqlite_schema'), '0');
  });
}
