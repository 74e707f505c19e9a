// The samples beside pets, by mouse: each opens as its application stood before the change, goes to the
// end, passes every check, has the native build's digests, and goes all the way back.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { World } from './support.mjs';

let world;
before(async () => {
  world = await World.open();
});
after(async () => {
  await world.close();
});

// [button, the table that is looked at, its rows, what one of them says]
const SAMPLES = [
  ['ValueRank', 'definitions', 4, 'Triage Under Scarcity'],
  ['Reviews', 'books', 5, '채식주의자'],
];

for (const [name, table, rows, text] of SAMPLES) {
  test(`${name} opens, shows its rows, migrates, verifies and goes back`, async () => {
    const it = await world.playground({}, name);
    const opened = await it.digest();
    assert.equal(opened.tables.find((t) => t.name === table).rows, rows);
    assert.match(await it.status(), /^3 of \d applied/);

    await it.press(it.tab('Data'));
    await it.press(it.page.getByRole('option', { name: new RegExp(`^${table}, ${rows} rows`) }));
    const grid = it.page.getByRole('table', { name: `Rows of ${table}` });
    assert.ok((await grid.textContent()).includes(text), await grid.textContent());
    await it.screenshot(`${name.toLowerCase()}-data`);

    await it.press(it.button('Migrate'));
    assert.notDeepEqual(await it.digest(), opened);
    await it.press(it.tab('Checks'));
    await it.press(it.button('Verify'));
    assert.match(await it.heading().textContent(), /^All \d+ checks passed$/);
    await it.screenshot(`${name.toLowerCase()}-checks`);

    await it.press(it.tab('Determinism'));
    await it.press(it.button('Compare with native'));
    assert.match(await it.heading().textContent(), /^The same at all \d+ steps$/);

    await it.press(it.button('Roll back'));
    assert.deepEqual(await it.digest(), opened);
    await it.press(it.button('Roll back all'));
    assert.deepEqual((await it.digest()).tables, []);
    it.assertClean();
    await it.close();
  });
}
