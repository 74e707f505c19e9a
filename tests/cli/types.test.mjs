// `godwit types`: typed rows for C++ and TypeScript, with both builds, which write the same bytes; and the
// generated files of this tree, which must be as the schema is now.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { builds, native, node, preparePets, run, scratch, writeProject } from './harness.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const golden = join(root, 'tests', 'schema', 'golden');
const pets = ['types', '--project', 'pets', '--lang', 'cpp', '--namespace', 'godwit::pet_rows'];

// Runs tsc over the files of a folder: what it says, empty when nothing is wrong.
function compile(folder, ...files) {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const strict = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--noEmit'];
  const target = ['--target', 'es2022', '--module', 'es2022', '--moduleResolution', 'bundler'];
  try {
    execFileSync(process.execPath, [tsc, ...strict, ...target, ...files],
      { cwd: folder, encoding: 'utf8', stdio: 'pipe' });
    return '';
  } catch (error) {
    return error.stdout + error.stderr;
  }
}

for (const build of builds) {
  test(`${build.name}: the samples' generated rows are as their schemas are`, () => {
    for (const [sample, name, rows] of [['pets', 'pet', 4], ['profiles', 'profile', 6], ['reviews', 'review', 11], ['valuerank', 'valuerank', 12]]) {
      const file = `core/samples/rows/${sample}.h`;
      const args = ['types', '--project', sample, '--lang', 'cpp', '--namespace', `godwit::${name}_rows`, '--check', file];
      const done = run(build, args, { cwd: root });
      assert.equal(done.status, 0, done.out + done.err);
      assert.equal(done.out, `${file} is up to date: ${rows} row types\n`);
      assert.equal(run(build, [...args, '-q'], { cwd: root }).out, '');
    }
  });

  test(`${build.name}: a stale file is named with its first line that differs`, (t) => {
    const folder = scratch(t);
    const file = join(folder, 'rows.h');
    const check = () => run(build, [...pets, '--check', 'rows.h'], { cwd: folder });
    assert.equal(run(build, [...pets, '-o', 'rows.h'], { cwd: folder }).out, 'wrote rows.h: 4 row types\n');
    const text = readFileSync(file, 'utf8');
    assert.equal(text, readFileSync(join(root, 'core/samples/rows/pets.h'), 'utf8'));
    assert.equal(check().status, 0);

    writeFileSync(file, text.replace('std::string name', 'std::string title'));
    const line = text.slice(0, text.indexOf('  std::string name')).split('\n').length;
    const stale = check();
    assert.equal(stale.status, 1);
    assert.equal(stale.out, `rows.h is stale, line ${line}:\n  there is    std::string title = {};\n` +
      '  should be   std::string name = {};\nwrite it anew with -o\n');
    const json = run(build, [...pets, '--check', 'rows.h', '--json'], { cwd: folder }).json;
    assert.deepEqual(json.stale, { file: 'rows.h', line, expected: '  std::string name = {};',
      found: '  std::string title = {};' });

    writeFileSync(file, `${text}// more\n`);
    assert.match(check().out, /there is {2}\/\/ more\n {2}should be \(the end\)\n/);
    const gone = run(build, [...pets, '--check', 'other.h'], { cwd: folder });
    assert.deepEqual([gone.status, /^other\.h is stale, line 1:\n {2}there is {2}\(the end\)/.test(gone.out)],
      [1, true]);
  });

  test(`${build.name}: a file that types has not made is not written over`, (t) => {
    const folder = scratch(t);
    writeFileSync(join(folder, 'mine.h'), '#pragma once\n');
    const done = run(build, [...pets, '-o', 'mine.h'], { cwd: folder });
    assert.equal(done.status, 4);
    assert.match(done.err, /^error: file of `godwit types` "mine\.h" cannot be written: a file of that name/);
    assert.equal(readFileSync(join(folder, 'mine.h'), 'utf8'), '#pragma once\n');
  });

  test(`${build.name}: a database gives the types of its schema`, (t) => {
    const folder = scratch(t);
    preparePets(build, folder, '20251103090000_add_pet_traits');
    const at = { cwd: folder };
    const ts = ['types', '--lang', 'ts'];
    const project = run(build, [...ts, '--project', 'pets'], at);
    assert.equal(project.status, 0, project.err);
    assert.match(project.out, /^ {2}traits: JsonText<PetTraits> \| null;$/m);
    assert.equal(run(build, [...ts, '--project', 'pets', '--from', 'pets.db'], at).out, project.out);
    // Without a project nothing says that the column is JSON.
    assert.match(run(build, [...ts, '--from', 'pets.db'], at).out, /^ {2}traits: string \| null;$/m);
    const none = run(build, [...ts, '--from', 'none.db'], at);
    assert.deepEqual([none.status, /"none\.db" is not there/.test(none.err)], [4, true]);
  });

  test(`${build.name}: optional migrations count when they are asked for`, (t) => {
    const folder = scratch(t);
    const project = writeProject(folder, 'shop', {
      '20260101000000_a/migration.sql': 'CREATE TABLE a (x INT);\n',
      '20260102000000_b/migration.sql': '-- godwit: optional later\nALTER TABLE a ADD COLUMN y TEXT;\n',
    });
    const types = ['types', '--lang', 'ts', '--project', project];
    assert.doesNotMatch(run(build, types).out, / y: /);
    assert.match(run(build, [...types, '--with', '20260102000000_b']).out, /^ {2}y: string \| null;$/m);
    const unknown = run(build, [...types, '--with', 'c']);
    assert.deepEqual([unknown.status, /no migration "c"/.test(unknown.err)], [2, true]);
  });

  test(`${build.name}: wrong usage`, () => {
    for (const [args, why] of [
      [[], /--lang is required/],
      [['--lang', 'c'], /--lang/],
      [['--lang', 'cpp', '--bigint'], /it goes with the language ts/],
      [['--lang', 'ts', '--namespace', 'a'], /it goes with the language cpp/],
      [['--lang', 'cpp', '--namespace', 'a b'], /namespace "a b": it is no name that C\+\+ can have/],
      [['--lang', 'ts', '-o', 'a', '--check', 'b'], /excludes/],
      [['--lang', 'ts', '--with', 'a', '--from', 'b'], /excludes/],
    ]) {
      const done = run(build, ['types', '--project', 'pets', ...args]);
      assert.equal(done.status, 2, args.join(' '));
      assert.match(done.err, why);
    }
  });
}

