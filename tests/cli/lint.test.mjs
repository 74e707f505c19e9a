// `godwit lint`: what it prints, in which format, with which exit status, and that it only reads.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { builds, run, scratch, sqlite, writeProject } from './harness.mjs';

const kFirst = '20260101000000_first';
const kSecond = '20260102000000_second';

function write(folder, second, settings = {}) {
  return writeProject(folder, 'app', {
    [`${kFirst}/migration.sql`]: `CREATE TABLE person (id INTEGER PRIMARY KEY, nick TEXT);
INSERT INTO person (id, nick) VALUES (1, 'A'), (2, 'B'), (3, NULL);`,
    [`${kFirst}/down.sql`]: 'DROP TABLE person;',
    [`${kSecond}/migration.sql`]: second,
    [`${kSecond}/down.sql`]: 'SELECT 1;',
    ...settings,
  });
}

for (const build of builds) {
  test(`${build.name}: findings as text, JSON and SARIF, with the database's counts`, (t) => {
    const folder = scratch(t);
    write(folder, '-- one more\nALTER TABLE person DROP COLUMN nick;\n');
    const at = ['--project', 'app', '--db', 'app.db'];
    const cli = (...args) => run(build, args, { cwd: folder });
    assert.equal(cli('up', '--to', kFirst, ...at).status, 0);
    const before = readFileSync(join(folder, 'app.db'));

    const text = cli('lint', ...at);
    assert.equal(text.status, 0, text.err);
    assert.equal(text.out, `app/migrations/${kSecond}/migration.sql:2:1: warning GW102 column-dropped
  drops column "nick" of table "person" with 2 non-null values
  line ALTER TABLE person DROP COLUMN nick;
  fix  drop it in a later migration, once no program reads or writes it and its values are copied where they are needed

0 errors, 1 warning and 0 notes in 1 migration
`);
    const json = cli('lint', '--json', ...at);
    assert.deepEqual(json.json.counts, { error: 0, note: 0, suppressed: 0, warning: 1 });
    assert.equal(json.json.migrations[0].findings[0].line, 2);
    assert.equal(cli('lint', '--format', 'json', ...at).out, json.out);

    const sarif = cli('lint', '--format', 'sarif', ...at);
    assert.equal(sarif.status, 0);
    const [result] = sarif.json.runs[0].results;
    assert.equal(result.ruleId, 'GW102');
    const place = result.locations[0].physicalLocation.artifactLocation;
    assert.deepEqual(place, { uri: `app/migrations/${kSecond}/migration.sql`, uriBaseId: '%SRCROOT%' });
    assert.deepEqual(Object.keys(sarif.json.runs[0].originalUriBaseIds), [place.uriBaseId]);
    assert.equal(sarif.json.runs[0].tool.driver.rules[result.ruleIndex].id, result.ruleId);

    assert.deepEqual(readFileSync(join(folder, 'app.db')), before);
    assert.equal(sqlite(join(folder, 'app.db'), 'SELECT count(*) FROM person'), '3');
  });

  test(`${build.name}: an error is exit status 1, and works without a database`, (t) => {
    const folder = scratch(t);
    write(folder, 'ALTER TABLE person ADD COLUMN born TEXT NOT NULL;');
    const done = run(build, ['lint', '--project', 'app'], { cwd: folder });
    assert.equal(done.status, 1);
    assert.match(done.out, /error GW301 not-null-without-default\n {2}column "born" of table "person" is NOT NULL/);
    assert.match(done.out, /1 error, 0 warnings and 0 notes in 2 migrations\n$/);
    const named = run(build, ['lint', kFirst, '--project', 'app'], { cwd: folder });
    assert.equal(named.status, 0, named.err);
    assert.equal(named.out, '0 errors, 0 warnings and 0 notes in 1 migration\n');
    const absent = run(build, ['lint', '--project', 'app', '--db', 'no.db'], { cwd: folder });
    assert.match(absent.out, /warning: .*no\.db/);
    assert.ok(!existsSync(join(folder, 'no.db')));
  });

  test(`${build.name}: suppressions, and what is wrong with one`, (t) => {
    const folder = scratch(t);
    write(folder, '-- godwit: allow GW102 nobody reads it\nALTER TABLE person DROP COLUMN nick;');
    const at = ['--project', 'app'];
    const good = run(build, ['lint', ...at], { cwd: folder });
    assert.equal(good.out, '0 errors, 0 warnings and 0 notes in 2 migrations, 1 suppressed\n');
    assert.equal(run(build, ['lint', '--quiet', ...at], { cwd: folder }).out, '');
    const sarif = run(build, ['lint', '--format', 'sarif', '--quiet', ...at], { cwd: folder });
    assert.deepEqual(sarif.json.runs[0].results[0].suppressions, [{ justification: 'nobody reads it', kind: 'inSource' }]);
    // The run itself does not mind it.
    assert.equal(run(build, ['up', ...at, '--db', 'app.db'], { cwd: folder }).status, 0);
    const done = run(build, ['lint', ...at, '--db', 'app.db'], { cwd: folder });
    assert.equal(done.out, 'nothing to lint: no migration is pending in app.db\n');
    write(folder, '-- godwit: allow GW102\nALTER TABLE person DROP COLUMN nick;');
    const bad = run(build, ['lint', ...at], { cwd: folder });
    assert.equal(bad.status, 1);
    assert.match(bad.out, /migration\.sql:1:1: error GW904 .*\n {2}allow GW102 gives no reason\n/);
  });

  test(`${build.name}: declared queries before and after a pending migration`, (t) => {
    const folder = scratch(t);
    write(folder, `ALTER TABLE person ADD COLUMN born TEXT;
CREATE INDEX person_born ON person (born);
-- godwit: allow GW102 what counts here are the queries
ALTER TABLE person DROP COLUMN nick;
`, {
      '../queries.sql': `-- godwit: query all
SELECT * FROM person;
-- godwit: query nicks
SELECT nick FROM person;
-- godwit: query old-nicks
-- godwit: until ${kSecond}
SELECT nick FROM person;
`,
    });
    const at = ['--project', 'app', '--db', 'app.db'];
    const cli = (...args) => run(build, args, { cwd: folder });
    assert.equal(cli('up', '--to', kFirst, ...at).status, 0);
    const place = `app/migrations/${kSecond}/migration.sql`;
    const text = cli('lint', ...at);
    assert.equal(text.status, 1, text.err);
    assert.equal(text.out, `${place}:1:1: warning GW212 query-columns-changed
  query "all" gives other columns after it: without "nick", with "born" besides
  line ALTER TABLE person ADD COLUMN born TEXT;
  fix  name its columns where it says *, and look at the programs that read its rows

${place}:4:1: error GW210 query-broken
  query "nicks" does not work any more after it: no such column: nick
  line ALTER TABLE person DROP COLUMN nick;
  fix  change the query in queries.sql once the programs that ask it are changed, or say \`-- godwit: until\` with this migration's name there, if it ends with it

1 error, 1 warning and 0 notes in 1 migration, 1 suppressed
`);
    const [shape, , broken] = cli('lint', '--format', 'sarif', ...at).json.runs[0].results;
    assert.deepEqual([shape.ruleId, shape.level, broken.ruleId, broken.level], ['GW212', 'warning', 'GW210', 'error']);
    assert.equal(broken.locations[0].physicalLocation.region.startLine, 4);
    // Once it is applied, nothing is left to compare.
    assert.equal(cli('up', ...at).status, 0);
    assert.equal(cli('lint', ...at).status, 0);
  });

  test(`${build.name}: an older SQLite, wrong usage, and a script that is refused`, (t) => {
    const folder = scratch(t);
    write(folder, 'ALTER TABLE person DROP COLUMN nick;');
    const cli = (...args) => run(build, ['lint', '--project', 'app', ...args], { cwd: folder });
    assert.match(cli('--sqlite-version', '3.34').out, /error GW902 .*\n {2}DROP COLUMN needs SQLite 3\.35/);
    assert.equal(cli('--sqlite-version', '3.35').status, 0);
    for (const [args, says] of [
      [['--sqlite-version', 'new'], /SQLite "new": it is no release/],
      [['--format', 'xml'], /--format/],
      [['--format', 'sarif', '--json'], /--json excludes --format sarif/],
      [['nothing'], /migration "nothing": the project has none of that name/],
    ]) {
      const wrong = cli(...args);
      assert.equal(wrong.status, 2, args.join(' '));
      assert.match(wrong.err, says);
    }
    write(folder, 'SAVEPOINT a;');
    const refused = cli();
    assert.equal(refused.status, 4);
    assert.match(refused.err, /statement SAVEPOINT/);
  });
}

test('both builds say the same of the samples', (t) => {
  const folder = scratch(t);
  for (const sample of ['pets', 'profiles']) {
    for (const format of ['text', 'json', 'sarif']) {
      const [native, node] = builds.map((build) => run(build, ['lint', '--project', sample, '--format', format], { cwd: folder }));
      assert.equal(native.status, sample === 'pets' ? 1 : 0);
      assert.equal(node.status, native.status);
      assert.equal(node.out, native.out);
    }
  }
});
