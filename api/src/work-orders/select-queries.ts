import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import { LonLat, type ListedPlaces, type selectWorkOrders, type WorkOrderRow } from '../contract/index.ts'
import { lassoOf } from '../geo/lasso.ts'
import { filterOrders, findWorkOrderRows, isLateSql, type NarrowedBy } from './queries.ts'

const selectedAtMost = 2000
const weighedAtMost = 100_000
const shownAtMost = 10_000

const Weighed = z.object({ id: z.number().int(), lon: z.number(), lat: z.number() })
const Shown = z.object({ id: z.number().int(), location: LonLat, isLate: z.boolean() })

/** Orders inside a lasso that the filter lets through, newest first. */
export async function findOrdersInside(
  tx: Tx,
  { polygon, ...filter }: z.output<(typeof selectWorkOrders)['body']>,
  now: Date,
): Promise<{ items: WorkOrderRow[]; isCut: boolean }> {
  const lasso = lassoOf(polygon)
  const near = await many(
    tx,
    Weighed,
    sql`
      select o.id, st_x(o.geom) as lon, st_y(o.geom) as lat
      from work_order o
      where ${await filterOrders(tx, { ...filter, bbox: lasso.bounds }, now)}
      order by o.created_at desc, o.id desc
      limit ${weighedAtMost}`,
  )
  const inside = near.filter(lasso.holds).map(({ id }) => id)
  return {
    items: await findWorkOrderRows(tx, inside.slice(0, selectedAtMost), now),
    isCut: inside.length > selectedAtMost || near.length === weighedAtMost,
  }
}

/** Where the orders of a list lie; of too many those that are due first. */
export async function findOrderPlaces(tx: Tx, filter: NarrowedBy, now: Date): Promise<ListedPlaces> {
  const found = await many(
    tx,
    Shown,
    sql`
      select o.id, jsonb_build_array(st_x(o.geom), st_y(o.geom)) as location, ${isLateSql(now)} as is_late
      from work_order o
      where ${await filterOrders(tx, filter, now)}
      order by o.due_at nulls last, o.id
      limit ${shownAtMost + 1}`,
  )
  return { items: found.slice(0, shownAtMost), isCut: found.length > shownAtMost }
}
