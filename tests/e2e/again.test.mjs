// 再来一单 is two taps from the home, and the way back leads to where it began.

import assert from 'node:assert/strict';
import test from 'node:test';
import { Customer, LIMIT } from './lib/app.mjs';
import { World } from './lib/world.mjs';

async function atTheEnd(resident) {
  await resident.main.locator('.step-head h2', { hasText: '核对一下' }).waitFor(LIMIT);
  await resident.page.getByRole('link', { name: '返回' }).click(LIMIT);
}

test('再来一单 fills the form in, from the home and from an order, and 返回 leads to where it began', async (t) => {
  const world = await World.for(t);
  const resident = await Customer.demo(await world.phone('resident'), 'resident');
  await resident.page.getByRole('link', { name: /再来一单/ }).click(LIMIT);
  await atTheEnd(resident);
  await resident.page.getByRole('link', { name: '我要下单' }).waitFor(LIMIT);
  assert.equal(resident.path(), '/');

  await resident.page.getByRole('link', { name: '订单', exact: true }).click(LIMIT);
  await resident.press(/^办完的/);
  await resident.main.getByRole('link', { name: /办好了/ }).first().click(LIMIT);
  await resident.button('再来一单').waitFor(LIMIT);
  const order = resident.path();
  await resident.press('再来一单');
  await atTheEnd(resident);
  await resident.button('再来一单').waitFor(LIMIT);
  assert.equal(resident.path(), order);
});
