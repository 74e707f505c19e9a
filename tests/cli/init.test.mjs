// init: a project to begin with, empty or out of a database, and what comes after it.
import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, isRoot, kNow, preparePets, run, scratch, sqlite } from './harness.mjs';

// A database of an application that knows nothing of migrations.
const kShop = `CREATE TABLE "order" (id INTEGER PRIMARY KEY AUTOINCREMENT, "customer's" INTEGER REFERENCES customer (id), total REAL CHECK (total >= 0));
CREATE TABLE customer (id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE UNIQUE -- as they write it
) STRICT;
CREATE INDEX "order by customer" ON "order" ("customer's") WHERE total > 0;
CREATE VIEW totals AS SELECT name, sum(total) AS total FROM named GROUP BY name;
CREATE VIEW named AS SELECT c.name, o.total FROM customer c JOIN "order" o ON o."customer's" = c.id;
CREATE TRIGGER greet AFTER INSERT ON customer BEGIN UPDATE "order" SET total = 0 WHERE "customer's" = new.id; END;
CREATE VIRTUAL TABLE words USING fts5 (word);
INSERT INTO customer VALUES (1, 'Ada'); INSERT INTO "order" VALUES (7, 1, 3.5); INSERT INTO words VALUES ('x');`;

const kNobody = 65534;
const written = {};

