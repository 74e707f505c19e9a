// A report's page, as a stakeholder opens it: from a file, on any screen, in both themes, on paper. The
// pages are the goldens of tests/data/reports, every text of which is poisoned.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { launch } from './support.mjs';

const PAGES = ['receipt', 'report', 'checks'];
const WIDTHS = [1440, 1024, 390, 320];

let browser;
before(async () => (browser = await launch()));
after(() => browser.close());

// The page with everything recorded that must not happen.
async function open(name, options) {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const seen = { requests: [], complaints: [] };
  page.on('request', (request) => seen.requests.push(request.url()));
  page.on('console', (message) => seen.complaints.push(message.text()));
  page.on('pageerror', (error) => seen.complaints.push(error.message));
  page.on('dialog', (dialog) => {
    seen.complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const file = fileURLToPath(new URL(`../data/reports/${name}.html`, import.meta.url));
  await page.goto(pathToFileURL(file).href);
  return { page, seen, close: () => context.close() };
}

for (const name of PAGES) {
  for (const width of WIDTHS) {
    test(`${name} at ${width}: nothing is fetched, nothing runs, nothing scrolls sideways`, async () => {
      for (const colorScheme of ['light', 'dark']) {
        const { page, seen, close } = await open(name, {
          viewport: { width, height: 900 },
          colorScheme,
        });
        const found = await page.evaluate(() => {
          const wide = [...document.querySelectorAll('body *')].filter((element) => {
            const box = element.getBoundingClientRect();
            const hidden = getComputedStyle(element).position === 'absolute' || element.closest('svg');
            return !hidden && element.closest('thead, caption') === null && box.width > 0 &&
              (box.right > innerWidth + 0.5 || box.left < -0.5);
          });
          return {
            over: document.documentElement.scrollWidth - document.documentElement.clientWidth,
            wide: wide.map((element) => element.outerHTML.slice(0, 80)),
            scripts: document.scripts.length,
          };
        });
        assert.deepEqual(found, { over: 0, wide: [], scripts: 0 });
        assert.deepEqual(seen.complaints, []);
        assert.equal(seen.requests.length, 1, seen.requests.join(' '));
        await close();
      }
    });
  }

  test(`${name}: every text can be read, in both themes`, async () => {
    for (const colorScheme of ['light', 'dark']) {
      const { page, close } = await open(name, { colorScheme });
      const poor = await page.evaluate(() => {
        const channels = (text) => text.match(/[\d.]+/g).map(Number);
        const luminance = (text) => {
          const [r, g, b] = channels(text).map((value) => value / 255)
            .map((value) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
          return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const ground = (element) => {
          const color = getComputedStyle(element).backgroundColor;
          const [, , , alpha = 1] = channels(color);
          return alpha === 0 && element.parentElement ? ground(element.parentElement) : color;
        };
        return [...document.querySelectorAll('body *:not(svg, svg *)')]
          .filter((element) => [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
          .filter((element) => {
            const pair = [luminance(getComputedStyle(element).color), luminance(ground(element))];
            return (Math.max(...pair) + 0.05) / (Math.min(...pair) + 0.05) < 4.5;
          })
          .map((element) => element.outerHTML.slice(0, 80));
      });
      assert.deepEqual(poor, []);
      await close();
    }
  });
}

test('tables and pictures have names, on a phone as well', async () => {
  for (const width of [1440, 390]) {
    const { page, close } = await open('receipt', { viewport: { width, height: 900 } });
    for (const title of ['Findings', 'Checks', 'Migrations', 'Data steps', 'Digests']) {
      assert.equal(await page.getByRole('heading', { name: title, exact: true }).count(), 1, title);
      assert.equal(await page.getByRole('table', { name: title, exact: true }).count(), 1, title);
    }
    const integrity = page.getByRole('row', { name: 'integrity ✓ passed' });
    assert.equal(await integrity.count(), 1);
    await page.getByRole('img', { name: '100,000 inserted, 0 updated, 0 deleted' }).waitFor();
    await page.getByRole('img', { name: '1,200 after' }).waitFor();
    await close();
  }
});

test('a data step tells what it counted, collected and could not do', async () => {
  for (const width of [1440, 390]) {
    const { page, close } = await open('report', { viewport: { width, height: 900 } });
    for (const title of ['Counts of merge-profiles', 'Rows that merge-profiles could not do',
      'unmapped of merge-profiles: 1,234 records']) {
      assert.equal(await page.getByRole('heading', { name: title, exact: true }).count(), 1, title);
      assert.equal(await page.getByRole('table', { name: title, exact: true }).count(), 1, title);
    }
    assert.equal(await page.getByText('and 1,233 more').count(), 1);
    assert.equal(await page.getByText('[{').count(), 0, 'nothing is shown as JSON');
    // Beside a cell on a phone stands its column's title, whole.
    const label = await page.getByRole('row', { name: /^u-17 / }).getByRole('cell').first()
      .evaluate((cell) => getComputedStyle(cell, '::before').content);
    assert.equal(label, width < 720 ? '"field"' : 'none');
    await close();
  }
});

test('on paper it is light, in tables, and whole', async () => {
  const { page, close } = await open('receipt', { viewport: { width: 680, height: 900 } });
  await page.emulateMedia({ media: 'print', colorScheme: 'dark' });
  const style = (selector, property) => page.locator(selector).first()
    .evaluate((element, name) => getComputedStyle(element)[name], property);
  assert.equal(await style('body', 'backgroundColor'), 'rgb(255, 255, 255)');
  assert.equal(await style('body', 'color'), 'rgb(30, 35, 40)');
  assert.equal(await style('tr', 'display'), 'table-row');
  const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(over <= 0, `${over} px too wide`);
  const pdf = await page.pdf({ format: 'A4' });
  assert.ok(pdf.length > 10_000);
  await close();
});
