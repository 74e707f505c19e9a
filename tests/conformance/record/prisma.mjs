// Prisma: the migration.sql that `prisma migrate diff` writes from one schema to the next; it runs such
// a file as it is. The schemas say what Prisma can say of each case: there is no CHECK, STRICT,
// WITHOUT ROWID, COLLATE nor generated column, no partial index; views and triggers are not its matter.
import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [database, change, name] = process.argv.slice(2);
const modules = join(process.env.TOOLS, 'prisma', 'node_modules');
const { createRequire } = await import('node:module');
const need = createRequire(join(modules, 'x.js'));
if (database === 'version') {
  console.log(`Prisma ${need('prisma/package.json').version}`);
  process.exit();
}

const actions = { cascade: 'Cascade', set_null: 'SetNull', set_default: 'SetDefault', restrict: 'Restrict' };
const more = {
  self_reference: `parent Int?
  up   p?  @relation("tree", fields: [parent], references: [id], onDelete: Cascade, onUpdate: NoAction)
  down p[] @relation("tree")`,
  check: 'k Int?',
  collate: 'name String?',
  generated: 'twice Int?\n  half Int?',
  indexes: '@@index([n], map: "p_n")',
  special_indexes: 'name String?\n  @@index([name(sort: Desc)], map: "p_sorted")',
};

function schema(wanted) {
  const action = actions[name] ?? (change === 'foreign-key' && wanted ? 'NoAction' : null);
  const relation = action && `p p? @relation(fields: [pid], references: [id], onDelete: ${action}, onUpdate: NoAction)`;
  return `datasource db {
  provider = "sqlite"
  url      = "file:./case.db"
}

model p {
  id Int @id${name.endsWith('sequence') ? ' @default(autoincrement())' : ''}
  n  ${wanted && change === 'type' ? 'Int' : 'String'}?
  ${more[name] ?? ''}
  ${relation ? 'c c[]' : ''}
}

model c {
  id  Int  @id
  pid Int?${name === 'set_default' ? ' @default(9)' : ''}
  ${relation ?? ''}
}
`;
}

symlinkSync(modules, 'node_modules');
writeFileSync('package.json', '{"type": "module"}');
writeFileSync('from.prisma', schema(false));
writeFileSync('to.prisma', schema(true));
writeFileSync('prisma.config.mjs', `import { PrismaLibSQL } from '@prisma/adapter-libsql';
export default {
  schema: 'to.prisma',
  experimental: { adapter: true },
  engine: 'js',
  adapter: async () => new PrismaLibSQL({ url: 'file:case.db' }),
};
`);
const done = spawnSync(process.execPath, [join(modules, 'prisma/build/index.js'), 'migrate', 'diff',
  '--from-schema-datamodel', 'from.prisma', '--to-schema-datamodel', 'to.prisma', '--script'], {
  encoding: 'utf8',
  env: {
    ...process.env,
    PRISMA_QUERY_ENGINE_LIBRARY: process.execPath,
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    CHECKPOINT_DISABLE: '1',
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
  },
});
if (done.status !== 0) {
  process.stderr.write(done.stdout + done.stderr);
  process.exit(1);
}
process.stdout.write(done.stdout.replaceAll(/;\n/g, ';\n--end--\n'));
