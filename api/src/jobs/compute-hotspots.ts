import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { many, sql } from '@dromos/db'
import type { Context } from '../context.ts'
import {
  computeAllHotspots,
  computeHotspotsAround,
  type HotspotChange,
} from '../hotspots/compute-hotspots.ts'
import { emitLive } from '../live/emit.ts'
import { handleJobs } from './queue.ts'
import { computeHotspots } from './queues/compute-hotspots.ts'

// a first run makes thousands of hotspots: screens then refetch the list once
const mostEvents = 100
const jobsTakenAlong = 200
// while changes keep coming, following them takes a twentieth of the time at most; the first one is followed at once
const restAgainstWork = 19
const longestRestMilliseconds = 5000
let restedAt = 0

type Payload = z.output<typeof computeHotspots.payload>

export const computeHotspotsJob = handleJobs(computeHotspots, async (payload, { context, signal }) => {
  await wait(Math.max(0, restedAt - performance.now()), undefined, { signal })
  const began = performance.now()
  const waiting = await takeWaiting(context)
  try {
    for (const city of await groupByCity(context, [payload, ...waiting.map(({ data }) => data)]))
      await computeCity(context, city)
  } catch (error) {
    if (waiting.length > 0)
      await context.boss.fail(
        computeHotspots.name,
        waiting.map(({ id }) => id),
      )
    throw error
  } finally {
    const now = performance.now()
    restedAt = now + Math.min(longestRestMilliseconds, restAgainstWork * (now - began))
  }
  if (waiting.length > 0)
    await context.boss.complete(
      computeHotspots.name,
      waiting.map(({ id }) => id),
    )
})

/** A burst of changes is followed in one go. */
async function takeWaiting({ boss }: Context): Promise<{ id: string; data: Payload }[]> {
  const jobs = await boss.fetch<Payload>(computeHotspots.name, { batchSize: jobsTakenAlong })
  return jobs.map(({ id, data }) => ({ id, data: computeHotspots.payload.parse(data) }))
}

interface City {
  jurisdictionId: string
  /** null is all of them */
  requestIds: number[] | null
}

async function groupByCity({ db }: Context, payloads: Payload[]): Promise<City[]> {
  const cities = new Map<string, Set<number> | null>()
  for (const { jurisdictionId, requestIds } of payloads) {
    const named = jurisdictionId === undefined ? await listCities(db) : [jurisdictionId]
    for (const id of named) {
      const known = cities.get(id)
      if (requestIds === undefined || known === null) cities.set(id, null)
      else cities.set(id, new Set([...(known ?? []), ...requestIds]))
    }
  }
  return [...cities].map(([jurisdictionId, ids]) => ({ jurisdictionId, requestIds: ids && [...ids] }))
}

async function listCities(db: Context['db']): Promise<string[]> {
  const rows = await many(db, z.object({ id: z.string() }), sql`select id from jurisdiction order by id`)
  return rows.map(({ id }) => id)
}

async function computeCity({ db, clock }: Context, { jurisdictionId, requestIds }: City): Promise<void> {
  await db.tenant(jurisdictionId, async (tx) => {
    const now = clock.now()
    const changes = requestIds
      ? await computeHotspotsAround(tx, requestIds, now)
      : await computeAllHotspots(tx, now)
    emitLive(tx, toEvents(changes))
  })
}

function toEvents(changes: HotspotChange[]) {
  if (changes.length > mostEvents)
    return [{ entity: 'hotspot' as const, entityId: 'all', version: 1, data: { count: changes.length } }]
  return changes.map(({ id, version, isRemoved }) => ({
    entity: 'hotspot' as const,
    entityId: id,
    version,
    data: isRemoved ? { isRemoved } : {},
  }))
}
