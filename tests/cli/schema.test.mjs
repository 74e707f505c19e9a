// diff and new as they are typed: the SQL they print runs in the sqlite3 shell and by `up`.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, kNow, run, scratch, sqlite } from './harness.mjs';

const kOld = `CREATE TABLE users(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT, age TEXT);
CREATE TABLE posts(id INTEGER PRIMARY KEY, author INTEGER REFERENCES users(id) ON DELETE CASCADE);
CREATE INDEX posts_author ON posts (author);
CREATE VIEW adults AS SELECT name FROM users;
CREATE TRIGGER greet AFTER INSERT ON users BEGIN INSERT INTO posts (author) VALUES (new.id); END;
`;
const kNew = `-- The people who write.
CREATE TABLE users(
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  full_name TEXT NOT NULL, -- godwit: renamed from name
  age INTEGER -- in years
) STRICT;
CREATE TABLE posts(id INTEGER PRIMARY KEY, author INTEGER REFERENCES users(id) ON DELETE CASCADE);
CREATE INDEX posts_author ON posts (author);
CREATE VIEW adults AS SELECT full_name FROM users;
CREATE TRIGGER greet AFTER INSERT ON users BEGIN INSERT INTO posts (author) VALUES (new.id); END;
`;
const kRows = `INSERT INTO users (name, age) VALUES ('Ada', '36'), ('Grace', '85'), ('gone', '1');
DELETE FROM users WHERE name = 'gone';`;

function project(folder, schema) {
  const root = join(folder, 'app');
  mkdirSync(join(root, 'migrations'), { recursive: true });
  writeFileSync(join(root, 'godwit.json'), '{"name": "app"}');
  writeFileSync(join(root, 'schema.sql'), schema);
  return root;
}

const outputs = {};

