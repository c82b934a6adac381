import sqlTag, { empty, join, raw, type Sql } from 'sql-template-tag'

/** The only way a value reaches the database: sql`select ${value}`. */
export const sql = sqlTag
export { empty, join, raw, type Sql }
