// Drizzle: the migration that `drizzle-kit generate` writes from one schema to the next
// (drizzle_schema.mjs), run by drizzle-orm's migrator.
import { spawnSync } from 'node:child_process';
import { copyFileSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { Database, need, version } from './driver.mjs';

const [database, change, name] = process.argv.slice(2);
if (database === 'version') {
  console.log(`Drizzle ORM ${version('drizzle-orm')} with drizzle-kit ${version('drizzle-kit')}`);
  process.exit();
}
const { drizzle } = need('drizzle-orm/better-sqlite3');
const { migrate } = need('drizzle-orm/better-sqlite3/migrator');

const modules = join(process.env.TOOLS, 'node_modules');
symlinkSync(modules, 'node_modules');
copyFileSync(new URL('drizzle_schema.mjs', import.meta.url), 'schema.ts');
for (const made of ['', '1']) {
  const args = ['generate', '--dialect', 'sqlite', '--schema', 'schema.ts', '--out', 'drizzle', '--name', `step${made}`];
  const done = spawnSync(process.execPath, [join(modules, 'drizzle-kit/bin.cjs'), ...args], {
    encoding: 'utf8',
    env: { ...process.env, CASE: name, CHANGE: change, MADE: made },
  });
  if (done.status !== 0) throw new Error(done.stdout + done.stderr);
}
// The database is there already: only the second step is to run.
const journal = JSON.parse(readFileSync('drizzle/meta/_journal.json', 'utf8'));
journal.entries = [{ ...journal.entries[1], when: 1700000000000 }];
writeFileSync('drizzle/meta/_journal.json', JSON.stringify(journal));
migrate(drizzle({ client: new Database(database) }), { migrationsFolder: join(process.cwd(), 'drizzle') });
