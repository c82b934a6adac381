import { z } from 'zod'
import { many, sql, type Db } from '@dromos/db'
import { JurisdictionId, roles, type Role } from '../contract/index.ts'

const MembershipRow = z.object({ jurisdictionId: JurisdictionId, role: z.enum(roles) })

/** An account's own memberships in all cities; `db` must be opened with asAccount. */
export function findOwnMemberships(
  db: Db,
  accountId: string,
): Promise<{ jurisdictionId: string; role: Role }[]> {
  return many(
    db,
    MembershipRow,
    sql`
      select jurisdiction_id, role from membership
      where account_id = ${accountId}
      order by jurisdiction_id, role`,
  )
}

/** The crews an account works in, in the city of the transaction. */
export async function findOwnCrews(tx: Db, jurisdictionId: string, accountId: string): Promise<number[]> {
  const rows = await many(
    tx,
    z.object({ crewId: z.number().int() }),
    sql`
      select distinct crew_id from crew_member
      where jurisdiction_id = ${jurisdictionId} and account_id = ${accountId} and is_active
      order by crew_id`,
  )
  return rows.map((row) => row.crewId)
}
