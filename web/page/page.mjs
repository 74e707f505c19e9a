// The playground's page: loads the shell and the engine side by side, connects the shell to the
// browser, and gives scripts `window.godwit`.

import { Engine } from './engine.mjs';
import { Files } from './files.mjs';
import { Frames } from './frames.mjs';
import { Glyphs } from './glyphs.mjs';
import { Clipboard, connectKeyboard } from './keyboard.mjs';
import { Mirror } from './mirror.mjs';
import { showNotice } from './notice.mjs';
import { connectPointer } from './pointer.mjs';
import { Shell } from './shell.mjs';
import { connectSurface } from './surface.mjs';

// Dear ImGui's cursors, in its order (ImGuiMouseCursor, from -1 = none).
const CURSORS = ['none', 'default', 'text', 'move', 'ns-resize', 'ew-resize', 'nesw-resize'];
CURSORS.push('nwse-resize', 'pointer', 'wait', 'progress', 'not-allowed');

const stage = document.querySelector('#stage');
const loading = document.querySelector('#loading');
const dark = matchMedia('(prefers-color-scheme: dark)');
const still = matchMedia('(prefers-reduced-motion: reduce)');
const coarse = matchMedia('(pointer: coarse)');

const preferences = () => ({
  dark: dark.matches,
  reducedMotion: still.matches,
  touch: coarse.matches,
  mac: /Mac|iPhone|iPad/.test(navigator.platform),
});

const step = (promise) =>
  promise.then((result) => {
    loading.value += 1;
    return result;
  });

const reload = { label: 'Reload the page', run: () => location.reload() };

let shell = null;
let clipboard = null;
let idleWaiters = [];

const frames = new Frames(() => shell?.frame(), tellIdle);

const engine = new Engine({
  receive(body, blob) {
    shell.receive(body, blob);
    frames.request(3);
  },
  changed: tellIdle,
  failed(why) {
    showNotice({
      title: 'The engine could not be loaded',
      why,
      next: 'Nothing was changed. Reload the page; if it stays so, the site may be incomplete.',
      action: reload,
    });
  },
});

const files = new Files((name, bytes) => {
  shell.file(name, bytes);
  frames.request(3);
}, showNotice);

const mirror = new Mirror(document.querySelector('#mirror'));
const glyphs = new Glyphs();

// What the shell asks of the page: web/page/imports.h.
const page = {
  send: (body, blob) => engine.send(body, blob),
  cancel: (id) => engine.cancel(id),
  save: (name, type, bytes) => files.save(name, type, bytes),
  chooseFile: () => files.choose(),
  showLicences: () => window.open('licences.txt', '_blank', 'noopener'),
  requestFrame: (delay) => frames.requestAfter(delay),
  mirror: (changes) => mirror.update(JSON.parse(changes)),
  cursor: (cursor) => (stage.style.cursor = CURSORS[cursor + 1] ?? 'default'),
  copy: (text) => clipboard.write(text),
  drawGlyph: (codepoint, size, weight) => glyphs.draw(codepoint, size, weight),
  takeGlyph: () => glyphs.take(),
};

function isIdle() {
  return shell !== null && !frames.pending && !engine.busy && !shell.busy;
}

function tellIdle() {
  if (!isIdle()) return;
  const waiters = idleWaiters;
  idleWaiters = [];
  for (const resolve of waiters) resolve();
}

// The shell, drawing on the canvas. Says why when there is none, then rejects.
async function openShell() {
  const [digests, module] = await Promise.all([
    // Made by the native build; without them the playground says that it has nothing to compare.
    step(fetch('native-digests.json').then((answer) => (answer.ok ? answer.text() : ''), () => '')),
    step(import('./godwit-shell.mjs').then(({ default: createShell }) => createShell({ page }))),
  ]).catch((cause) => {
    giveUp({
      title: 'The playground could not be loaded',
      why: String(cause.message ?? cause),
      next: 'Reload the page. If it stays so, this browser may be too old: it takes one of 2022 or newer.',
    });
    throw cause;
  });
  const made = new Shell(module);
  stage.hidden = false;
  if (!made.start(digests, preferences())) {
    stage.hidden = true;
    giveUp({
      title: 'This browser does not draw WebGL 2',
      why: 'The playground is drawn with it. It may be switched off in the settings, or blocked for this graphics card.',
      next: 'Switch on hardware acceleration and reload, try another browser, or use the command line godwit: it does all that the playground does.',
    });
    throw new Error('WebGL 2 is missing');
  }
  return made;
}

function giveUp(words) {
  loading.hidden = true;
  showNotice({ ...words, action: reload });
}

async function start() {
  shell = await openShell();
  clipboard = new Clipboard(stage, shell, frames, () =>
    showNotice({
      title: 'The text was not copied',
      why: 'The browser refused access to the clipboard.',
      next: 'Select it and press Ctrl+C (on a Mac, Command+C).',
    }),
  );
  const drawn = connectSurface(document.querySelector('#canvas'), shell, frames);
  const pointer = connectPointer(stage, shell, frames, () => still.matches);
  connectKeyboard(stage, shell, frames, mirror, pointer);
  files.acceptDrops(document.querySelector('#drop'));
  for (const query of [dark, still, coarse]) {
    query.addEventListener('change', () => {
      shell.prefer(preferences());
      frames.request(3);
    });
  }
  await drawn;
  document.querySelector('#welcome').remove();
  await engine.ready;
  await whenIdle();
}

// What the browser lays out and tells (a new size, say) has come when the next picture is made.
const nextPicture = () =>
  new Promise((resolve) => {
    if (document.hidden) resolve();
    else requestAnimationFrame(() => setTimeout(resolve));
  });

const whenIdle = () =>
  new Promise((resolve) => {
    idleWaiters.push(resolve);
    tellIdle();
  });

window.godwit = {
  ready: start(),
  idle: () => nextPicture().then(whenIdle),
  get frames() {
    return frames.count;
  },
  digest: () => engine.ask('digest'),
  get version() {
    return shell?.version ?? '';
  },
};
