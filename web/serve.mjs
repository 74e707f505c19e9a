// Serves a folder of static files on 127.0.0.1, with the headers that a careful host would send.
//
//   node web/serve.mjs FOLDER [--port N]
//
// Prints its URL once it answers; stops on Ctrl-C. The browser tests import serve() instead. Only GET
// and HEAD, only files below the folder. Not for the open internet.

import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { pathToFileURL } from 'node:url';

const TYPES = new Map([
  ['.css', 'text/css; charset=utf-8'],
  ['.html', 'text/html; charset=utf-8'],
  ['.ico', 'image/x-icon'],
  ['.js', 'text/javascript; charset=utf-8'],
  ['.json', 'application/json; charset=utf-8'],
  ['.mjs', 'text/javascript; charset=utf-8'],
  ['.png', 'image/png'],
  ['.svg', 'image/svg+xml; charset=utf-8'],
  ['.txt', 'text/plain; charset=utf-8'],
  ['.wasm', 'application/wasm'],
  ['.webmanifest', 'application/manifest+json; charset=utf-8'],
]);

// What the page may do: load its own files and compile WASM. Nothing else, nowhere else.
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'Content-Security-Policy': POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // Ask again each time: a rebuilt site is seen at once.
  'Cache-Control': 'no-cache',
};

/** The file that a request's path names below `root` (a real path), or null. */
async function resolveFile(root, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  if (path.endsWith('/')) path += 'index.html';
  try {
    const file = await realpath(join(root, path));
    if (!file.startsWith(root + sep)) return null;
    const about = await stat(file);
    return about.isFile() ? { file, about } : null;
  } catch {
    return null;
  }
}

async function answer(root, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { ...HEADERS, Allow: 'GET, HEAD' }).end();
    return;
  }
  const found = await resolveFile(root, request.url);
  if (!found) {
    response.writeHead(404, { ...HEADERS, 'Content-Type': TYPES.get('.txt') }).end('Not found\n');
    return;
  }
  const tag = `"${found.about.mtimeMs.toString(36)}-${found.about.size.toString(36)}"`;
  const headers = { ...HEADERS, ETag: tag };
  if (request.headers['if-none-match'] === tag) {
    response.writeHead(304, headers).end();
    return;
  }
  headers['Content-Type'] = TYPES.get(extname(found.file)) ?? 'application/octet-stream';
  headers['Content-Length'] = found.about.size;
  response.writeHead(200, headers);
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  // A broken connection is the visitor's business.
  pipeline(createReadStream(found.file), response, () => {});
}

/**
 * Starts serving `folder`; port 0 takes any free one. Gives {url, close()}. Rejects with node's error
 * (code EADDRINUSE: the port is taken).
 */
export async function serve(folder, port = 0) {
  const root = await realpath(folder);
  const server = createServer((request, response) => {
    answer(root, request, response).catch((error) => response.destroy(error));
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

function usage(message) {
  console.error(`error: ${message}\n       usage: serve.mjs FOLDER [--port N]`);
  process.exit(2);
}

async function main(args) {
  let folder;
  let port = 8080;
  for (let i = 0; i < args.length; ++i) {
    if (args[i] === '--port') {
      if (!/^\d{1,5}$/.test(args[i + 1] ?? '') || Number(args[i + 1]) > 65535) {
        usage('--port needs a number from 0 to 65535 (0: any free one)');
      }
      port = Number(args[++i]);
    } else if (folder === undefined && !args[i].startsWith('-')) {
      folder = args[i];
    } else {
      usage(`unknown argument: ${args[i]}`);
    }
  }
  if (folder === undefined) usage('no folder to serve');

  let server;
  try {
    server = await serve(folder, port);
  } catch (error) {
    if (error.code === 'EADDRINUSE') {
      console.error(
        `error: port ${port} is taken by another program\n` +
          `       Choose another: ./run play --port ${port === 65535 ? 0 : port + 1}`,
      );
    } else if (error.code === 'EACCES') {
      console.error(`error: port ${port} is reserved: choose one above 1023`);
    } else if (error.code === 'ENOENT') {
      console.error(`error: no such folder: ${folder}`);
    } else {
      console.error(`error: ${error.message}`);
    }
    process.exit(3);
  }
  console.log(server.url);
  console.error('Ctrl-C stops it.');
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.once(signal, () => server.close().then(() => process.exit(0)));
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(await realpath(process.argv[1])).href) {
  await main(process.argv.slice(2));
}
