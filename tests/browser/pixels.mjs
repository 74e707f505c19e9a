// Screenshots as pixels: just enough PNG to read what Chromium writes (8 bits a channel, not interlaced).

import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

// {width, height, at(x, y) → [r, g, b]}.
export function readPng(file) {
  const chunks = [];
  let head;
  for (let at = 8; at < file.length; ) {
    const size = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const data = file.subarray(at + 8, at + 8 + size);
    if (type === 'IHDR') head = data;
    if (type === 'IDAT') chunks.push(data);
    at += size + 12;
  }
  const width = head.readUInt32BE(0);
  const height = head.readUInt32BE(4);
  const channels = { 2: 3, 6: 4 }[head[9]];
  assert.ok(head[8] === 8 && channels && head[12] === 0, 'a kind of PNG that this does not read');
  const pixels = unfilter(inflateSync(Buffer.concat(chunks)), width * channels, height, channels);
  return {
    width,
    height,
    at(x, y) {
      const start = (Math.round(y) * width + Math.round(x)) * channels;
      return [pixels[start], pixels[start + 1], pixels[start + 2]];
    },
  };
}

function unfilter(raw, stride, height, channels) {
  const out = Buffer.alloc(stride * height);
  for (let y = 0; y < height; ++y) {
    const filter = raw[y * (stride + 1)];
    for (let i = 0; i < stride; ++i) {
      const left = i >= channels ? out[y * stride + i - channels] : 0;
      const up = y > 0 ? out[(y - 1) * stride + i] : 0;
      const corner = y > 0 && i >= channels ? out[(y - 1) * stride + i - channels] : 0;
      const predicted = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][filter];
      out[y * stride + i] = raw[y * (stride + 1) + 1 + i] + predicted;
    }
  }
  return out;
}

function paeth(left, up, corner) {
  const guess = left + up - corner;
  const [a, b, c] = [left, up, corner].map((value) => Math.abs(guess - value));
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}

// The share of pixels within `box` whose colour is clearly one, not a grey.
export function colourfulShare(image, box) {
  let colourful = 0;
  let all = 0;
  for (let y = box.y; y < box.y + box.height; y += 2) {
    for (let x = box.x; x < box.x + box.width; x += 2) {
      const [r, g, b] = image.at(x, y);
      all += 1;
      if (Math.max(r, g, b) - Math.min(r, g, b) > 60) colourful += 1;
    }
  }
  return colourful / all;
}

// How many pixels differ between two screenshots of the same size.
export function countDifferent(a, b) {
  let different = 0;
  for (let y = 0; y < a.height; ++y) {
    for (let x = 0; x < a.width; ++x) {
      if (String(a.at(x, y)) !== String(b.at(x, y))) different += 1;
    }
  }
  return different;
}
