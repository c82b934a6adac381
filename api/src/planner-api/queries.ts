import { sql, type Database } from '@dromos/db'

/** Whether someone plans work in any city. */
export async function isPlanner(db: Database, accountId: string): Promise<boolean> {
  const { rowCount } = await db.asAccount(accountId, (tx) =>
    tx.query(sql`
      select 1 from membership
      where account_id = ${accountId} and role in ('dispatcher', 'planner', 'manager', 'admin')
      limit 1
    `),
  )
  return rowCount !== 0
}
