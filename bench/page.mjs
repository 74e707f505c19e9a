// Measures the playground's site: its size, and the time from navigation to the first usable frame.
//
//   node bench/page.mjs [--site FOLDER] [--runs N]
//
// Prints one JSON object: {runs, rawBytes, gzipBytes, files: {name: {rawBytes, gzipBytes}},
// usableMillis: {median, least, most}, sampleMillis: {…}}. Usable: the start page is drawn, the engine
// answers. Sample: from the press on Pets until it is open and drawn. Each run is a fresh browser
// context, so nothing is cached; the server is on this machine. The site is GODWIT_SITE or build/web/site.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { SITE, World } from '../tests/browser/support.mjs';

function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : process.argv[at + 1];
}

function sizes(site) {
  const files = {};
  for (const name of readdirSync(site).sort()) {
    const bytes = readFileSync(join(site, name));
    files[name] = { rawBytes: bytes.length, gzipBytes: gzipSync(bytes, { level: 9 }).length };
  }
  const sum = (kind) => Object.values(files).reduce((total, file) => total + file[kind], 0);
  return { rawBytes: sum('rawBytes'), gzipBytes: sum('gzipBytes'), files };
}

function spread(times) {
  const sorted = [...times].sort((a, b) => a - b);
  return {
    median: Math.round(sorted[Math.floor(sorted.length / 2)]),
    least: Math.round(sorted[0]),
    most: Math.round(sorted.at(-1)),
  };
}

const site = option('site', SITE);
const runs = Number(option('runs', 5));
const world = await World.open(site);
const usable = [];
const sample = [];
for (let run = 0; run < runs; ++run) {
  const it = await world.page();
  await it.page.goto(it.url, { waitUntil: 'commit' });
  await it.page.waitForFunction(() => window.godwit !== undefined);
  // performance.now() counts from the beginning of the navigation.
  usable.push(await it.page.evaluate(() => window.godwit.ready.then(() => performance.now())));
  sample.push(
    await it.page.evaluate(async () => {
      const pressed = performance.now();
      const button = [...document.querySelectorAll('#mirror button')].find(
        ({ textContent }) => textContent === 'Pets',
      );
      button.click();
      await window.godwit.idle();
      return performance.now() - pressed;
    }),
  );
  await it.close();
}
await world.close();
const result = { runs, ...sizes(site), usableMillis: spread(usable), sampleMillis: spread(sample) };
console.log(JSON.stringify(result));
