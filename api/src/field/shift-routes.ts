import { listCrewDays, sendShiftOperations, type ShiftResult } from '../contract/index.ts'
import { workerOf } from '../accounts/signed-in.ts'
import { bind, type Api } from '../http/bind.ts'
import { findAuthors } from './author-of.ts'
import { findCrewDays } from './crew-day-queries.ts'
import { findToldCrewIds } from './own-crew-queries.ts'
import { findTablet } from './tablet-queries.ts'
import { tellShift } from './tell-shift.ts'

export function shiftRoutes(api: Api): void {
  bind(api, sendShiftOperations, async ({ body, account, roles, context, tenant }) => {
    const { deviceId, sentAt } = body
    const worker = workerOf(account)
    const now = context.clock.now()
    const seen = await tenant(async (tx) => ({
      isRevoked: Boolean((await findTablet(tx, deviceId))?.revokedAt),
      crewIds: await findToldCrewIds(tx, worker, now),
    }))
    const offsetMs = sentAt ? Date.parse(sentAt) - now.getTime() : 0
    const from = { ...seen, ...worker, roles, deviceId, channel: 'tablet' as const, offsetMs }
    const senderOf = await findAuthors(tenant, from, body.operations, now)
    const results = new Map<string, ShiftResult>()
    for (const operation of body.operations.toSorted((a, b) => a.sequence - b.sequence))
      results.set(
        operation.opId,
        await tenant((tx) => tellShift(tx, context, operation, senderOf(operation))),
      )
    return { results: body.operations.map(({ opId }) => results.get(opId)!) }
  })
  bind(api, listCrewDays, ({ query, tenant }) => tenant((tx) => findCrewDays(tx, query.day)))
}
