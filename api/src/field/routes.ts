import type { z } from 'zod'
import { getRunSheet, sendOperations, type Role } from '../contract/index.ts'
import type { Account } from '../accounts/auth.ts'
import type { Context } from '../context.ts'
import { bind, type Api } from '../http/bind.ts'
import { unauthenticated } from '../http/problems.ts'
import { applyOperation, type OperationResult } from './apply-operation.ts'
import { readRunSheet, type Asking } from './run-sheet.ts'

type Sent = z.output<(typeof sendOperations)['body']>

export function fieldRoutes(api: Api): void {
  bind(api, getRunSheet, ({ query, account, roles, context, tenant }) =>
    tenant((tx) => readRunSheet(tx, context, askingOf(account, roles), query)),
  )
  bind(api, sendOperations, async ({ params, body, account, roles, context }) => ({
    results: await applyAll(context, params.jurisdictionId, body, askingOf(account, roles)),
  }))
}

function askingOf(account: Account | null, roles: ReadonlySet<Role>): Asking {
  if (!account) throw unauthenticated()
  return { accountId: account.id, roles }
}

/** One by one in the order of the device, each whole: what one cannot do does not keep the others. */
async function applyAll(
  { db, ...context }: Context,
  jurisdictionId: string,
  { deviceId, operations }: Sent,
  asking: Asking,
): Promise<OperationResult[]> {
  const results = new Map<string, OperationResult>()
  for (const operation of [...operations].sort((a, b) => a.sequence - b.sequence)) {
    const result = await db.tenant(jurisdictionId, (tx) =>
      applyOperation(tx, { db, ...context }, operation, { ...asking, deviceId }),
    )
    results.set(operation.opId, result)
  }
  return operations.map(({ opId }) => results.get(opId)!)
}
