import type { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { ListedPlaces, RequestRow, selectRequests } from '../contract/index.ts'
import { lassoOf } from '../geo/lasso.ts'
import {
  cutToLasso,
  cutToShown,
  ShownPlace,
  soughtAtMost,
  WeighedPlace,
  weighedAtMost,
} from '../places/cut-places.ts'
import { filterRequests, type NarrowedBy } from './list-queries.ts'
import { findRequestRows, isLate } from './queries.ts'

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
    WeighedPlace,
    sql`
      select r.id, st_x(r.geom) as lon, st_y(r.geom) as lat
      from request r
      where ${where}
      order by r.requested_at desc, r.id desc
      limit ${weighedAtMost}`,
  )
  const { ids, isCut } = cutToLasso(lasso, near)
  return { items: await findRequestRows(tx, ids, now), isCut }
}

/** Where the requests of a list lie; of too many those that are due first. */
export async function findRequestPlaces(tx: Tx, filter: NarrowedBy, now: Date): Promise<ListedPlaces> {
  const found = await many(
    tx,
    ShownPlace,
    sql`
      select r.id, jsonb_build_array(st_x(r.geom), st_y(r.geom)) as location, ${isLate(now)} as is_late
      from request r
      where ${await filterRequests(tx, filter, now)}
      order by r.due_at, r.id
      limit ${soughtAtMost}`,
  )
  return cutToShown(found)
}
