// How it looks: screenshots of the views in both colour schemes and in four sizes, into
// build/screenshots/, for people to judge; and what machines can judge of them.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readPng } from './pixels.mjs';
import { World } from './support.mjs';

let world;
before(async () => (world = await World.open()));
after(() => world.close());

const SIZES = {
  wide: { viewport: { width: 1440, height: 900 } },
  small: { viewport: { width: 1024, height: 768 } },
  phone: { viewport: { width: 390, height: 844 }, deviceScaleFactor: 3, hasTouch: true, isMobile: true },
  zoomed: { viewport: { width: 1152, height: 720 }, deviceScaleFactor: 1.25 },
};
const GROUNDS = { dark: [0x14, 0x17, 0x1a], light: [0xf7, 0xf5, 0xf2] };

for (const colorScheme of ['dark', 'light']) {
  for (const [size, options] of Object.entries(SIZES)) {
    test(`${size}, ${colorScheme}`, async () => {
      const it = await world.playground({ ...options, colorScheme });
      const name = (view) => `${size}-${colorScheme}-${view}`;
      const start = readPng(await it.screenshot(name('start')));
      assert.deepEqual(start.at(4, start.height - 4), GROUNDS[colorScheme]);

      await it.button('Pets').click();
      await it.tab('Timeline').waitFor();
      await it.screenshot(name('timeline'));
      await it.button('Migrate').click();
      await it.idle();
      for (const tab of await it.page.getByRole('tab').all()) {
        await tab.click();
        await it.screenshot(name(`${(await tab.textContent()).toLowerCase()}-migrated`));
        await assertWithin(it);
      }
      it.assertClean();
      await it.close();
    });
  }
}

test('details that lie over a view hide it', async () => {
  const it = await world.playground(SIZES.phone, 'Pets');
  await it.button('Migrate').click();
  await it.idle();
  await it.tab('Gallery').click();
  await it.idle();
  // Between the first pet's facts and the bottom bar.
  const box = { left: 8, top: 560, width: 374, height: 120 };
  const density = SIZES.phone.deviceScaleFactor;
  const colours = async () => {
    const image = readPng(await it.page.screenshot());
    const seen = new Set();
    for (let y = box.top * density; y < (box.top + box.height) * density; ++y) {
      for (let x = box.left * density; x < (box.left + box.width) * density; ++x) {
        seen.add(image.at(x, y).join());
      }
    }
    return seen.size;
  };
  assert.ok((await colours()) > 10, 'pets are there');
  await it.page.getByRole('option').first().click();
  await it.button('Show details').click();
  await it.idle();
  assert.equal(await colours(), 1);
  await it.close();
});

// No control reaches beyond the page or is too small to hit; the canvas has the screen's own pixels.
async function assertWithin(it) {
  const faults = await it.page.evaluate(() => {
    const found = [];
    const least = matchMedia('(pointer: coarse)').matches ? 44 : 24;
    for (const button of document.querySelectorAll('#mirror button')) {
      const { left, top, right, bottom, width, height } = button.getBoundingClientRect();
      if (width === 0) continue;
      const name = button.textContent;
      if (left < 0 || top < 0 || right > innerWidth || bottom > innerHeight) {
        found.push(`“${name}” reaches beyond the page`);
      }
      // Cut off by the edge of what it scrolls in is fine.
      const cut = bottom > innerHeight - 180 || top < 180;
      if (!cut && height < least) found.push(`“${name}” is ${height} high`);
    }
    const canvas = document.querySelector('#canvas');
    if (Math.abs(canvas.width - innerWidth * devicePixelRatio) > 1) {
      found.push(`the canvas is ${canvas.width} pixels wide`);
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push('the page scrolls sideways');
    return found;
  });
  assert.deepEqual(faults, []);
}

test('a change of the system’s colour scheme is followed at once', async () => {
  const it = await world.playground({ colorScheme: 'dark' });
  await it.page.emulateMedia({ colorScheme: 'light' });
  const image = readPng(await it.screenshot('followed'));
  assert.deepEqual(image.at(4, image.height - 4), GROUNDS.light);
  await it.close();
});

test('the window can be resized, and the picture is never stretched', async () => {
  const it = await world.playground({}, 'Pets');
  for (const [width, height] of [[1000, 700], [500, 800], [1600, 1000]]) {
    await it.page.setViewportSize({ width, height });
    await it.idle();
    await assertWithin(it);
  }
  it.assertClean();
  await it.close();
});
