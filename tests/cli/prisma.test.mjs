// Prisma's own command line and Godwit on the same database, in turns: each must take what the other
// recorded. Prisma is the real one, 6.19.3, with its JavaScript engine (cmake/setup/prisma.sh).
import assert from 'node:assert/strict';
import { mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, copyProject, native, run, scratch, sqlite } from './harness.mjs';

const kInit = '20260301090000_init';
const kRole = '20260302090000_add_role';
const kRedefine = '20260303090000_redefine_post';
const kBroken = '20260304090000_broken';

// As Prisma 6.19's engine makes it. With this adapter it does not make the table itself: it fails to
// understand the adapter's error when the table is not there.
const kTable = `CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
)`;

class Blog {
  constructor(t) {
    this.folder = copyProject(scratch(t), 'prisma');
    this.database = join(this.folder, 'prisma', 'blog.db');
    const peer = process.env.GODWIT_PRISMA;
    assert.ok(peer, 'GODWIT_PRISMA is not set: cmake/setup/prisma.sh installs Prisma and prints the folder');
    symlinkSync(join(peer, 'node_modules'), join(this.folder, 'node_modules'));
    this.prismaBuild = { command: [process.execPath, join(peer, 'node_modules/prisma/build/index.js')] };
  }

  // Its words, and that it ended with `status`.
  prisma(args, status = 0) {
    const done = run(this.prismaBuild, ['migrate', ...args], {
      cwd: this.folder,
      env: {
        // Programs that are there, so that it does not download engines that it does not need here.
        PRISMA_QUERY_ENGINE_LIBRARY: process.execPath,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        CHECKPOINT_DISABLE: '1',
        PRISMA_HIDE_UPDATE_MESSAGE: '1',
      },
    });
    assert.equal(done.status, status, done.out + done.err);
    return done.out + done.err;
  }

  prismaIsContent() {
    assert.match(this.prisma(['status']), /Database schema is up to date!/);
  }

  godwit(build, args, status = 0) {
    const done = run(build, [...args, '--json'], { cwd: this.folder });
    assert.equal(done.status, status, done.out + done.err);
    return done.json;
  }

  states(build, status = 0) {
    return this.godwit(build, ['status'], status).migrations.map((m) => m.state).join(' ');
  }

  sql(text) {
    return sqlite(this.database, text);
  }

  // A migration that fails at its second statement.
  addBroken(second = 'CREATE TABLE "Tag" ("id" INTEGER);') {
    const folder = join(this.folder, 'prisma/migrations', kBroken);
    mkdirSync(folder, { recursive: true });
    const first = 'CREATE TABLE "Tag" ("id" INTEGER NOT NULL PRIMARY KEY);\n';
    writeFileSync(join(folder, 'migration.sql'), `${first}${second}\n`);
    return folder;
  }
}

for (const build of builds) {
  test(`Prisma accepts a database that Godwit migrated: ${build.name}`, (t) => {
    const blog = new Blog(t);
    blog.godwit(build, ['up']);
    assert.equal(blog.sql('SELECT count(*) FROM _prisma_migrations'), '3');
    assert.equal(blog.sql(`SELECT sql FROM sqlite_schema WHERE name = '_prisma_migrations'`), kTable);
    blog.prismaIsContent();
    assert.match(blog.prisma(['deploy']), /No pending migrations to apply/);
  });

  test(`Godwit applies half, Prisma the rest: ${build.name}`, (t) => {
    const blog = new Blog(t);
    blog.godwit(build, ['up', '--to', kInit]);
    blog.sql(`INSERT INTO "User" ("email") VALUES ('a@example.org')`);
    assert.match(blog.prisma(['status'], 1), new RegExp(`not yet been applied:\\s+${kRole}\\s+${kRedefine}`));
    assert.match(blog.prisma(['deploy']), /All migrations have been successfully applied/);
    const status = blog.godwit(build, ['status']);
    assert.equal(status.ledger, 'prisma');
    assert.equal(status.upToDate, true);
    assert.deepEqual(status.migrations.map((m) => m.state), ['applied', 'applied', 'applied']);
    assert.ok(status.migrations.every((m) => /^20\d\d-.*Z$/.test(m.appliedAt)), 'times');
    assert.equal(blog.godwit(build, ['up']).outcome, 'nothing-to-do');
  });
}

