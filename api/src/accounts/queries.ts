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
