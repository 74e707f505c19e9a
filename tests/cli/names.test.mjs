// Names that few would choose, of tables, columns, indexes, triggers and views, through everything
// that reads or writes a schema; and the one character that no name has, NUL.
import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, kNow, run, scratch, sqlite, writeProject } from './harness.mjs';

const kNames = ["it's", 'say "hi"', 'back`tick', '[brackets]', 'two words', ' edges ', 'select', 'order', '🦊', 'naïve', 'ключ',
  '\u202Eright to left', 'new\nline', 'tab\there', '--', ';', '/*', '*/', '%s', 'back\\slash', '?1', ':x', '', '1st', '"', "'", '${x}', '{}'];

const quoted = (name) => `"${name.replaceAll('"', '""')}"`;

// Every name in every role that it can have beside the others; `type` is that of the columns.
const kSchemas = {
  'tables, columns and triggers': (type) => kNames.map((name) => `CREATE TABLE ${quoted(name)} (id INTEGER PRIMARY KEY, ${quoted(name)} ${type} CHECK (${quoted(name)} <> 7), "other" INTEGER REFERENCES ${quoted(kNames[0])} (id));
CREATE TRIGGER ${quoted(name)} AFTER UPDATE OF ${quoted(name)} ON ${quoted(name)} BEGIN DELETE FROM ${quoted(kNames[0])} WHERE ${quoted(kNames[0])} = OLD.${quoted(name)}; END;`).join('\n'),
  indexes: (type) => `CREATE TABLE t (id INTEGER PRIMARY KEY, ${kNames.map((name) => `${quoted(name)} ${type}`).join(', ')});\n`
    + kNames.map((name) => `CREATE INDEX ${quoted(name)} ON t (${quoted(name)} DESC) WHERE ${quoted(name)} <> 0;`).join('\n'),
  views: (type) => `CREATE TABLE t (id INTEGER PRIMARY KEY, a ${type});\n`
    + kNames.map((name) => `CREATE VIEW ${quoted(name)} AS SELECT a AS ${quoted(name)} FROM t;`).join('\n'),
};

const types = {};

