import { getTableColumns, getTableName } from 'drizzle-orm'
import type { SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Statement } from './store'

type Shape = { sql: string; columns: [key: string, column: SQLiteColumn][] }

const shapes = new WeakMap<SQLiteTable, Shape>()

/**
 * The statement that inserts one row. Like drizzle's `insert().values().toSQL()`, but with one text per table, since a
 * save writes hundreds of rows and the builder takes longer over each than SQLite.
 */
export function insertOf<T extends SQLiteTable>(table: T, row: T['$inferInsert']): Statement {
  const { sql, columns } = shapeOf(table)
  const given = row as Record<string, unknown>
  const params = columns.map(([key, column]) => {
    const value = given[key] === undefined ? (column.default ?? null) : given[key]
    return value === null ? null : column.mapToDriverValue(value)
  })
  return { sql, params }
}

function shapeOf(table: SQLiteTable): Shape {
  const known = shapes.get(table)
  if (known) return known
  const columns = Object.entries(getTableColumns(table)) as Shape['columns']
  const names = columns.map(([, column]) => `"${column.name}"`).join(', ')
  const marks = columns.map(() => '?').join(', ')
  const sql = `insert into "${getTableName(table)}" (${names}) values (${marks})`
  shapes.set(table, { sql, columns })
  return { sql, columns }
}
