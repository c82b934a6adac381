import type { z } from 'zod'
import {
  getRunSheet,
  listTablets,
  revokeTablet,
  sendOperations,
  type OperationResult,
} from '../contract/index.ts'
import type { Account } from '../accounts/auth.ts'
import type { Context } from '../context.ts'
import { bind, type Api, type Call } from '../http/bind.ts'
import { forbidden, notFound, unauthenticated } from '../http/problems.ts'
import { applyOperation } from './apply-operation.ts'
import { findOwnCrewIds } from './crew-queries.ts'
import { readRunSheet, type Asking } from './run-sheet.ts'
import { sessionTokenOf } from './session-token.ts'
import {
  findSessionId,
  findTablet,
  findTablets,
  noteTablet,
  setRevoked,
  type Sighting,
} from './tablet-queries.ts'

type Sent = z.output<(typeof sendOperations)['body']>
type FromTablet = Pick<Call<typeof sendOperations>, 'request' | 'tenant' | 'context' | 'account'>

export function fieldRoutes(api: Api): void {
  bind(api, getRunSheet, async (call) => {
    const { query, account, roles, context, tenant } = call
    if (query.deviceId && (await sighted(call, { deviceId: query.deviceId })))
      throw forbidden('This tablet was revoked')
    return tenant((tx) => readRunSheet(tx, context, { accountId: signedIn(account).id, roles }, query))
  })
  bind(api, sendOperations, async (call) => {
    const { params, body, account, roles, context } = call
    const now = context.clock.now()
    const offsetMs = body.sentAt ? Date.parse(body.sentAt) - now.getTime() : undefined
    const isRevoked = await sighted(call, {
      deviceId: body.deviceId,
      clockOffsetMs: offsetMs,
      lastSequence: Math.max(...body.operations.map(({ sequence }) => sequence)),
    })
    const asking = { accountId: signedIn(account).id, roles, isRevoked, offsetMs: offsetMs ?? 0 }
    return { at: now.toISOString(), results: await applyAll(context, params.jurisdictionId, body, asking) }
  })
  bind(api, listTablets, ({ query, tenant }) => tenant((tx) => findTablets(tx, query.crewId)))
  bind(api, revokeTablet, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      await setRevoked(tx, params.deviceId, body.isRevoked, signedIn(account).id, context.clock.now())
      const tablet = await findTablet(tx, params.deviceId)
      if (!tablet) throw notFound('tablet', params.deviceId)
      return tablet
    }),
  )
}

function signedIn(account: Account | null): Account {
  if (!account) throw unauthenticated()
  return account
}

/** Notes which tablet speaks, in whose session; true when it was revoked. */
function sighted(
  { request, tenant, context, account }: FromTablet,
  seen: Pick<Sighting, 'deviceId' | 'clockOffsetMs' | 'lastSequence'>,
): Promise<boolean> {
  const accountId = signedIn(account).id
  const token = sessionTokenOf(request)
  return tenant(async (tx) => {
    const [crewId] = await findOwnCrewIds(tx, accountId)
    const sessionId = token && (await findSessionId(tx, token, accountId))
    return noteTablet(tx, { ...seen, crewId: crewId ?? null, accountId, sessionId, at: context.clock.now() })
  })
}

/** One by one in the order of the device, each whole: what one cannot do does not keep the others. */
async function applyAll(
  context: Context,
  jurisdictionId: string,
  { deviceId, operations }: Sent,
  asking: Asking & { isRevoked: boolean; offsetMs: number },
): Promise<OperationResult[]> {
  const results = new Map<string, OperationResult>()
  for (const operation of [...operations].sort((a, b) => a.sequence - b.sequence)) {
    const result = await context.db.tenant(jurisdictionId, (tx) =>
      applyOperation(tx, context, operation, { ...asking, deviceId }),
    )
    results.set(operation.opId, result)
  }
  return operations.map(({ opId }) => results.get(opId)!)
}
