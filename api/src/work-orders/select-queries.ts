import type { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import type { ListedPlaces, selectWorkOrders, WorkOrderRow } from '../contract/index.ts'
import { lassoOf } from '../geo/lasso.ts'
import {
  cutToLasso,
  cutToShown,
  ShownPlace,
  soughtAtMost,
  WeighedPlace,
  weighedAtMost,
} from '../places/cut-places.ts'
import { isLateSql } from './late.ts'
import { filterOrders, findWorkOrderRows, type NarrowedBy } from './queries.ts'

/** Orders inside a lasso that the filter lets through, newest first. */
export async function findOrdersInside(
  tx: Tx,
  { polygon, ...filter }: z.output<(typeof selectWorkOrders)['body']>,
  now: Date,
): Promise<{ items: WorkOrderRow[]; isCut: boolean }> {
  const lasso = lassoOf(polygon)
  const near = await many(
    tx,
    WeighedPlace,
    sql`
      select o.id, st_x(o.geom) as lon, st_y(o.geom) as lat
      from work_order o
      where ${await filterOrders(tx, { ...filter, bbox: lasso.bounds }, now)}
      order by o.created_at desc, o.id desc
      limit ${weighedAtMost}`,
  )
  const { ids, isCut } = cutToLasso(lasso, near)
  return { items: await findWorkOrderRows(tx, ids, now), isCut }
}

/** Where the orders of a list lie; of too many those that are due first. */
export async function findOrderPlaces(tx: Tx, filter: NarrowedBy, now: Date): Promise<ListedPlaces> {
  const found = await many(
    tx,
    ShownPlace,
    sql`
      select o.id, jsonb_build_array(st_x(o.geom), st_y(o.geom)) as location, ${isLateSql(now)} as is_late
      from work_order o
      where ${await filterOrders(tx, filter, now)}
      order by o.due_at nulls last, o.id
      limit ${soughtAtMost}`,
  )
  return cutToShown(found)
}
