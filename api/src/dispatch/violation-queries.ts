import type { z } from 'zod'
import { asJson, many, sql, type Tx } from '@dromos/db'
import { KnownViolation } from '../contract/index.ts'

export const StoredViolation = KnownViolation.omit({ reason: true })
export type StoredViolation = z.output<typeof StoredViolation>

/** As it comes from a table's columns: what is not said is null. */
const Found = KnownViolation.extend({
  lacking: KnownViolation.shape.lacking.unwrap().nullable(),
  unit: KnownViolation.shape.unit.unwrap().nullable(),
}).transform(({ lacking, unit, ...known }) => ({
  ...known,
  ...(lacking ? { lacking } : {}),
  ...(unit ? { unit } : {}),
}))

/** The rules a version broke when it was made, each with the reason of the version that broke it. */
export function findViolations(tx: Tx, planId: number, version: number): Promise<KnownViolation[]> {
  return many(
    tx,
    Found,
    sql`
      select broken."taskId" as task_id, broken."crewId" as crew_id, broken.cause, broken.margin, broken.since,
        broken."movedTaskIds" as moved_task_ids, broken.lacking, broken.unit, nullif(w.reason, '') as reason
      from plan_version v
      cross join lateral jsonb_to_recordset(v.violations) as broken ("taskId" bigint, "crewId" integer, cause text,
        margin double precision, since integer, "movedTaskIds" jsonb, lacking jsonb, unit text)
      left join plan_version w on w.jurisdiction_id = v.jurisdiction_id and w.plan_id = v.plan_id
        and w.version = broken.since
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId} and v.version = ${version}`,
  )
}

export async function setViolations(
  tx: Tx,
  planId: number,
  version: number,
  violations: readonly StoredViolation[],
): Promise<void> {
  if (violations.length === 0) return
  await tx.query(sql`
    update plan_version set violations = ${asJson(violations)}
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}`)
}

export async function setReason(tx: Tx, planId: number, version: number, reason: string): Promise<void> {
  await tx.query(sql`
    update plan_version set reason = ${reason}
    where jurisdiction_id = ${tx.jurisdictionId} and plan_id = ${planId} and version = ${version}`)
}
