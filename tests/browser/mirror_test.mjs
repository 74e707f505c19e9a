// Every drawn control has an element: with its name, exactly over it, and each way of pressing it acts
// once.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World } from './support.mjs';

let world;
let it;
before(async () => {
  world = await World.open();
  it = await world.playground({}, 'Pets');
});
after(() => world.close());

const BUTTONS = ['Migrate', 'Step forward', 'Roll back', 'Roll back all', 'Download database'];
const TABS = ['Timeline', 'Schema', 'Data', 'Gallery', 'Checks', 'Determinism'];

test('the start page has its fixed names', async () => {
  const start = await world.playground();
  for (const name of ['Pets', 'Profiles', 'ValueRank', 'Reviews', 'Open database']) {
    assert.equal(await start.page.getByRole('button', { name, exact: true }).count(), 1, name);
  }
  start.assertClean();
  await start.close();
});

test('an open sample has its fixed names', async () => {
  for (const name of BUTTONS) {
    assert.equal(await it.page.getByRole('button', { name, exact: true }).count(), 1, name);
  }
  assert.deepEqual(await it.page.getByRole('tab').allTextContents(), TABS);
  await it.press(it.tab('Checks'));
  assert.ok((await it.button('Verify').count()) === 1);
  await it.press(it.tab('Determinism'));
  assert.ok((await it.button('Compare with native').count()) === 1);
});

test('each control’s element lies exactly over what is drawn', async () => {
  await it.tab('Timeline').click();
  await it.idle();
  const cursor = async (x, y) => {
    await it.page.mouse.move(x, y);
    await it.idle();
    return it.page.evaluate(() => document.querySelector('#stage').style.cursor);
  };
  const controls = await it.page
    .locator('#mirror :is(button):not([aria-disabled])')
    .evaluateAll((elements) =>
      elements
        .map((e) => ({ name: e.textContent, ...e.getBoundingClientRect().toJSON() }))
        .filter(({ width }) => width > 0),
    );
  assert.ok(controls.length >= 15);
  for (const { name, left, top, right, bottom } of controls) {
    // The drawn control answers right up to the element's corners …
    for (const corner of [[left + 1, top + 1], [right - 1.5, bottom - 1.5]]) {
      assert.equal(await cursor(...corner), 'pointer', `${name} at ${corner}`);
    }
  }
  for (const name of BUTTONS) {
    // … and not beyond them.
    const { x, y, width, height } = await it.button(name).boundingBox();
    assert.notEqual(await cursor(x + 1, y - 2), 'pointer', name);
    assert.notEqual(await cursor(x + width - 1, y + height + 2), 'pointer', name);
  }
});

test('each way of pressing acts exactly once', async () => {
  const toggle = it.page.getByRole('button', { name: /^(Light|Dark) theme$/ });
  const name = async () => {
    await it.idle();
    return toggle.textContent();
  };
  const ways = {
    'the mouse': () => it.press(toggle),
    'locator.click()': () => toggle.click(),
    'element.click()': () => toggle.evaluate((element) => element.click()),
    Enter: () => toggle.press('Enter'),
    Space: () => toggle.press('Space'),
    'a click event without a pointer': () => toggle.dispatchEvent('click'),
  };
  for (const [way, press] of Object.entries(ways)) {
    const before = await name();
    await press();
    assert.notEqual(await name(), before, way);
  }
});

test('a finger’s tap acts once, and its drag scrolls', async () => {
  const touch = await world.playground(
    { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true },
    'Pets',
  );
  const toggle = touch.page.getByRole('button', { name: /^(Light|Dark) theme$/ });
  const before = await toggle.textContent();
  await toggle.tap();
  await touch.idle();
  assert.notEqual(await toggle.textContent(), before);

  await touch.tab('Gallery').tap();
  await touch.idle();
  const tile = touch.page.getByRole('option').nth(4);
  const { x, y } = await tile.boundingBox();
  const wire = await touch.page.context().newCDPSession(touch.page);
  const finger = (type, top) =>
    wire.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x + 20, y: top }],
    });
  await finger('touchStart', y + 60);
  for (let moved = 10; moved <= 100; moved += 10) await finger('touchMove', y + 60 - moved);
  await finger('touchEnd');
  await touch.idle();
  const after = await tile.boundingBox();
  assert.ok(y - after.y > 60 && y - after.y < 140, `moved by ${y - after.y}`);
  assert.equal(await touch.page.getByRole('option', { selected: true }).count(), 0);
  touch.assertClean();
  await touch.close();
});

test('names, roles and groups are whole', async () => {
  for (const tab of TABS) {
    await it.tab(tab).click();
    await it.idle();
    const faults = await it.page.evaluate(() => {
      const found = [];
      const ids = new Set();
      for (const element of document.querySelectorAll('#mirror [data-node], #mirror [role]')) {
        const role = element.getAttribute('role') ?? element.localName;
        const name = element.getAttribute('aria-label') ?? element.textContent.trim();
        const wantsName = ['button', 'tab', 'option', 'menuitem', 'checkbox', 'img', 'table'];
        if ([...wantsName, 'listbox', 'progressbar', 'input'].includes(role) && !name) {
          found.push(`${role} without a name`);
        }
        const home = { tab: 'tablist', option: 'listbox', menuitem: 'menu', row: 'table' }[role];
        if (home && element.parentElement.getAttribute('role') !== home) {
          found.push(`${role} “${name}” outside a ${home}`);
        }
        if (['cell', 'columnheader'].includes(role)) {
          if (element.parentElement.getAttribute('role') !== 'row') found.push(`${role} outside a row`);
        }
        if (element.tabIndex >= 0 && element.closest('[aria-hidden=true]')) found.push('hidden stop');
        if (element.dataset.node) {
          if (ids.has(element.dataset.node)) found.push(`twice: ${name}`);
          ids.add(element.dataset.node);
        }
      }
      for (const list of document.querySelectorAll('#mirror [role=tablist]')) {
        const chosen = list.querySelectorAll('[aria-selected=true]').length;
        if (chosen !== 1) found.push(`${chosen} tabs selected`);
        if (list.querySelectorAll('[tabindex="0"]').length !== 1) found.push('not one Tab stop');
      }
      return found;
    });
    assert.deepEqual(faults, [], tab);
  }
  it.assertClean();
});
