// The journey by keyboard alone; and that the keyboard stays the browser's where it should.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World } from './support.mjs';

let world;
let it;
before(async () => {
  world = await World.open();
  it = await world.playground();
});
after(() => world.close());

const focused = () =>
  it.page.evaluate(() => {
    const { activeElement } = document;
    return activeElement.closest('#mirror') ? activeElement.textContent : '';
  });

// Tab until the focus stands on `name`, as a person would.
async function tabTo(name) {
  for (let stops = 0; stops < 60; ++stops) {
    if ((await focused()) === name) return;
    await it.page.keyboard.press('Tab');
  }
  assert.fail(`Tab does not reach “${name}”`);
}

async function pressKey(key) {
  await it.page.keyboard.press(key);
  await it.idle();
}

test('Pets opens, migrates, verifies and goes back without a mouse', async () => {
  await tabTo('Pets');
  await pressKey('Enter');
  await it.tab('Timeline').waitFor();
  await it.idle();
  const opened = await it.digest();

  await tabTo('Migrate');
  await pressKey('Enter');
  assert.notDeepEqual(await it.digest(), opened);

  await tabTo('Timeline');
  for (let i = 0; i < 4; ++i) await pressKey('ArrowRight');
  assert.equal(await focused(), 'Checks');
  await pressKey('Enter');
  assert.equal(await it.tab('Checks').getAttribute('aria-selected'), 'true');
  await tabTo('Verify');
  await pressKey('Space');
  assert.match(await it.heading().textContent(), /^All \d+ checks passed$/);

  await tabTo('Roll back');
  await pressKey('Enter');
  assert.deepEqual(await it.digest(), opened);
});

test('the drawn focus and the page’s are one', async () => {
  await it.button('Download database').focus();
  await it.idle();
  const before = await it.page.screenshot({ clip: await ringBox('Download database') });
  await it.button('Roll back all').focus();
  await it.idle();
  const after = await it.page.screenshot({ clip: await ringBox('Download database') });
  assert.ok(!before.equals(after), 'the ring is drawn around the focused control only');
});

async function ringBox(name) {
  const { x, y, width, height } = await it.button(name).boundingBox();
  return { x: x - 5, y: y - 5, width: width + 10, height: height + 10 };
}

test('Tab leaves the page at both ends', async () => {
  const outside = () => it.page.evaluate(() => document.activeElement === document.body);
  for (const key of ['Tab', 'Shift+Tab']) {
    await it.button('Migrate').focus();
    let left = false;
    for (let stops = 0; stops < 60 && !left; ++stops) {
      await it.page.keyboard.press(key);
      left = await outside();
    }
    assert.ok(left, `${key} is caught`);
  }
});

test('the browser’s shortcuts are not stolen', async () => {
  await it.button('Migrate').focus();
  await it.page.evaluate(() => {
    window.taken = [];
    // After the page's own listeners.
    window.addEventListener('keydown', (event) => {
      if (event.defaultPrevented) window.taken.push(event.key);
    });
  });
  const browsers = ['F5', 'F11', 'F12', 'Tab'];
  for (const key of ['l', 't', 'w', 'n', 'r', 'f', 'p', 'c', 'v', 'x', '+', '-', '0']) {
    browsers.push(`Control+${key}`);
  }
  browsers.push('Alt+ArrowLeft');
  // Told to the page only: a headless browser would act on some of them.
  for (const combination of browsers) {
    const key = combination.split('+').at(-1) || '+';
    await it.page.evaluate(
      ([name, control, alt]) =>
        document.activeElement.dispatchEvent(
          new KeyboardEvent('keydown', {
            key: name,
            ctrlKey: control,
            altKey: alt,
            bubbles: true,
            cancelable: true,
          }),
        ),
      [key, combination.startsWith('Control'), combination.startsWith('Alt')],
    );
  }
  assert.deepEqual(await it.page.evaluate(() => window.taken), []);
});

test('copied text comes from the canvas', async () => {
  await it.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await it.tab('Timeline').click();
  const copy = it.page.getByRole('button', { name: 'Copy Change' });
  await copy.focus(); // brings it into sight
  await copy.click();
  await it.idle();
  const text = await it.page.evaluate(() => navigator.clipboard.readText());
  assert.match(text, /ALTER TABLE|CREATE TABLE/);
  it.assertClean();
});