const samples = ['pets', 'profiles', 'reviews', 'valuerank'];

test('both builds write the same bytes', () => {
  for (const sample of samples) {
    for (const args of [['cpp'], ['ts'], ['ts', '--bigint']]) {
      const command = ['types', '--project', sample, '--lang', ...args];
      assert.equal(run(native, command).out, run(node, command).out);
    }
  }
});

test('C++ compilers accept what is generated for each sample', (t) => {
  const folder = scratch(t);
  const includes = ['-I', root, '-isystem', join(root, 'build', 'native', 'third_party', 'json')];
  for (const sample of samples) {
    const args = ['types', '--project', sample, '--lang', 'cpp', '--namespace', sample];
    assert.equal(run(native, [...args, '-o', `${sample}.h`], { cwd: folder }).status, 0);
  }
  writeFileSync(join(folder, 'all.cc'), samples.map((sample) => `#include "${sample}.h"\n`).join(''));
  for (const compiler of ['g++', 'clang++-19']) {
    execFileSync(compiler, ['-std=c++20', '-fsyntax-only', '-Wall', '-Wextra', '-Werror', ...includes, 'all.cc'],
      { cwd: folder, stdio: 'pipe' });
  }
});

test('TypeScript accepts what is generated for each sample', (t) => {
  const folder = scratch(t);
  for (const sample of samples) {
    run(native, ['types', '--lang', 'ts', '--project', sample, '-o', `${sample}.ts`], { cwd: folder });
  }
  assert.equal(compile(folder, ...samples.map((sample) => `${sample}.ts`)), '');
});

test('TypeScript accepts what is generated, and tells rows from what they are not', (t) => {
  const folder = scratch(t);
  const from = (name) => writeFileSync(join(folder, name), readFileSync(join(golden, name)));
  from('odd_rows.ts');
  from('odd_rows_bigint.ts');
  run(native, ['types', '--lang', 'ts', '--project', 'pets', '-o', 'pets.ts'], { cwd: folder });
  writeFileSync(join(folder, 'use.ts'), `
import { choicesColumns, jsonText, parseJson } from './odd_rows.js';
import type { Choices, Odd, OddPlace, PlainInsert } from './odd_rows.js';
import type { Plain } from './odd_rows_bigint.js';
import { petColumns } from './pets.js';
import type { Pet, PetInsert } from './pets.js';

const place: OddPlace = { lat: 1, lon: 2 };
export const odd: Odd = { id: 1, 'a b': null, kind: 'one-two', place, pair: [1], more: {}, both: { ...place, z: 1 } };
export const text: string = jsonText(odd);
export const again: Odd = parseJson(jsonText(odd));
export const insert: PlainInsert = { i: 1, r: 1, b: new Uint8Array(), n: 1, flag: 0 };
export const column: keyof Choices = choicesColumns[0];
export const big: bigint = ({} as Plain).i;
export const pet: PetInsert = { id: 'a', name: 'b', userId: 'c', updatedAt: 'd' };
export const names: readonly (keyof Pet)[] = petColumns;
// @ts-expect-error a word that is not among them
export const wrongWord: Choices['one'] = 'C';
// @ts-expect-error NULL is possible
export const notNull: string = ({} as Pet).traits;
// @ts-expect-error "updatedAt" has no default
export const short: PetInsert = { id: 'a', name: 'b', userId: 'c' };
// @ts-expect-error a generated column is not written
export const generated: PlainInsert = { ...insert, label: 'x' };
// @ts-expect-error the document has no such member
export const open: OddPlace = { lat: 1, lon: 2, alt: 3 };
`);
  assert.equal(compile(folder, 'use.ts', 'odd_rows.ts', 'odd_rows_bigint.ts', 'pets.ts'), '');
  writeFileSync(join(folder, 'use.ts'), "import type { Pet } from './pets.js';\nexport const id: number = ({} as Pet).id;\n");
  assert.match(compile(folder, 'use.ts'), /use\.ts\(2,14\): error TS2322/);
});
