import { z } from 'zod'
import { asJson, many, sql, type Tx } from '@dromos/db'
import { KnownViolation } from '../contract/index.ts'

export const StoredViolation = KnownViolation.omit({ reason: true })
export type StoredViolation = z.output<typeof StoredViolation>

const Found = z.object({ rule: KnownViolation })

/** The rules a version broke when it was made, each with the reason of the version that broke it. */
export async function findViolations(tx: Tx, planId: number, version: number): Promise<KnownViolation[]> {
  const found = await many(
    tx,
    Found,
    sql`
      select broken.rule || jsonb_build_object('reason', nullif(w.reason, '')) as rule
      from plan_version v
      cross join lateral jsonb_array_elements(v.violations) as broken (rule)
      left join plan_version w on w.jurisdiction_id = v.jurisdiction_id and w.plan_id = v.plan_id
        and w.version = (broken.rule->>'since')::integer
      where v.jurisdiction_id = ${tx.jurisdictionId} and v.plan_id = ${planId} and v.version = ${version}`,
  )
  return found.map(({ rule }) => rule)
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
