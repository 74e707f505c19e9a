import { PrismaLibSQL } from '@prisma/adapter-libsql';

export default {
  schema: 'prisma/schema.prisma',
  migrations: { path: 'prisma/migrations' },
  experimental: { adapter: true },
  engine: 'js',
  adapter: async () => new PrismaLibSQL({ url: 'file:prisma/blog.db' }),
};
