import { getRunSheet, listTablets, revokeTablet, sendOperations } from '../contract/index.ts'
import { signedIn, workerOf } from '../accounts/signed-in.ts'
import { Admission } from '../http/admission.ts'
import { bind, type Api, type Call } from '../http/bind.ts'
import { forbidden, notFound } from '../http/problems.ts'
import type { Sender } from './apply-operation.ts'
import { applyOperations } from './apply-operations.ts'
import { findAuthors } from './author-of.ts'
import { insertTabletEvent } from '../tablets/event-queries.ts'
import { findToldCrewIds } from './own-crew-queries.ts'
import { isDispatching, readRunSheet } from './run-sheet.ts'
import { sessionTokenOf } from './session-token.ts'
import {
  findSessionId,
  findTablet,
  findTablets,
  noteTablet,
  setRevoked,
  type Sighting,
} from './tablet-queries.ts'

type FromTablet = Pick<Call<typeof sendOperations>, 'request' | 'tenant' | 'context' | 'account'>

export function fieldRoutes(api: Api): void {
  // more at once would only hold each other's orders, and the connections that a console waits for
  const taking = new Admission({ atOnce: 4, waiting: 60 })
  bind(api, getRunSheet, async (call) => {
    const { query, account, roles, context, tenant } = call
    if (query.deviceId && (await sighted(call, { deviceId: query.deviceId })).isRevoked)
      throw forbidden('This tablet was revoked')
    return tenant((tx) => readRunSheet(tx, context, { ...workerOf(account), roles }, query))
  })
  bind(api, sendOperations, async (call) => {
    const { params, body, account, roles, context, response } = call
    taking.demandRoom(response)
    const isPaper = body.from === 'paper'
    if (isPaper && !isDispatching({ roles }))
      throw forbidden('Only a desk types in what crews wrote on paper')
    const now = context.clock.now()
    const offsetMs = body.sentAt ? Date.parse(body.sentAt) - now.getTime() : undefined
    const { deviceId, from: channel } = body
    const seen = isPaper
      ? { crewIds: [], isRevoked: false }
      : await sighted(call, {
          deviceId,
          clockOffsetMs: offsetMs,
          lastSequence: Math.max(...body.operations.map(({ sequence }) => sequence)),
        })
    // a time on paper was read off a watch, whatever the desk's clock says
    const sender = {
      ...seen,
      ...workerOf(account),
      roles,
      deviceId,
      channel,
      offsetMs: isPaper ? 0 : (offsetMs ?? 0),
    }
    const { operations } = body
    const results = await taking.run(response, async () => {
      const senderOf = await findAuthors(call.tenant, sender, operations, now)
      return applyOperations(context, params.jurisdictionId, operations, senderOf)
    })
    return { at: now.toISOString(), results }
  })
  bind(api, listTablets, ({ query, tenant }) => tenant((tx) => findTablets(tx, query.crewId)))
  bind(api, revokeTablet, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      const { deviceId } = params
      const [at, doneBy] = [context.clock.now(), signedIn(account).id]
      await setRevoked(tx, deviceId, body.isRevoked, doneBy, at)
      const tablet = await findTablet(tx, deviceId)
      if (!tablet) throw notFound('tablet', deviceId)
      const kind = body.isRevoked ? 'revoked' : 'restored'
      await insertTabletEvent(tx, { kind, at, deviceId, crewId: tablet.crewId, doneBy })
      return tablet
    }),
  )
}

/** Notes which tablet speaks, in whose session; tells for which crews, and whether it was revoked. */
function sighted(
  { request, tenant, context, account }: FromTablet,
  seen: Pick<Sighting, 'deviceId' | 'clockOffsetMs' | 'lastSequence'>,
): Promise<Pick<Sender, 'isRevoked' | 'crewIds'>> {
  const worker = workerOf(account)
  const { accountId } = worker
  const token = sessionTokenOf(request)
  return tenant(async (tx) => {
    const at = context.clock.now()
    const crewIds = await findToldCrewIds(tx, worker, at)
    const sessionId = token && (await findSessionId(tx, token, accountId))
    const isRevoked = await noteTablet(tx, { ...seen, crewId: crewIds[0] ?? null, accountId, sessionId, at })
    return { crewIds, isRevoked }
  })
}
