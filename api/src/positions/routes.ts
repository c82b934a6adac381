import type { z } from 'zod'
import {
  getCrewTrack,
  listCrewPositions,
  listPositionLooks,
  sendPositions,
  trackHours,
} from '../contract/index.ts'
import { findCrews } from '../crews/queries.ts'
import { workerOf } from '../accounts/signed-in.ts'
import { findOwnCrewIds } from '../field/own-crew-queries.ts'
import { findTablet } from '../field/tablet-queries.ts'
import { bind, type Api } from '../http/bind.ts'
import { forbidden, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { findCells, findLatest, findLooks, findTrack, insertPositions, recordLook } from './queries.ts'

type Sent = z.output<(typeof sendPositions)['body']>

export function positionRoutes(api: Api): void {
  bind(api, sendPositions, ({ body, account, context, tenant }) =>
    tenant(async (tx) => {
      const receivedAt = context.clock.now()
      const [crewId] = await findOwnCrewIds(tx, workerOf(account), receivedAt)
      if (crewId === undefined) throw forbidden('This account is in no crew')
      const tablet = await findTablet(tx, body.deviceId)
      if (tablet?.revokedAt) throw forbidden('This tablet was revoked')
      const oldest = new Date(receivedAt.getTime() - trackHours * 3_600_000)
      const positions = atTheCitysTime(body, receivedAt)
      const keptCount = await insertPositions(tx, {
        crewId,
        deviceId: body.deviceId,
        receivedAt,
        oldest,
        positions,
      })
      if (keptCount > 0) emitLive(tx, { entity: 'crew_position', entityId: crewId, version: 1 })
      return { keptCount, leftOutCount: positions.length - keptCount }
    }),
  )
  bind(api, listCrewPositions, ({ account, context, tenant }) =>
    tenant(async (tx) => {
      const at = context.clock.now()
      const items = await findLatest(tx, at)
      const crewIds = items.map(({ crewId }) => crewId)
      await recordLook(tx, { crewIds, accountId: account!.id, kind: 'map', at })
      return { items, at: at.toISOString() }
    }),
  )
  bind(api, getCrewTrack, ({ params, query, account, context, tenant }) =>
    tenant(async (tx) => {
      const crews = await findCrews(tx, query.day)
      if (!crews.some(({ id }) => id === params.crewId)) throw notFound('crew', params.crewId)
      const look = {
        crewIds: [params.crewId],
        accountId: account!.id,
        day: query.day,
        at: context.clock.now(),
      }
      await recordLook(tx, { ...look, kind: 'track' })
      return {
        points: await findTrack(tx, params.crewId, query.day),
        cells: await findCells(tx, params.crewId, query.day),
      }
    }),
  )
  bind(api, listPositionLooks, ({ query, account, roles, context, tenant }) =>
    tenant(async (tx) => {
      const isManager = roles.has('manager') || roles.has('admin')
      const own = isManager ? null : await findOwnCrewIds(tx, workerOf(account), context.clock.now())
      return findLooks(tx, own, query.limit)
    }),
  )
}

/** The tablet's clock may be off: what it says is moved by as much as its sending time is. */
function atTheCitysTime({ sentAt, positions }: Sent, receivedAt: Date) {
  const offset = receivedAt.getTime() - Date.parse(sentAt)
  return positions.map(({ at, location: [lon, lat], accuracyMeters }) => ({
    at: new Date(Date.parse(at) + offset),
    lon,
    lat,
    accuracyMeters,
  }))
}