for (const build of builds) {
  test(`diff prints SQL that the sqlite3 shell runs, there and back: ${build.name}`, (t) => {
    const folder = scratch(t);
    const database = join(folder, 'a.db');
    sqlite(database, `PRAGMA foreign_keys=ON; ${kOld} ${kRows}`);
    writeFileSync(join(folder, 'new.sql'), kNew);
    const forward = run(build, ['diff', 'a.db', 'new.sql'], { cwd: folder });
    assert.equal(forward.status, 0, forward.err);
    const back = run(build, ['diff', 'a.db', 'new.sql', '--reverse'], { cwd: folder });
    assert.equal(back.status, 0, back.err);
    outputs[build.name] = forward.out + back.out;
    sqlite(database, `PRAGMA foreign_keys=ON; ${forward.out}`);
    assert.match(run(build, ['diff', 'a.db', 'new.sql'], { cwd: folder }).out, /^-- no difference\n$/);
    assert.equal(sqlite(database, 'SELECT group_concat(full_name || age) FROM users').trim(), 'Ada36,Grace85');
    assert.equal(sqlite(database, 'SELECT count(*) FROM posts').trim(), '2');
    assert.match(sqlite(database, "SELECT sql FROM sqlite_schema WHERE name = 'users'"), /-- in years/);
    // Numbers once given are not given again.
    sqlite(database, "INSERT INTO users (full_name, age) VALUES ('new', 1); DELETE FROM users WHERE full_name = 'new'");
    assert.equal(sqlite(database, "SELECT seq FROM sqlite_sequence WHERE name = 'users'").trim(), '4');
    sqlite(database, `PRAGMA foreign_keys=ON; ${back.out}`);
    assert.equal(sqlite(database, 'SELECT group_concat(name || age) FROM users').trim(), 'Ada36,Grace85');
    writeFileSync(join(folder, 'old.sql'), kOld);
    assert.match(run(build, ['diff', 'a.db', 'old.sql'], { cwd: folder }).out, /^-- no difference\n$/);
  });

  test(`diff counts the rows that stand in the way, and asks about names: ${build.name}`, (t) => {
    const folder = scratch(t);
    sqlite(join(folder, 'a.db'), "CREATE TABLE t (a INTEGER, b TEXT); INSERT INTO t VALUES (1, NULL), (2, 'x')");
    writeFileSync(join(folder, 'strict.sql'), 'CREATE TABLE t (a INTEGER, b TEXT NOT NULL);');
    const counted = run(build, ['diff', 'a.db', 'strict.sql', '--sqlite-version', '3.40'], { cwd: folder });
    assert.equal(counted.status, 0, counted.err);
    assert.match(counted.out, /may fail: 1 row: column "b": rows may hold NULL there/);
    assert.match(counted.out, /SQLite 3\.53 and later could do it in place/);
    assert.match(run(build, ['diff', 'a.db', 'strict.sql'], { cwd: folder }).out, /ALTER COLUMN "b" SET NOT NULL/);
    writeFileSync(join(folder, 'other.sql'), 'CREATE TABLE t (a INTEGER, c TEXT);');
    const asked = run(build, ['diff', 'a.db', 'other.sql'], { cwd: folder });
    assert.equal(asked.status, 4);
    assert.match(asked.err, /column "b" of table "t": it is gone, and "c" is new: the same under another name, or not\?/);
    assert.match(asked.err, /`-- godwit: renamed from b` keeps the data, `-- godwit: new` drops it/);
  });

  test(`diff refuses what is no schema: ${build.name}`, (t) => {
    const folder = scratch(t);
    writeFileSync(join(folder, 'pg.sql'), 'CREATE TABLE t (id SERIAL PRIMARY KEY);');
    writeFileSync(join(folder, 'no.db'), 'this is no database at all, but it is long enough');
    const cases = [
      [['diff', 'pg.sql', 'pets'], 4, /pg\.sql:1:20/],
      [['diff', 'no.db', 'pets'], 4, /the file is not a SQLite database/],
      [['diff', 'nothing', 'pets'], 4, /"nothing" is not there/],
      [['diff', 'pets'], 2, /two schemas are compared/],
      [['diff', 'pets', 'profiles', '--sqlite-version', 'old'], 2, /SQLite "old": it is no release from 3\.25 on/],
    ];
    for (const [args, status, words] of cases) {
      const done = run(build, args, { cwd: folder });
      assert.equal(done.status, status, `${args}: ${done.err}`);
      assert.match(done.err, words);
      assert.equal(done.out, '');
    }
    assert.ok(!existsSync(join(folder, 'nothing')));
  });

  test(`new writes what up runs and down takes back: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = project(folder, kOld);
    const godwit = (args, status = 0) => {
      const done = run(build, [...args, '--project', 'app'], { cwd: folder });
      assert.equal(done.status, status, `${args}: ${done.err}`);
      return done;
    };
    assert.match(godwit(['new', 'first', '--now', kNow]).out, /wrote app\/migrations\/20260203040506_first\/down\.sql/);
    godwit(['up', '--db', 'a.db']);
    sqlite(join(folder, 'a.db'), `PRAGMA foreign_keys=ON; ${kRows}`);
    writeFileSync(join(root, 'schema.sql'), kNew);
    // The same second again: one later than the last.
    const second = godwit(['new', 'strict users', '--now', kNow, '--json']);
    assert.deepEqual(JSON.parse(second.out).name, '20260203040507_strict_users');
    const before = run(build, ['digest', '--db', 'a.db', '--json'], { cwd: folder }).json;
    godwit(['up', '--db', 'a.db']);
    assert.match(run(build, ['diff', 'a.db', 'app/schema.sql'], { cwd: folder }).out, /^-- no difference\n$/);
    assert.equal(sqlite(join(folder, 'a.db'), 'SELECT count(*) FROM posts').trim(), '2');
    godwit(['verify', '--db', 'a.db']);
    godwit(['down', '--db', 'a.db']);
    assert.deepEqual(run(build, ['digest', '--db', 'a.db', '--json'], { cwd: folder }).json, before);
    godwit(['up', '--db', 'a.db']);
    // Nothing is different: no migration that would stand in the way of the next one.
    const there = readdirSync(join(root, 'migrations'));
    assert.match(godwit(['new', 'later'], 4).err, /nothing to do: schema\.sql is what the migrations make already/);
    assert.deepEqual(readdirSync(join(root, 'migrations')), there);
    assert.match(godwit(['up', '--db', 'a.db']).out, /nothing to do/);
    // One that is written by hand: nobody gets past it until it is filled in.
    assert.match(godwit(['new', 'later', '--empty']).out, /write into it what is to change/);
    assert.match(godwit(['up', '--db', 'a.db'], 4).err, /it has no statement/);
  });

  test(`new without a schema.sql begins a migration by hand: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = project(folder, '');
    const godwit = (args, status = 0) => {
      const done = run(build, [...args, '--project', 'app', '--now', kNow], { cwd: folder });
      assert.equal(done.status, status, `${args}: ${done.err}`);
      return done;
    };
    // What init has written and nobody has changed.
    const refused = godwit(['new', 'first'], 4).err;
    assert.match(refused, /nothing to do: schema\.sql declares nothing yet, and no migration makes anything/);
    assert.match(refused, /`godwit new NAME --empty` begins a migration written by hand/);
    const written = (made, name) =>
      assert.deepEqual(made.written, ['down', 'migration'].map((file) => `app/migrations/${name}/${file}.sql`));
    const fill = (name) => {
      const path = join(root, 'migrations', name, 'migration.sql');
      assert.doesNotMatch(readFileSync(path, 'utf8'), /^[^-]/m);
      writeFileSync(path, `CREATE TABLE "${name}" (a INTEGER);`);
      unlinkSync(join(root, 'migrations', name, 'down.sql'));
    };
    // Nor is a schema.sql that differs a reason not to write by hand.
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER);');
    written(godwit(['new', 'first', '--empty', '--json']).json, '20260203040506_first');
    fill('20260203040506_first');
    unlinkSync(join(root, 'schema.sql'));
    const made = godwit(['new', 'second', '--json']).json;
    assert.equal(made.declared, false);
    assert.deepEqual(made.changes, []);
    written(made, '20260203040507_second');
    fill('20260203040507_second');
    assert.match(godwit(['new', 'third', '--empty', '--sqlite-version', '3.35'], 2).err, /--empty excludes --sqlite-version/);
    const unplanned = godwit(['new', 'third', '--sqlite-version', '3.35'], 2).err;
    assert.match(unplanned, /SQLite "3\.35": there is no schema\.sql, so the files are to be filled in by hand/);
    assert.match(unplanned, /next: declare a schema\.sql, or leave the release out/);
    assert.ok(!existsSync(join(root, 'migrations', '20260203040508_third')));
  });

  test(`new plans for the engine that godwit.json names: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = project(folder, 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);');
    const godwit = (args, status = 0) => {
      const done = run(build, [...args, '--project', 'app', '--now', kNow], { cwd: folder });
      assert.equal(done.status, status, `${args}: ${done.err}`);
      return done;
    };
    const settings = (more) => writeFileSync(join(root, 'godwit.json'), JSON.stringify({ name: 'app', ...more }));
    const kinds = (args) => {
      const made = godwit(['new', 'strict', '--json', ...args]).json;
      rmSync(join(root, 'migrations', made.name), { recursive: true });
      return made.changes.map((change) => change.kind);
    };
    godwit(['new', 'first']);
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);');
    assert.deepEqual(kinds([]), ['set-not-null']);
    settings({ sqlite: '3.40' });
    assert.deepEqual(kinds([]), ['rebuild-table']);
    assert.deepEqual(kinds(['--sqlite-version', '3.53']), ['set-not-null']);
    settings({});
    assert.deepEqual(kinds(['--sqlite-version', '3.40']), ['rebuild-table']);
    settings({ sqlite: '3.8' });
    assert.match(godwit(['new', 'strict'], 4).err, /"sqlite" in godwit\.json, 3\.8: it is no release from 3\.25 on/);
    godwit(['new', 'strict', '--empty']);
  });

  test(`new tells on the terminal what the migration means for rows: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = project(folder, 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT);\nCREATE TABLE u (a);');
    const godwit = (args, status = 0) => {
      const done = run(build, [...args, '--project', 'app'], { cwd: folder });
      assert.equal(done.status, status, `${args}: ${done.err}`);
      return done;
    };
    godwit(['new', 'first', '--now', kNow]);
    // A file that was emptied by mistake.
    writeFileSync(join(root, 'schema.sql'), '-- nothing\n');
    assert.match(godwit(['new', 'second', '--now', kNow], 4).err, /schema\.sql: it declares no table, and the migrations make 2 tables[^]*`godwit new NAME --empty`/);
    assert.deepEqual(readdirSync(join(root, 'migrations')), ['20260203040506_first']);
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL);');
    const told = godwit(['new', 'second', '--now', kNow]).out;
    assert.match(told, /\n {2}loses: table "u", its rows are lost\n/);
    assert.match(told, /\n {2}may fail: table "t", column "b": rows may hold NULL there\n/);
  });

  test(`new leaves to the author what only they know: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = project(folder, 'CREATE TABLE t (a INTEGER);');
    const godwit = (args, status = 0) => {
      const done = run(build, [...args, '--project', 'app'], { cwd: folder });
      assert.equal(done.status, status, `${args}: ${done.err}`);
      return done;
    };
    godwit(['new', 'first', '--now', kNow]);
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER, b TEXT NOT NULL);');
    const told = godwit(['new', 'second', '--now', kNow]);
    assert.match(told.out, /to decide in migration\.sql: table "t", column "b": rows that are there need a value/);
    const refused = godwit(['up', '--db', 'a.db'], 4);
    assert.match(refused.err, /error: undecided: column "b": rows that are there need a value, and it has no default/);
    assert.match(refused.err, /migration\.sql:\d+:1/);
    const path = join(root, 'migrations', '20260203040507_second', 'migration.sql');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/^-- godwit: undecided.*\n/m, '').replace('("a") SELECT "t"."a"', '("a", "b") SELECT "t"."a", \'none\'')
      .replace(/\(rowid, "a"\) SELECT "t".rowid, "t"."a"/, '(rowid, "a", "b") SELECT "t".rowid, "t"."a", \'none\''));
    godwit(['up', '--db', 'a.db', '--to', '20260203040506_first']);
    sqlite(join(folder, 'a.db'), 'INSERT INTO t VALUES (7)');
    godwit(['up', '--db', 'a.db']);
    assert.equal(sqlite(join(folder, 'a.db'), "SELECT a || b FROM t").trim(), '7none');
  });

  test(`new refuses names and places, and leaves nothing: ${build.name}`, (t) => {
    const folder = scratch(t);
    const root = project(folder, 'CREATE TABLE t (a INTEGER);');
    const cases = [
      [['new', 'a/b', '--project', 'app'], 2, /a migration's name is made of letters/],
      [['new', '--project', 'app'], 2, /the migration has no name/],
      [['new', 'x', '--project', 'pets'], 4, /a bundled sample is in no folder/],
      [['new', 'x', '--project', 'nothing'], 4, /project not found/],
    ];
    for (const [args, status, words] of cases) {
      const done = run(build, args, { cwd: folder });
      assert.equal(done.status, status, `${args}: ${done.err}`);
      assert.match(done.err, words);
    }
    writeFileSync(join(root, 'schema.sql'), 'CREATE TABLE t (a INTEGER); INSERT INTO t VALUES (1)');
    const rows = run(build, ['new', 'x', '--project', 'app'], { cwd: folder });
    assert.equal(rows.status, 4);
    assert.match(rows.err, /at app\/schema\.sql:1:29/);
    assert.deepEqual(readdirSync(join(root, 'migrations')), []);
  });
}

test('both builds print the same SQL', () => {
  assert.equal(outputs.node, outputs.native);
});
