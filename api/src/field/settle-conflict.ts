import { z } from 'zod'
import { maybeOne, sql, type Tx } from '@dromos/db'
import { failureReasons, JobAnswer, OperationConflict, type Operation } from '../contract/index.ts'
import { setAnswer, setQuantity, type Telling } from './job-record-queries.ts'
import type { Verdict } from './visit-lifecycle.ts'

type Settlement = Extract<Operation, { kind: 'settle' }>

const Contested = z.object({
  conflict: OperationConflict,
  payload: z.object({ formVersion: z.number().optional(), value: JobAnswer.optional() }),
  settledAs: z.string().nullable(),
})
type Contested = z.output<typeof Contested>

/** What a crew decided on a value of its tablet that was contested: the first decision stands. */
export async function settleConflict(
  tx: Tx,
  { of, take, visitId }: Settlement,
  at: Date,
  accountId: string,
): Promise<Verdict> {
  const contested = await findContested(tx, of, visitId)
  if (!contested) return { outcome: 'refused', detail: 'there is nothing to settle' }
  if (contested.settledAs !== null) return { outcome: 'merged', detail: 'settled already' }
  if (take === 'theirs') return { outcome: 'applied', to: null }
  const isTaken = await takeValue(tx, contested, { visitId, opId: of, at }, accountId)
  return { outcome: 'applied', to: null, detail: isTaken ? 'taken' : 'for the dispatcher' }
}

/** False where only the dispatcher can: a visit that has ended otherwise, and with it requests and messages. */
async function takeValue(
  tx: Tx,
  { conflict, payload }: Contested,
  telling: Telling,
  accountId: string,
): Promise<boolean> {
  const { field, code, yours } = conflict
  const { value, formVersion } = payload
  if (field === 'answer' && code && value !== undefined && formVersion !== undefined) {
    await setAnswer(tx, telling, { field: code, value, formVersion, accountId })
    return true
  }
  if (field === 'material' && code && typeof value === 'number')
    return setQuantity(tx, telling, { material: code, quantity: value })
  if (field === 'reason') return setReason(tx, telling.visitId, yours)
  return false
}

function findContested(tx: Tx, opId: string, visitId: number): Promise<Contested | null> {
  return maybeOne(
    tx,
    Contested,
    sql`
      select o.conflict, o.payload, (
          select s.payload ->> 'take' from operation s
          where s.jurisdiction_id = o.jurisdiction_id and s.visit_id = o.visit_id and s.kind = 'settle'
            and s.payload ->> 'of' = ${opId} and s.outcome = 'applied'
          limit 1
        ) as settled_as
      from operation o
      where o.jurisdiction_id = ${tx.jurisdictionId} and o.op_id = ${opId}::uuid and o.visit_id = ${visitId}
        and o.outcome = 'conflict'`,
  )
}

/** Another reason for the same end; being done in part is more than a reason. */
async function setReason(tx: Tx, visitId: number, reason: string): Promise<boolean> {
  if (!(failureReasons as readonly string[]).includes(reason)) return false
  const { rowCount } = await tx.query(sql`
    update visit set reason = ${reason}
    where jurisdiction_id = ${tx.jurisdictionId} and id = ${visitId} and status = 'failed'`)
  return rowCount > 0
}
