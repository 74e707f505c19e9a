// What must travel with the programs does: licences.txt in the site and in the package for node, a
// press away from the start page.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { test } from 'node:test';
import { SITE, World } from './support.mjs';

const PACKAGE = process.env.GODWIT_NODE
  ? resolve(dirname(process.env.GODWIT_NODE), '..')
  : resolve(SITE, '../npm');

// What every build carries, then what only one of the two does. Copyrights and, of each licence, the
// words that only it has.
const BOTH = [
  /Copyright \(c\) 2026 The Godwit authors/,
  /Permission is hereby granted, free of charge/,
  /SQLite [\s\S]*public domain/i,
  /2013–2022 Niels Lohmann/,
  /2010–2024 Emscripten authors/,
  /Copyright © 2005-2020 Rich Felker, et al\./,
  /Apache 2\.0 with LLVM exceptions/,
];
const PLAYGROUND = [
  /Copyright \(c\) 2014-2025 Omar Cornut/,
  /Copyright \(c\) 2017 Sean Barrett/,
  /The Inter Project Authors/,
  /2020 The JetBrains Mono Project Authors/,
  /The goals of the Open Font License/,
];
const COMMAND_LINE = [
  /2017–2024 University of Cincinnati/,
  /Neither the name of the University/,
];

test('the site and the package each hold the licences of what is inside', () => {
  const site = readFileSync(join(SITE, 'licences.txt'), 'utf8');
  const npm = readFileSync(join(PACKAGE, 'licences.txt'), 'utf8');
  for (const words of BOTH) {
    assert.match(site, words);
    assert.match(npm, words);
  }
  for (const words of PLAYGROUND) {
    assert.match(site, words);
    assert.doesNotMatch(npm, words);
  }
  for (const words of COMMAND_LINE) {
    assert.match(npm, words);
    assert.doesNotMatch(site, words);
  }
});

test('the start page opens them', async () => {
  const world = await World.open();
  const it = await world.playground();
  const [opened] = await Promise.all([
    it.page.context().waitForEvent('page'),
    it.press(it.button('Licences')),
  ]);
  await opened.waitForLoadState();
  assert.match(await opened.locator('body').textContent(), /Copyright \(c\) 2026 The Godwit authors/);
  it.assertClean();
  await world.close();
});
