// What the browser tests share: the built site on a server of its own, Chromium, and the playground's
// page with everything recorded that must not happen.

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { serve } from '../../web/serve.mjs';

const ROOT = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
export const SITE = process.env.GODWIT_SITE ?? resolve(ROOT, 'build/web/site');
const SCREENSHOTS = resolve(ROOT, 'build/screenshots');

const ARGUMENTS = [
  // WebGL 2 without a graphics card.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--no-sandbox',
  // Chromium's own traffic has no business here.
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

export function launch(extra = []) {
  return chromium.launch({
    executablePath: process.env.GODWIT_CHROMIUM ?? '/usr/bin/chromium',
    args: [...ARGUMENTS, ...extra],
  });
}

// Server and browser for the tests of one file: `const world = await World.open(); after(world.close)`.
export class World {
  static async open(folder = SITE) {
    const world = new World();
    world.server = await serve(folder);
    world.browser = await launch();
    world.url = world.server.url;
    return world;
  }

  close = async () => {
    await this.browser.close();
    await this.server.close();
  };

  // A page in a context of its own, not yet anywhere.
  async page(options = {}) {
    const context = await this.browser.newContext({
      viewport: { width: 1440, height: 900 },
      colorScheme: 'dark',
      reducedMotion: 'reduce',
      ...options,
    });
    return new Playground(await context.newPage(), this.url);
  }

  // The playground, ready; with the sample `sample` open when one is named.
  async playground(options = {}, sample = '') {
    const it = await this.page(options);
    await it.go();
    if (sample) {
      await it.button(sample).click();
      await it.page.getByRole('tab', { name: 'Timeline' }).waitFor();
      await it.idle();
    }
    return it;
  }
}

// One page with the playground in it.
export class Playground {
  // What a clean run leaves empty: errors on the console, requests to anywhere else.
  complaints = [];
  requests = [];

  constructor(page, url) {
    this.page = page;
    this.url = url;
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text());
    });
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => this.requests.push(request.url()));
    page.on('websocket', (socket) => this.requests.push(socket.url()));
  }

  async go() {
    await this.page.goto(this.url);
    await this.page.evaluate(() => window.godwit.ready);
    await this.idle();
  }

  idle() {
    return this.page.evaluate(() => window.godwit.idle());
  }
  digest() {
    return this.page.evaluate(() => window.godwit.digest());
  }
  frames() {
    return this.page.evaluate(() => window.godwit.frames);
  }

  button(name) {
    return this.page.getByRole('button', { name, exact: true }).first();
  }
  tab(name) {
    return this.page.getByRole('tab', { name, exact: true });
  }
  heading() {
    return this.page.getByRole('heading', { level: 1 });
  }
  // What the top bar says about the database.
  status() {
    return this.page.getByRole('status').first().textContent();
  }

  // Presses with the mouse itself, wherever the element says that it is; then waits until all is quiet.
  async press(locator) {
    const { x, y, width, height } = await locator.boundingBox();
    await this.page.mouse.click(x + width / 2, y + height / 2);
    await this.idle();
  }

  async screenshot(name) {
    await this.idle();
    mkdirSync(SCREENSHOTS, { recursive: true });
    return this.page.screenshot({ path: resolve(SCREENSHOTS, `${name}.png`) });
  }

  assertClean() {
    assert.deepEqual(this.complaints, []);
    const elsewhere = this.requests.filter(
      (url) => !url.startsWith(this.url) && !url.startsWith(`blob:${this.url}`),
    );
    assert.deepEqual(elsewhere, []);
  }

  async close() {
    await this.page.context().close();
  }
}
