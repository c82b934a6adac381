export { sql, empty, join, raw, type Sql } from './sql.ts'
export {
  asJson,
  camelCaseKeys,
  columns,
  many,
  maybeOne,
  one,
  openDatabase,
  pointSql,
  type Database,
  type DatabaseOptions,
  type Db,
  type Tx,
} from './db.ts'
export { migrate } from './migrate.ts'
