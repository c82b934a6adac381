import { z } from 'zod'
import { many, maybeOne, sql, type Sql, type Tx } from '@dromos/db'
import { AssignPolicy, assignPolicies } from '../contract/index.ts'

/** What the queue does with new orders of each active service, in the order of the city. */
export function findAssignPolicies(tx: Tx): Promise<AssignPolicy[]> {
  return many(
    tx,
    AssignPolicy,
    sql`
      select ${columns} from service s left join account a on a.id = s.auto_assign_by
      where s.jurisdiction_id = ${tx.jurisdictionId} and s.is_active
      order by s.position, s.code`,
  )
}

export async function findAssignPolicy(tx: Tx, serviceCode: string): Promise<AssignPolicy['policy']> {
  const row = await maybeOne(
    tx,
    z.object({ policy: z.enum(assignPolicies) }),
    sql`
      select auto_assign as policy from service
      where jurisdiction_id = ${tx.jurisdictionId} and code = ${serviceCode}`,
  )
  return row?.policy ?? 'off'
}

/** Null where the city has no such service. */
export async function updateAssignPolicy(
  tx: Tx,
  given: { serviceCode: string; policy: AssignPolicy['policy']; accountId: string | null; at: Date },
): Promise<AssignPolicy | null> {
  await tx.query(sql`
    update service set auto_assign = ${given.policy}, auto_assign_by = ${given.accountId},
      auto_assign_at = ${given.at}
    where jurisdiction_id = ${tx.jurisdictionId} and code = ${given.serviceCode} and is_active
      and auto_assign <> ${given.policy}`)
  return maybeOne(
    tx,
    AssignPolicy,
    sql`
      select ${columns} from service s left join account a on a.id = s.auto_assign_by
      where s.jurisdiction_id = ${tx.jurisdictionId} and s.code = ${given.serviceCode} and s.is_active`,
  )
}

const columns: Sql = sql`
  s.code as service_code, s.auto_assign as policy, s.auto_assign_at as changed_at, a.name as changed_by`