for (const build of builds) {
  for (const [roles, schema] of Object.entries(kSchemas)) {
    test(`strange names of ${roles}: ${build.name}`, (t) => {
      const folder = scratch(t);
      const project = writeProject(folder, 'app', {});
      const database = join(folder, 'a.db');
      const godwit = (args, status = 0) => {
        const done = run(build, [...args, '--now', kNow], { cwd: project });
        assert.equal(done.status, status, `${args.join(' ')}: ${done.out}${done.err}`);
        return done;
      };
      writeFileSync(join(project, 'schema.sql'), schema('INTEGER'));
      godwit(['new', 'first']);
      godwit(['up', '--db', database]);
      const names = () => JSON.parse(sqlite(database, "SELECT json_group_array(name) FROM (SELECT name FROM sqlite_schema WHERE tbl_name NOT LIKE 'godwit%' AND name <> 't' ORDER BY name)"));
      const role = roles.startsWith('tables') ? 2 : 1;
      assert.deepEqual(names(), kNames.flatMap((name) => Array(role).fill(name)).sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))));
      const rows = sqlite(database, roles.startsWith('tables')
        ? kNames.map((name) => `INSERT INTO ${quoted(name)} (${quoted(name)}) VALUES (3);`).join('\n') : 'INSERT INTO t (id) VALUES (1)');
      assert.equal(rows, '');
      assert.match(godwit(['diff', database, 'schema.sql']).out, /^-- no difference$/m);
      // Another type: a rebuild of every table, with all that hangs on it.
      writeFileSync(join(project, 'schema.sql'), schema('TEXT'));
      const lint = godwit(['new', 'second']) && run(build, ['lint', '--db', database, '--json'], { cwd: project });
      assert.ok([0, 1].includes(lint.status), lint.err);
      godwit(['rehearse', '--db', database]);
      godwit(['up', '--db', database]);
      assert.match(godwit(['diff', database, 'schema.sql']).out, /^-- no difference$/m);
      godwit(['verify', '--db', database]);
      // One change of somebody else's to each, and nothing else is told.
      const kind = roles === 'views' ? 'VIEW' : roles === 'indexes' ? 'INDEX' : 'TRIGGER';
      sqlite(database, kNames.map((name) => `DROP ${kind} ${quoted(name)};`).join('\n'));
      const drift = godwit(['drift', '--db', database, '--json'], 1).json.drift;
      assert.equal(drift.length, kNames.length);
      assert.ok(drift.every((item) => item.state === 'missing'));
      sqlite(database, `\n${drift.map((item) => item.remove).join('\n')}`);
      godwit(['drift', '--db', database]);
      const all = ['cpp', 'ts'].map((lang) => godwit(['types', '--lang', lang]).out);
      types[roles] = { ...types[roles], [build.name]: all };
      godwit(['down', '--all', '--yes', '--db', database]);
      assert.deepEqual(names().filter((name) => name !== 'sqlite_sequence'), []);
    });
  }

  test(`a NUL in a file of a project is an error that says where: ${build.name}`, (t) => {
    const folder = scratch(t);
    const migration = '20260101000000_a/migration.sql';
    const cases = [
      ['schema.sql', 'CREATE TABLE t (a);\nCREATE TABLE u ("b\0c" INT);', ['new', 'x'], 4, /contains a NUL character\n {2}at app\/schema\.sql:2:19/],
      ['schema.sql', 'CREATE TABLE "t\0" (a); -- godwit: renamed from x', ['new', 'x'], 4, /contains a NUL character\n {2}at app\/schema\.sql:1:16/],
      [`migrations/${migration}`, 'CREATE TABLE t (a);\nINSERT INTO t VALUES (1)\0; DROP TABLE t;', ['up', '--db', 'a.db'], 3, /contains a NUL character\n {2}at app\/migrations\/.*migration\.sql:2:25/],
      ['godwit.json', '{"name": "a\\u0000b"}', ['up', '--db', 'a.db'], 4, /at \/name: it contains a NUL/],
      ['godwit.json', '{"name": "app", "title": "a\\u0000b"}', ['up', '--db', 'a.db'], 4, /at \/title: it contains a NUL/],
      ['godwit.json', '{"name": "app", "database": "a.db\\u0000.db"}', ['up'], 4, /at \/database: it contains a NUL/],
      ['godwit.json', '{"name": "app", "migrations": "migrations\\u0000"}', ['up', '--db', 'a.db'], 4, /at \/migrations: it contains a NUL/],
      ['godwit.json', '{"name": "app", "validators": [{"name": "v", "schema": "godwit.json\\u0000"}]}', ['up', '--db', 'a.db'], 4, /at \/validators\/0\/schema: it contains a NUL/],
    ];
    for (const [file, text, args, status, says] of cases) {
      writeProject(folder, 'app', { [migration]: 'CREATE TABLE t (a INTEGER PRIMARY KEY);' });
      writeFileSync(join(folder, 'app', 'schema.sql'), 'CREATE TABLE t (a INTEGER PRIMARY KEY);');
      writeFileSync(join(folder, 'app', file), text);
      const done = run(build, [...args, '--project', 'app'], { cwd: folder });
      assert.equal(done.status, status, `${file} ${text}: ${done.out}${done.err}`);
      assert.match(done.err, says);
      assert.deepEqual(readdirSync(folder), ['app'], 'nothing is made');
      assert.deepEqual(readdirSync(join(folder, 'app', 'migrations')), ['20260101000000_a']);
    }
    // Where the project is asked for no more than the database.
    writeFileSync(join(folder, 'app', 'godwit.json'), '{"name": "app", "database": "godwit.json\\u0000"}');
    const digest = run(build, ['digest'], { cwd: join(folder, 'app') });
    assert.equal(digest.status, 4, digest.err);
    assert.match(digest.err, /at \/database: it contains a NUL character/);
  });

  test(`a NUL in a database's schema is an error that names the object: ${build.name}`, (t) => {
    const folder = scratch(t);
    writeFileSync(join(folder, 'good.sql'), 'CREATE TABLE tt (a INTEGER PRIMARY KEY);');
    mkdirSync(join(folder, 'app'));
    const cases = [
      ['name', 'gg', /trigger "gg\\u\{00\}x": its row of sqlite_schema has a NUL character/],
      ['tbl_name', 'gg', /trigger "gg": its row of sqlite_schema has a NUL/],
      ['sql', 'gg', /trigger "gg": its row/],
      ['name', 'vv', /view "vv\\u\{00\}x": its row/],
      ['sql', 'tt', /table "tt": its row/],
      ['tbl_name', 'ii', /index "ii": its row/],
    ];
    for (const [column, object, says] of cases) {
      const database = join(folder, `${column}-${object}.db`);
      sqlite(database, `CREATE TABLE tt (a INTEGER PRIMARY KEY, b); CREATE INDEX ii ON tt (b); CREATE VIEW vv AS SELECT b FROM tt;
        CREATE TRIGGER gg AFTER INSERT ON tt BEGIN SELECT 1; END; PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET ${column} = ${column} || char(0) || 'x' WHERE name = '${object}'`);
      const before = readFileSync(database);
      for (const args of [['diff', database, 'good.sql'], ['digest', '--db', database], ['types', '--lang', 'ts', '--from', database],
        ['init', '--project', 'app', '--db', database]]) {
        const done = run(build, args, { cwd: folder });
        assert.equal(done.status, 4, `${args.join(' ')}: ${done.out}${done.err}`);
        assert.match(done.err, says, args.join(' '));
      }
      assert.deepEqual(readFileSync(database), before);
    }
    assert.deepEqual(readdirSync(join(folder, 'app')), []);
  });
}

test('both builds write the same types for strange names', () => {
  for (const [roles, all] of Object.entries(types)) assert.deepEqual(all.node, all.native, roles);
});
