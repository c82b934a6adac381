import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import { LonLat, type ListedPlaces, type RequestRow, type selectRequests } from '../contract/index.ts'
import { lassoOf } from '../geo/lasso.ts'
import { filterRequests, type NarrowedBy } from './list-queries.ts'
import { findRequestRows, isLate } from './queries.ts'

const selectedAtMost = 2000
const weighedAtMost = 100_000
const shownAtMost = 10_000

const Weighed = z.object({ id: z.number().int(), lon: z.number(), lat: z.number() })
const Shown = z.object({ id: z.number().int(), location: LonLat, isLate: z.boolean() })

/** Open requests inside a lasso that the filter lets through, newest first. */
export async function findRequestsInside(
  tx: Tx,
  { polygon, service, ...filter }: z.output<(typeof selectRequests)['body']>,
  now: Date,
): Promise<{ items: RequestRow[]; isCut: boolean }> {
  const lasso = lassoOf(polygon)
  const services = service?.length ? service : undefined
  const where = await filterRequests(
    tx,
    { ...filter, service: services, isOpen: true, bbox: lasso.bounds },
    now,
  )
  const near = await many(
    tx,
    Weighed,
    sql`
      select r.id, st_x(r.geom) as lon, st_y(r.geom) as lat
      from request r
      where ${where}
      order by r.requested_at desc, r.id desc
      limit ${weighedAtMost}`,
  )
  const inside = near.filter(lasso.holds).map(({ id }) => id)
  return {
    items: await findRequestRows(tx, inside.slice(0, selectedAtMost), now),
    isCut: inside.length > selectedAtMost || near.length === weighedAtMost,
  }
}

/** Where the requests of a list lie; of too many those that are due first. */
export async function findRequestPlaces(tx: Tx, filter: NarrowedBy, now: Date): Promise<ListedPlaces> {
  const found = await many(
    tx,
    Shown,
    sql`
      select r.id, jsonb_build_array(st_x(r.geom), st_y(r.geom)) as location, ${isLate(now)} as is_late
      from request r
      where ${await filterRequests(tx, filter, now)}
      order by r.due_at, r.id
      limit ${shownAtMost + 1}`,
  )
  return { items: found.slice(0, shownAtMost), isCut: found.length > shownAtMost }
}