test('Prisma first, then Godwit', (t) => {
  const blog = new Blog(t);
  const last = join(blog.folder, 'prisma/migrations', kRedefine);
  renameSync(last, join(blog.folder, kRedefine));
  blog.sql(kTable);
  blog.prisma(['deploy']);
  blog.sql(`INSERT INTO "User" ("email") VALUES ('a@example.org')`);
  // What Prisma knows nothing of: the data step of a migration that it ran.
  const status = blog.godwit(native, ['status'], 1);
  assert.deepEqual(status.dataSteps.map((s) => [s.state, s.rowsLeft]), [['due', 1]]);
  renameSync(join(blog.folder, kRedefine), last);
  const report = blog.godwit(native, ['up']);
  assert.deepEqual(report.dataSteps.map((s) => s.rows), [1]);
  assert.deepEqual(report.migrations.map((m) => m.name), [kRedefine]);
  assert.equal(blog.sql(`SELECT "role" FROM "User"`), 'reader');
  assert.equal(blog.states(native), 'applied applied applied');
  blog.prismaIsContent();
  assert.match(blog.prisma(['deploy']), /No pending migrations to apply/);
});

test('a failed migration of Prisma, finished by hand', (t) => {
  const blog = new Blog(t);
  blog.addBroken();
  blog.sql(kTable);
  blog.prisma(['deploy'], 1);
  assert.equal(blog.states(native, 1), 'applied applied applied failed');
  const { error } = blog.godwit(native, ['up'], 4);
  assert.match(error.why, /has failed halfway: .*table "Tag" already exists/);
  assert.match(error.next, new RegExp(`godwit resolve --applied ${kBroken}`));
  assert.match(blog.prisma(['status'], 1), /failed/);
  blog.sql('CREATE TABLE "Rest" ("id" INTEGER NOT NULL PRIMARY KEY)');
  blog.godwit(native, ['resolve', '--applied', kBroken, '--reason', 'the rest was made by hand']);
  const status = blog.godwit(native, ['status']);
  assert.deepEqual(
    status.events.map((event) => [event.event, event.migration, event.reason]),
    [['resolve-applied', kBroken, 'the rest was made by hand']],
  );
  blog.prismaIsContent();
});

test('a failed migration of Prisma, undone by hand', (t) => {
  const blog = new Blog(t);
  blog.addBroken();
  blog.sql(kTable);
  blog.prisma(['deploy'], 1);
  blog.sql('DROP TABLE "Tag"');
  blog.godwit(native, ['resolve', '--rolled-back', kBroken, '--reason', 'undone by hand']);
  assert.equal(blog.states(native, 1), 'applied applied applied pending');
  blog.addBroken('CREATE TABLE "Other" ("id" INTEGER NOT NULL PRIMARY KEY);');
  blog.prisma(['deploy']);
  assert.equal(blog.states(native), 'applied applied applied applied');
  blog.prismaIsContent();
});

test('what Prisma resolves, Godwit takes', (t) => {
  const blog = new Blog(t);
  blog.addBroken();
  blog.sql(kTable);
  blog.prisma(['deploy'], 1);
  blog.prisma(['resolve', '--applied', kBroken]);
  assert.equal(blog.states(native), 'applied applied applied applied');
});

test('what Godwit takes back is open again for Prisma', (t) => {
  const blog = new Blog(t);
  blog.godwit(native, ['up']);
  blog.godwit(native, ['down']);
  assert.match(blog.prisma(['status'], 1), new RegExp(`not yet been applied:\\s+${kRedefine}`));
  blog.prisma(['deploy']);
  assert.equal(blog.states(native), 'applied applied applied');
  blog.prismaIsContent();
});

test('a baseline for both', (t) => {
  const blog = new Blog(t);
  blog.godwit(native, ['up']);
  blog.sql('DROP TABLE _prisma_migrations');
  blog.godwit(native, ['baseline', kRedefine]);
  assert.equal(blog.states(native), 'applied applied applied');
  blog.prismaIsContent();
});
