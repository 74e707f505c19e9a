// `godwit query`: the named operations of the samples' query layers, with both builds: lists, rows, errors,
// plans, and that only what writes does.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { builds, isRoot, native, run, scratch } from './harness.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const reviews = ['--db', 'r.db'];

// A folder with the seeded sample.
function seeded(t, build, sample, file = 'r.db') {
  const at = { cwd: scratch(t) };
  for (const args of [['up'], ['seed']]) {
    const done = run(build, [...args, '--project', sample, '--db', file, '-q'], at);
    assert.equal(done.status, 0, done.err);
  }
  return at;
}

for (const build of builds) {
  test(`${build.name}: a sample's operations are listed with their parameters`, (t) => {
    const at = { cwd: scratch(t) };
    const done = run(build, ['query', 'reviews'], at);
    assert.equal(done.status, 0, done.err);
    assert.match(done.out, /^reviews: 19 operations\n {2}feed {2}What is published, newest first/);
    assert.match(done.out, /\n {2}toggle-like {2}Like a review, or no longer\n {6}userId=text reviewId=text\n/);
    assert.match(done.out, /\[readStatus=READING\|COMPLETED\|DROPPED\]/);
    const { operations } = run(build, ['query', 'valuerank', '--json'], at).json;
    const tree = operations.find(({ name }) => name === 'tree');
    assert.deepEqual(tree.parameters, [{ name: 'id', type: 'text', optional: false }]);
    assert.equal(tree.writes, false);
  });

  test(`${build.name}: rows are shown as a table, one row as its members, JSON as objects`, (t) => {
    const at = seeded(t, build, 'reviews');
    const likes = run(build, ['query', 'reviews', 'liked-of', 'seed-user-seoyeon',
      'reviewIds=seed-review-04', 'reviewIds=seed-review-11', ...reviews], at);
    assert.equal(likes.out, 'seed-review-04\n', likes.err);
    const feed = run(build, ['query', 'reviews', 'feed', '2', ...reviews], at);
    const lines = feed.out.split('\n');
    assert.match(lines[0], /^id +title +content +rating +isRecommended /);
    assert.match(lines[1], /^seed-review-10 /);
    assert.equal(lines.length, 4);
    const book = run(build, ['query', 'reviews', 'get-book', 'seed-book-vegetarian', ...reviews], at);
    assert.match(book.out, /^id +seed-book-vegetarian\nisbn +\d{13}\ntitle +채식주의자\n/);
    const { result } = run(build, ['query', 'reviews', 'feed', 'limit=1', ...reviews, '--json'], at).json;
    assert.equal(result[0].bookAuthor, '이미예');
    const none = run(build, ['query', 'reviews', 'likes-of-user', 'nobody', ...reviews], at);
    assert.equal(none.out, 'none\n');
  });

  test(`${build.name}: what is not there and what is wrong is named, and changes nothing`, (t) => {
    const at = seeded(t, build, 'reviews');
    const before = readFileSync(join(at.cwd, 'r.db'));
    const ask = (...args) => run(build, ['query', 'reviews', ...args, ...reviews, '--json'], at);
    for (const [args, status, what, kind] of [
      [['get', 'nobody'], 4, "Review 'nobody'", 'not-found'],
      [['toggle-like', 'seed-user-jiho', 'seed-review-11'], 4, `Review 'seed-review-11', field "status"`, 'validation'],
      [['feed', 'limit=0'], 2, 'page of reviews, field "limit"', 'validation'],
      [['get'], 2, 'operation "get" of sample "reviews", argument "id"', undefined],
      [['fed'], 2, 'operation "fed" of sample "reviews"', undefined],
    ]) {
      const done = ask(...args);
      assert.equal(done.status, status, done.err);
      assert.equal(done.json.error.what, what);
      assert.equal(done.json.error.kind, kind);
    }
    assert.match(ask('fed').err, /did you mean "feed"\? `godwit query reviews` lists them/);
    assert.deepEqual(readFileSync(join(at.cwd, 'r.db')), before);
    for (const [args, words] of [
      [['query'], /no sample is named/],
      [['query', 'reviewes'], /did you mean "reviews"\?/],
      [['query', 'reviews', '--explain'], /--explain needs an operation/],
      [['query', 'reviews', 'feed', '--project', 'reviews'], /--project is left out/],
      [['query', 'reviews', 'feed'], /no database is named/],
    ]) {
      const done = run(build, args, at);
      assert.equal(done.status, 2, done.err);
      assert.match(done.err, words);
    }
  });

  test(`${build.name}: an operation that writes does, and tells the log`, (t) => {
    const at = seeded(t, build, 'reviews');
    const create = ['r1', 'seed-user-jiho', 'seed-book-almond', '<b>다시</b> 읽고 싶은 책이었다.', 'true'];
    const made = run(build, ['query', 'reviews', 'create', ...create, ...reviews, '--log', 'log.jsonl'], at);
    assert.equal(made.status, 0, made.err);
    assert.match(made.out, /\ncontent +다시 읽고 싶은 책이었다\.\n/);
    const events = readFileSync(join(at.cwd, 'log.jsonl'), 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    const told = events.find(({ event }) => event === 'operation');
    assert.deepEqual([told.level, told.component, told.what, told.review], ['info', 'reviews', 'created', 'r1']);
    const toggle = (...more) => run(build, ['query', 'reviews', 'toggle-like', 'seed-user-haeun', 'r1', ...reviews, ...more], at);
    assert.equal(toggle().out, 'on     true\ncount  1\n');
    assert.deepEqual(toggle('--json').json.result, { on: false, count: 0 });
    assert.equal(run(build, ['query', 'reviews', 'delete', 'r1', ...reviews], at).out, 'done\n');
  });

  test(`${build.name}: --explain shows plans and leaves the file as it is`, (t) => {
    const at = seeded(t, build, 'reviews');
    const before = readFileSync(join(at.cwd, 'r.db'));
    const toggle = run(build, ['query', 'reviews', 'toggle-like', 'seed-user-seoyeon', 'seed-review-01', '--explain', ...reviews], at);
    assert.equal(toggle.status, 0, toggle.err);
    assert.match(toggle.out, /DELETE FROM "likes" .*\n +SEARCH likes USING INDEX likes_userId_reviewId_key/);
    assert.match(toggle.out, /INSERT INTO "likes" .*\n +reads nothing\n/);
    const { plans } = run(build, ['query', 'reviews', 'feed', '--explain', ...reviews, '--json'], at).json;
    assert.equal(plans.length, 1);
    assert.equal(plans[0].steps[0].detail, 'SEARCH reviews USING INDEX reviews_status_publishedAt_idx (status=?)');
    assert.deepEqual(readFileSync(join(at.cwd, 'r.db')), before);
    assert.equal(existsSync(join(at.cwd, 'r.db-journal')), false);
  });

  test(`${build.name}: a database without the sample's tables is refused`, (t) => {
    const at = seeded(t, build, 'pets', 'pets.db');
    const other = run(build, ['query', 'reviews', 'feed', '--db', 'pets.db'], at);
    assert.equal(other.status, 4);
    assert.match(other.err, /operation "feed" of sample "reviews": no such table: reviews\n {2}next: `godwit status --project reviews`/);
    const none = run(build, ['query', 'reviews', 'feed', '--db', 'none.db'], at);
    assert.equal(none.status, 4);
    assert.match(none.err, /`godwit up --project reviews --db none.db` makes it/);
  });
}

test('what only reads works on a file that cannot be written', { skip: isRoot }, (t) => {
  const at = seeded(t, native, 'reviews');
  chmodSync(join(at.cwd, 'r.db'), 0o444);
  assert.equal(run(native, ['query', 'reviews', 'feed', ...reviews], at).status, 0);
  assert.equal(run(native, ['query', 'reviews', 'recount', ...reviews], at).status, 4);
});

test('the layer that docs/layers.md shows is the one that is built', () => {
  const text = readFileSync(join(root, 'docs/layers.md'), 'utf8');
  const blocks = [...text.matchAll(/^`(core\/\S+)`:\n\n```cpp\n(.*?)\n```$/gms)];
  assert.equal(blocks.length, text.split('```cpp').length - 1, 'each names its file');
  for (const [, file, code] of blocks) {
    assert.ok(readFileSync(join(root, file), 'utf8').includes(`${code}\n`), `${file} has it no more:\n${code}`);
  }
});
