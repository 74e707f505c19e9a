// The samples valuerank and reviews as their users run them, with both builds: to the end with sample
// data and green, all the way back to nothing, the same bytes from both, two seedings at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, native, run, scratch, sqlite, start } from './harness.mjs';

const samples = {
  valuerank: {
    tables: 12, change: '20251103090000_turn_counts', rows: 3,
    index: 'runs_status_idx', value: ['runs', "'CANCELLED'"], table: 'run_comparisons',
  },
  reviews: {
    tables: 11, change: '20251110090000_counters', rows: 6,
    index: 'reviews_status_publishedAt_idx', value: ['users', "'SUPERADMIN'"], table: 'audit_logs',
  },
};

const quote = (text) => `'${text.replaceAll("'", "''")}'`;

for (const [name, { tables, change, rows, index, value, table }] of Object.entries(samples)) {
  const where = ['--project', name, '--db', 's.db'];
  const files = [];

  for (const build of builds) {
    const done = (at, args, status = 0) => {
      const result = run(build, [...args, ...where, '--json'], at);
      assert.equal(result.status, status, result.err || result.out);
      return result.json;
    };

    test(`${name}: to the end, seeded, green, and back to nothing: ${build.name}`, (t) => {
      const at = { cwd: scratch(t) };
      done(at, ['up', '--to', change]);
      done(at, ['down', '--all', '--yes']);
      const nothing = done(at, ['digest']);
      done(at, ['up']);
      done(at, ['seed']);
      const seeded = done(at, ['digest']);
      assert.equal(seeded.tables.length, tables);
      assert.equal(done(at, ['verify']).passed, true);
      done(at, ['seed']);
      assert.deepEqual(done(at, ['digest']), seeded, 'seeding twice');
      assert.equal(done(at, ['status']).upToDate, true);
      files.push(readFileSync(join(at.cwd, 's.db')).toString('base64'));
      done(at, ['down', '--all', '--yes']);
      assert.deepEqual(done(at, ['digest']), nothing);
      assert.equal(sqlite(join(at.cwd, 's.db'), 'SELECT count(*) FROM sqlite_schema'), '0');
    });

    test(`${name}: the change as a rehearsal foretells it: ${build.name}`, (t) => {
      const at = { cwd: scratch(t) };
      done(at, ['up', '--to', change]);
      done(at, ['down']);
      done(at, ['seed']);
      const rehearsed = run(build, ['rehearse', ...where, '-o', 'r.json'], at);
      assert.equal(rehearsed.status, 0, rehearsed.err);
      const report = done(at, ['up', '--expect', 'r.json']);
      assert.deepEqual(report.dataSteps.map((step) => step.rows), [rows]);
      assert.equal(done(at, ['verify']).passed, true);
    });

    test(`${name}: an index dropped by hand is found by both checks: ${build.name}`, (t) => {
      const at = { cwd: scratch(t) };
      done(at, ['up']);
      done(at, ['seed']);
      sqlite(join(at.cwd, 's.db'), `DROP INDEX ${index}`);
      const { checks } = done(at, ['verify'], 1);
      const failed = checks.filter((check) => check.state === 'failed');
      assert.match(failed[0].rows[0][0], new RegExp(`^index "${index}" on table "\\w+" is missing$`));
      const query = failed.find((check) => check.name.startsWith('query '));
      assert.ok(query.actual.startsWith(`does not use ${index}`), query.actual);
      assert.ok(query.rows.length > 0, 'with the plan that there is instead');
    });

    test(`${name}: an enum's value and a table removed by hand are all that verify names: ${build.name}`, (t) => {
      const at = { cwd: scratch(t) };
      done(at, ['up']);
      done(at, ['seed']);
      const [of, text] = value;
      const changed = sqlite(join(at.cwd, 's.db'), `PRAGMA writable_schema = ON;
        UPDATE sqlite_schema SET sql = replace(sql, ', ' || ${quote(text)}, '') WHERE name = '${of}' AND instr(sql, ${quote(text)});
        SELECT changes();`);
      assert.equal(changed, '1');
      sqlite(join(at.cwd, 's.db'), `DROP TABLE ${table}`);
      const { checks } = done(at, ['verify'], 1);
      const declared = checks.find((check) => check.name === 'declared-schema');
      const named = declared.rows.map((row) => row[0]);
      const [missing, extra, gone, ...more] = named.sort((a, b) => a.includes(table) - b.includes(table));
      assert.deepEqual(more, []);
      assert.equal(gone, `table "${table}" is missing`);
      for (const [row, end] of [[missing, 'missing'], [extra, 'extra']]) {
        assert.match(row, new RegExp(`^check .* of table "${of}" is ${end}$`));
        assert.equal(row.includes(text), end === 'missing', row);
      }
    });
  }

  test(`${name}: both builds made the same file`, () => {
    assert.equal(files.length, 2);
    assert.equal(files[0], files[1]);
  });
}

for (const [name, table, rows] of [['valuerank', 'definitions', 4], ['reviews', 'reviews', 12]]) {
  test(`${name}: two processes migrate and seed at once, and neither minds the other`, async (t) => {
    const at = { cwd: scratch(t) };
    const where = ['--project', name, '--db', 's.db'];
    for (const args of [['up'], ['seed']]) {
      const both = await Promise.all([0, 1].map(() => start(native, [...args, ...where], at).ended));
      for (const result of both) assert.equal(result.status, 0, result.err);
    }
    assert.equal(run(native, ['verify', ...where], at).status, 0);
    assert.equal(sqlite(join(at.cwd, 's.db'), `SELECT count(*) FROM ${table}`), String(rows));
  });
}

// Both do all of it, whoever comes first to what.
test('two processes migrate and seed at once, each in its own order', async (t) => {
  const at = { cwd: scratch(t) };
  const where = ['--project', 'reviews', '--db', 's.db'];
  const all = async () => {
    for (const args of [['up'], ['seed'], ['backfill'], ['seed']]) {
      const done = await start(native, [...args, ...where], at).ended;
      assert.equal(done.status, 0, `${args}: ${done.err}`);
    }
  };
  await Promise.all([all(), all()]);
  assert.equal(run(native, ['verify', ...where], at).status, 0);
  assert.deepEqual(run(native, ['query', 'reviews', 'recount', '--db', 's.db', '--json'], at).json.result, []);
});
