import { defineConfig } from 'drizzle-kit'

export default defineConfig({
  dialect: 'sqlite',
  schema: ['./db/schema.ts', './db/auth-schema.ts', './db/desk-schema.ts', './db/import-schema.ts'],
  out: './db/migrations',
})
