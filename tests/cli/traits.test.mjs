// godwit traits: the vectors made by the original generator, hard ids, and what is no id.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, data, native, run, sleep, start } from './harness.mjs';

const vectors = readFileSync(join(data, 'traits', 'pet-traits.jsonl'), 'utf8')
  .trimEnd().split('\n').map((line) => JSON.parse(line));
const kHundredThousand = 'cf0e9fcaec445524d2fcbd7eae0d9d607cebd5560ad8008e4338df220994dd39';

const lines = (ids) => ids.map((id) => JSON.stringify(id) + '\n').join('');
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

for (const build of builds) {
  test(`every vector by --stdin: ${build.name}`, () => {
    const done = run(build, ['traits', '--stdin'], { input: lines(vectors.map((v) => v.id)) });
    assert.equal(done.status, 0, done.err);
    assert.deepEqual(done.out.trimEnd().split('\n'), vectors.map((v) => v.traits));
  });

  test(`ids as arguments: ${build.name}`, () => {
    // An argument cannot hold a NUL.
    const some = vectors.filter((v) => !v.id.includes('\0'));
    const done = run(build, ['traits', '--', ...some.map((v) => v.id)]);
    assert.equal(done.status, 0, done.err);
    assert.deepEqual(done.out.trimEnd().split('\n'), some.map((v) => v.traits));
    const json = run(build, ['traits', '--json', '--', '', '-x-']);
    assert.equal(json.status, 0, json.err);
    assert.equal(json.json.length, 2);
  });

  test(`ids in brackets, with commas, are ids: ${build.name}`, () => {
    const ids = ['[a,b]', '[]', '[[a],]', 'a,b', '[', 'traits', 'up'];
    const wanted = run(build, ['traits', '--stdin'], { input: lines(ids) });
    const done = run(build, ['traits', ...ids]);
    assert.equal(done.status, 0, done.err);
    assert.equal(done.out, wanted.out);
    assert.equal(done.out.trimEnd().split('\n').length, ids.length);
    assert.equal(run(build, ['traits', '[a,b]', '--svg']).status, 0);
  });

  test(`100,000 ids: ${build.name}`, () => {
    const ids = Array.from({ length: 100_000 }, (_, i) => `pet-${i}`);
    const done = run(build, ['traits', '--stdin'], { input: lines(ids) });
    assert.equal(done.status, 0, done.err);
    assert.equal(sha256(done.out), kHundredThousand);
  });

  test(`lone surrogates as JavaScript sees them: ${build.name}`, () => {
    // Equal in the low byte of every code unit, and so equal in their traits.
    const done = run(build, ['traits', '--stdin'], {
      input: '"\\ud83d"\n"\\udc3d"\n"="\n"\\ud83d\\ude00"\n"\u{1f600}"\n"=\\u0000"\n',
    });
    assert.equal(done.status, 0, done.err);
    const [high, low, sign, pair, emoji, twoUnits] = done.out.trimEnd().split('\n');
    assert.equal(high, sign);
    assert.equal(low, sign);
    assert.equal(pair, emoji);
    assert.equal(pair, twoUnits);
    assert.notEqual(pair, sign);
  });

  test(`white space, no last line feed, nothing at all: ${build.name}`, () => {
    const wanted = vectors[0].traits + '\n';
    for (const input of [` ${JSON.stringify(vectors[0].id)}\t\r\n`, JSON.stringify(vectors[0].id)]) {
      assert.equal(run(build, ['traits', '--stdin'], { input }).out, wanted);
    }
    const empty = run(build, ['traits', '--stdin'], { input: '' });
    assert.deepEqual([empty.status, empty.out], [0, '']);
  });

  const broken = ['null', '5', '{}', '"open', '"a" "b"', '', '"bad \\x escape"', '"\\u12"', '"\t"'];
  for (const line of broken) {
    test(`not a JSON string, ${JSON.stringify(line)}: ${build.name}`, () => {
      const done = run(build, ['traits', '--stdin'], { input: `"a"\n"b"\n${line}\n"c"\n` });
      assert.equal(done.status, 2);
      assert.equal(done.out.trimEnd().split('\n').length, 2, 'the lines before it are answered');
      assert.match(done.err, /^error: line 3 of standard input is not a JSON string: .+/);
      assert.match(done.err, /at <stdin>:3/);
    });
  }

  test(`malformed UTF-8 is refused: ${build.name}`, () => {
    const done = run(build, ['traits', '--stdin'], { input: Buffer.from([0x22, 0xff, 0x22, 0x0a]) });
    assert.equal(done.status, 2);
  });

  test(`what is complete is answered before the input ends: ${build.name}`, async () => {
    const child = start(build, ['traits', '--stdin']);
    const first = new Promise((resolve) => child.stdout.once('data', resolve));
    child.stdin.write(lines([vectors[0].id]) + '"half');
    assert.equal(await first, vectors[0].traits + '\n');
    child.stdin.end(' a line"\n');
    const done = await child.ended;
    assert.equal(done.status, 0, done.err);
    assert.equal(done.out.trimEnd().split('\n').length, 2);
  });

  test(`a slow reader gets all of it: ${build.name}`, async () => {
    const ids = Array.from({ length: 45_000 }, (_, i) => `pet-${i}`);
    const child = start(build, ['traits', '--stdin']);
    child.stdin.end(lines(ids));
    child.stdout.pause();
    await sleep(700);
    child.stdout.resume();
    const done = await child.ended;
    assert.equal(done.status, 0, done.err);
    assert.ok(done.out.length > 10_000_000, `${done.out.length} bytes`);
    assert.equal(done.out.split('\n').length, ids.length + 1);
    assert.equal(done.out, run(native, ['traits', '--stdin'], { input: lines(ids) }).out);
  });

  test(`a reader that goes away ends it quietly: ${build.name}`, async () => {
    const child = start(build, ['traits', '--stdin']);
    child.stdin.on('error', () => {});  // it may end before it has read everything
    child.stdin.end(lines(Array.from({ length: 200_000 }, (_, i) => `pet-${i}`)));
    child.stdout.once('data', () => child.stdout.destroy());
    const done = await child.ended;
    assert.deepEqual([done.status, done.signal, done.err], [0, null, '']);
  });
}

test('a picture has the colours of its traits, and both builds draw the same', () => {
  for (const vector of vectors.slice(0, 3)) {
    const [first, second] = builds.map((build) => run(build, ['traits', '--svg', vector.id]));
    assert.equal(first.status, 0, first.err);
    assert.equal(first.out, second.out);
    const { h, s, l } = JSON.parse(vector.traits).bodyColor;
    const colour = `hsl(${Math.round(h)}, ${Math.round(s)}%, ${Math.round(l)}%)`;
    assert.ok(first.out.startsWith('<svg') && first.out.includes(colour), first.out);
  }
});
