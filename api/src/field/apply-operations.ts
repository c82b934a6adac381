import type { Context } from '../context.ts'
import type { Operation, OperationResult } from '../contract/index.ts'
import { applyOperation } from './apply-operation.ts'
import type { SenderOf } from './author-of.ts'

/**
 * In the order of the device, each whole: what one cannot do does not keep the others. What was done at one stop is
 * one transaction, which holds its order no longer than that.
 */
export async function applyOperations(
  context: Context,
  jurisdictionId: string,
  operations: readonly Operation[],
  senderOf: SenderOf,
): Promise<OperationResult[]> {
  const results = new Map<string, OperationResult>()
  const apply = async (some: Operation[]) => {
    const given = await context.db.tenant(
      jurisdictionId,
      async (tx) => {
        const taken: OperationResult[] = []
        for (const operation of some)
          taken.push(await applyOperation(tx, context, operation, senderOf(operation)))
        return taken
      },
      { isFrequent: true },
    )
    for (const result of given) results.set(result.opId, result)
  }
  for (const atOneStop of groupByStop(operations)) {
    try {
      await apply(atOneStop)
    } catch (failure) {
      if (atOneStop.length === 1) throw failure
      // nothing of it was kept: one by one, so that those before the one that fails are
      for (const operation of atOneStop) await apply([operation])
    }
  }
  return operations.map(({ opId }) => results.get(opId)!)
}

/** What follows each other at one stop. */
function groupByStop(operations: readonly Operation[]): Operation[][] {
  const groups: Operation[][] = []
  for (const operation of [...operations].sort((a, b) => a.sequence - b.sequence)) {
    const last = groups.at(-1)
    if (last?.[0]?.visitId === operation.visitId) last.push(operation)
    else groups.push([operation])
  }
  return groups
}
