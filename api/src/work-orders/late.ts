import { sql, type Sql } from '@dromos/db'

/** of the order `o` */
export function isLateSql(now: Date): Sql {
  return sql`coalesce(o.due_at < ${now} and o.status not in ('completed', 'closed', 'cancelled'), false)`
}
