import { listCrewDays, sendShiftOperations, type ShiftResult } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { findCrewDays } from './crew-day-queries.ts'
import { findOwnCrewIds } from './crew-queries.ts'
import { findTablet } from './tablet-queries.ts'
import { tellShift } from './tell-shift.ts'

export function shiftRoutes(api: Api): void {
  bind(api, sendShiftOperations, async ({ body, account, roles, context, tenant }) => {
    const { deviceId, sentAt } = body
    const accountId = account!.id
    const seen = await tenant(async (tx) => ({
      isRevoked: Boolean((await findTablet(tx, deviceId))?.revokedAt),
      crewIds: await findOwnCrewIds(tx, accountId),
    }))
    const offsetMs = sentAt ? Date.parse(sentAt) - context.clock.now().getTime() : 0
    const sender = { ...seen, accountId, roles, deviceId, offsetMs }
    const results = new Map<string, ShiftResult>()
    for (const operation of body.operations.toSorted((a, b) => a.sequence - b.sequence))
      results.set(operation.opId, await tenant((tx) => tellShift(tx, context, operation, sender)))
    return { results: body.operations.map(({ opId }) => results.get(opId)!) }
  })
  bind(api, listCrewDays, ({ query, tenant }) => tenant((tx) => findCrewDays(tx, query.day)))
}
