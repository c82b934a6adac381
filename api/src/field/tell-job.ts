import type { Tx } from '@dromos/db'
import { isAnswerTo, judgeValue, type JobAnswer, type Operation } from '../contract/index.ts'
import { findJobForm } from './job-form-queries.ts'
import { findAnswer, findQuantity, setAnswer, setQuantity, type Telling } from './job-record-queries.ts'
import type { Verdict } from './visit-lifecycle.ts'

type Told = Extract<Operation, { kind: 'answer' | 'material' }>

/** Whether an operation tells a value of a job's form or its materials. */
export function isTold(operation: Operation): operation is Told {
  return operation.kind === 'answer' || operation.kind === 'material'
}

/** Keeps a value that a crew told, if none that it did not know of stands there. */
export async function tellJob(
  tx: Tx,
  operation: Told,
  telling: Telling,
  accountId: string,
): Promise<Verdict> {
  return operation.kind === 'answer'
    ? tellAnswer(tx, operation, telling, accountId)
    : tellMaterial(tx, operation, telling)
}

async function tellAnswer(
  tx: Tx,
  operation: Extract<Operation, { kind: 'answer' }>,
  telling: Telling,
  accountId: string,
): Promise<Verdict> {
  const { field, value, formVersion } = operation
  const form = await findJobForm(tx, telling.visitId, formVersion)
  const asked = form?.fields.find(({ code }) => code === field)
  if (!asked) return { outcome: 'refused', detail: 'its form asks no such thing' }
  if (!isAnswerTo(asked, value)) return { outcome: 'refused', detail: 'this is no answer to it' }
  const standing = await findAnswer(tx, telling.visitId, field)
  const verdict = verdictOf(operation, { field: 'answer', code: field }, standing)
  if (verdict.outcome === 'applied') await setAnswer(tx, telling, { field, value, formVersion, accountId })
  return verdict
}

async function tellMaterial(
  tx: Tx,
  operation: Extract<Operation, { kind: 'material' }>,
  telling: Telling,
): Promise<Verdict> {
  const { material, value } = operation
  const standing = await findQuantity(tx, telling.visitId, material)
  const verdict = verdictOf(operation, { field: 'material', code: material }, standing)
  if (verdict.outcome !== 'applied') return verdict
  const isKept = await setQuantity(tx, telling, { material, quantity: value })
  return isKept ? verdict : { outcome: 'refused', detail: 'there is no such material' }
}

function verdictOf(
  told: { value: JobAnswer; before: JobAnswer },
  named: { field: 'answer' | 'material'; code: string },
  standing: JobAnswer,
): Verdict {
  const judged = judgeValue(told, standing)
  if (judged === 'same') return { outcome: 'merged' }
  if (judged === 'set') return { outcome: 'applied', to: null }
  const conflict = { ...named, yours: String(told.value ?? ''), theirs: String(standing ?? '') }
  return { outcome: 'conflict', detail: 'another value was told first', conflict }
}