for (const build of builds) {
  const at = (folder) => (args, status = 0) => {
    const done = run(build, args, { cwd: folder });
    assert.equal(done.status, status, `${args.join(' ')}: ${done.out}${done.err}`);
    return done;
  };

  test(`an empty folder becomes a project, step by step as init says: ${build.name}`, (t) => {
    const folder = join(scratch(t), 'shop');
    mkdirSync(folder);
    const godwit = at(folder);
    const begun = godwit(['init']);
    assert.equal(begun.out, 'wrote schema.sql\nwrote godwit.json\n'
      + 'next, when schema.sql says which tables there are to be:\n'
      + '  godwit new first\n  godwit up\n  godwit verify\n');
    assert.equal(begun.err, '');
    assert.deepEqual(readdirSync(folder).sort(), ['godwit.json', 'schema.sql']);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'godwit.json'), 'utf8')), { name: 'shop', database: 'shop.db' });
    assert.match(godwit(['status']).out, /up to date/);
    // The example of the file is SQL as it is meant.
    const schema = readFileSync(join(folder, 'schema.sql'), 'utf8');
    writeFileSync(join(folder, 'schema.sql'), schema.replace(/^-- {3}/gm, ''));
    assert.match(godwit(['new', 'first', '--now', kNow]).out, /create-table table "Customer"/);
    assert.match(godwit(['up']).out, /20260203040506_first/);
    godwit(['verify']);
    assert.equal(sqlite(join(folder, 'shop.db'), 'SELECT name FROM pragma_table_info(\'Customer\')'), 'id\nname');
    godwit(['down', '--all', '--yes']);
  });

  test(`a database becomes a project that goes on with it: ${build.name}`, (t) => {
    const folder = join(scratch(t), 'shop');
    mkdirSync(folder);
    sqlite(join(folder, 'app.db'), kShop);
    const godwit = at(folder);
    const begun = godwit(['init', '--db', 'app.db']);
    assert.match(begun.out, /^schema\.sql has the database's 3 tables, 2 views, 1 trigger, without rows$/m);
    assert.match(begun.out, /\n {2}godwit new first\n {2}godwit baseline NAME\n {2}godwit verify\n$/);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'godwit.json'), 'utf8')), { name: 'shop', database: 'app.db' });
    written[build.name] = readFileSync(join(folder, 'schema.sql'), 'utf8');
    assert.match(written[build.name], /-- as they write it\n/);
    assert.match(godwit(['diff', 'app.db', 'schema.sql']).out, /^-- no difference$/m);
    // Another program reads it, too.
    sqlite(join(folder, 'shell.db'), `\n${written[build.name]}`);
    assert.match(godwit(['diff', 'app.db', 'shell.db']).out, /^-- no difference$/m);
    godwit(['new', 'first', '--now', kNow]);
    assert.match(godwit(['status'], 1).out, /pending/);
    assert.match(godwit(['baseline', '20260203040506_first']).out, /recorded/);
    assert.match(godwit(['up']).out, /nothing to do/);
    godwit(['verify']);
    godwit(['drift']);
    assert.match(godwit(['new', 'again', '--now', kNow], 4).err, /schema\.sql is what the migrations make already/);
    godwit(['new', 'again', '--empty', '--now', kNow]);
    assert.equal(sqlite(join(folder, 'app.db'), 'SELECT name, total FROM totals'), 'Ada|3.5');
    // A fresh database is made the same way.
    const fresh = join(folder, 'migrations', '20260203040507_again');
    assert.ok(existsSync(fresh));
    writeFileSync(join(fresh, 'migration.sql'), 'ALTER TABLE customer ADD COLUMN mail TEXT;');
    writeFileSync(join(fresh, 'down.sql'), 'ALTER TABLE customer DROP COLUMN mail;');
    godwit(['up', '--db', 'fresh.db']);
    godwit(['up']);
    assert.match(godwit(['diff', 'app.db', 'fresh.db']).out, /^-- no difference$/m);
  });

  test(`init makes the folder, takes a name, and says what it made as JSON: ${build.name}`, (t) => {
    const folder = scratch(t);
    const godwit = at(folder);
    const made = godwit(['init', '--project', "new/my app's", '--name', 'my-app', '--json']).json;
    assert.deepEqual(Object.keys(made), ['database', 'declares', 'files', 'name', 'next', 'written']);
    assert.equal(made.name, 'my-app');
    assert.equal(made.database, 'my-app.db');
    assert.deepEqual(made.written, ["new/my app's/schema.sql", "new/my app's/godwit.json"]);
    assert.deepEqual(made.next[0], "godwit new first --project 'new/my app'\\''s'");
    for (const path of made.written) {
      assert.equal(readFileSync(join(folder, path), 'utf8'), made.files[path.split('/').at(-1)]);
    }
    assert.equal(godwit(['init', '--project', './pets', '--quiet']).out, '');
    assert.equal(godwit(['status', '--project', './pets']).status, 0);
    // A database that is elsewhere is named by the commands, and not by the project.
    mkdirSync(join(folder, 'data'));
    sqlite(join(folder, 'data', 'a b.db'), 'CREATE TABLE t (a)');
    const elsewhere = godwit(['init', '--project', 'app', '--db', 'data/a b.db']);
    assert.match(elsewhere.out, /^ {2}godwit baseline NAME --project app --db 'data\/a b\.db'$/m);
    assert.deepEqual(JSON.parse(readFileSync(join(folder, 'app/godwit.json'), 'utf8')), { name: 'app' });
    // One without tables is as good as none, but for its name.
    sqlite(join(folder, 'data', 'empty.db'), 'VACUUM');
    assert.match(godwit(['init', '--project', 'data', '--db', 'data/empty.db']).out, /godwit up --project data\n/);
    assert.equal(JSON.parse(readFileSync(join(folder, 'data/godwit.json'), 'utf8')).database, 'empty.db');
  });

  test(`init writes over nothing, and leaves nothing where it refuses: ${build.name}`, (t) => {
    const folder = scratch(t);
    const godwit = at(folder);
    const put = (path, text = '') => {
      mkdirSync(join(folder, path, '..'), { recursive: true });
      writeFileSync(join(folder, path), text);
    };
    put('project/godwit.json', 'mine');
    put('schema/schema.sql', 'mine');
    put('history/migrations/20260101000000_a/migration.sql', 'mine');
    put('data/data.db', 'mine');
    put('file', 'mine');
    put('no.db', 'this is no database at all, but it is long enough');
    mkdirSync(join(folder, 'my täglich app'));
    mkdirSync(join(folder, 'link'));
    symlinkSync('nowhere', join(folder, 'link/schema.sql'));
    preparePets(build, folder);
    sqlite(join(folder, 'serial.db'), 'CREATE TABLE t (id SERIAL PRIMARY KEY)');
    sqlite(join(folder, 'prisma.db'), `CREATE TABLE _prisma_migrations (id TEXT PRIMARY KEY NOT NULL, checksum TEXT NOT NULL,
      finished_at DATETIME, migration_name TEXT NOT NULL, logs TEXT, rolled_back_at DATETIME,
      started_at DATETIME NOT NULL DEFAULT current_timestamp, applied_steps_count INTEGER UNSIGNED NOT NULL DEFAULT 0);
      INSERT INTO _prisma_migrations VALUES ('a', 'b', 1, '20260101000000_a', NULL, NULL, 1, 1);`);
    const before = readdirSync(folder, { recursive: true }).sort();
    const cases = [
      [['--project', 'project'], 4, /"project\/godwit\.json" is there already/, /`godwit status`/],
      [['--project', 'schema'], 4, /"schema\/schema\.sql" is there already/, /move it away/],
      [['--project', 'history'], 4, /"history\/migrations" is there already/, /\{"name": "my-app"\} is enough/],
      [['--project', 'data'], 4, /"data\/data\.db" is there already/, /`godwit init --db data\/data\.db`/],
      [['--project', 'link'], 4, /"link\/schema\.sql" is there already/, /move it away/],
      [['--project', 'file'], 4, /"file": it is no folder/, /name a folder/],
      [['--project', 'pets'], 4, /"pets": it is the name of a bundled sample/, /--project \.\/pets/],
      [['--project', 'my täglich app'], 4, /the folder's name "my täglich app" cannot be the project's/, /--name my-t-glich-app/],
      [['--project', '/'], 4, /the folder's name "" cannot be the project's/, /--name my-app/],
      [['--project', 'x', '--name', 'a b'], 2, /the project's name "a b": it must be made of letters/, /such as a-b/],
      [['--project', 'x', '--name', ''], 2, /--name is empty/, /--help/],
      [['--project', 'x', '--db', 'none.db'], 4, /"none\.db" is not there/, /`godwit up` makes the database/],
      [['--project', 'x', '--db', 'no.db'], 4, /the file is not a SQLite database/, /./],
      [['--project', 'x', '--db', 'data'], 4, /it is a folder/, /name a database's file/],
      [['--project', 'x', '--db', 'pets.db'], 4, /its ledger \(godwit_migrations\) says that it is a project's already/, /that project's folder/],
      [['--project', 'x', '--db', 'prisma.db'], 4, /its ledger \(_prisma_migrations\)/, /from-prisma\.md/],
      [['--project', 'x', '--db', 'serial.db'], 4, /cannot be written as a schema\.sql: .*PostgreSQL.*SERIAL/, /begin without --db/],
      [['--project', 'x', '--db', 'a.db', '--db', 'b.db'], 2, /more than once/, /--help/],
      [['shop'], 2, /shop/, /--help/],
    ];
    for (const [args, status, says, next] of cases) {
      const done = godwit(['init', ...args], status);
      assert.match(done.err, says, args.join(' '));
      assert.match(done.err, new RegExp(`next: .*${next.source}`), args.join(' '));
      assert.equal(done.out, '');
      assert.deepEqual(readdirSync(folder, { recursive: true }).sort(), before, args.join(' '));
    }
    assert.equal(readFileSync(join(folder, 'schema/schema.sql'), 'utf8'), 'mine');
    // A folder without migrations in it is in nobody's way.
    mkdirSync(join(folder, 'fresh/migrations'), { recursive: true });
    godwit(['init', '--project', 'fresh']);
    godwit(['init', '--project', 'fresh'], 4);
  });

  test(`a folder that cannot be written stays as it is: ${build.name}`, { skip: !isRoot && 'needs root to be another user' }, (t) => {
    const folder = scratch(t);
    chmodSync(folder, 0o755);
    mkdirSync(join(folder, 'closed'));
    for (const [project, what] of [['closed', 'closed/schema.sql'], ['closed/a/b', 'closed/a']]) {
      const done = run(build, ['init', '--project', project], { cwd: folder, uid: kNobody });
      assert.equal(done.status, 3, done.err);
      assert.match(done.err, new RegExp(`"${what}" cannot be written: permission denied`));
    }
    assert.deepEqual(readdirSync(join(folder, 'closed')), []);
  });
}

test('both builds write the same schema.sql', () => {
  assert.equal(written.node, written.native);
});
