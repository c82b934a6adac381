import type { z } from 'zod'
import { one, sql, type Tx } from '@dromos/db'
import { mostZoneCorners, outlineAreas } from '../contract/index.ts'

/** degrees, some fifteen metres: borders that were drawn twice lie apart by less */
const gap = 0.00015
/** degrees that the outline may leave the border by, from the least that is enough */
const tolerances = [0, 0.00001, 0.00002, 0.00005, 0.0001, 0.0002, 0.0005, 0.001, 0.002, 0.005]

type AreaOutline = z.output<(typeof outlineAreas)['response']>

/** Several areas as one ring. What lies in their midst is inside it; what lies apart makes no ring. */
export function findAreaOutline(tx: Tx, areaIds: readonly number[]): Promise<AreaOutline> {
  const closed = sql`st_buffer(st_buffer(geom, ${gap}, 'join=mitre'), ${-gap}, 'join=mitre')`
  return one(
    tx,
    outlineAreas.response,
    sql`
      with chosen as (
        select id, kind, geom from area
        where jurisdiction_id = ${tx.jurisdictionId} and kind in ('community', 'neighbourhood')
          and id = any(${areaIds}::integer[])
      ), joined as (
        select st_union(geom) as geom from chosen
      ), whole as (
        select st_multi(st_intersection(
          case when st_numgeometries(geom) = 1 then geom else ${closed} end,
          (select st_envelope(boundary) from jurisdiction where id = ${tx.jurisdictionId})
        )) as geom
        from joined
      ), outline as (
        select st_makepolygon(st_exteriorring(st_geometryn(geom, 1))) as geom
        from whole where st_numgeometries(geom) = 1
      ), ring as (
        select thin as geom
        from outline,
          unnest(${tolerances}::double precision[]) as tolerance,
          lateral (select st_reduceprecision(st_simplifypreservetopology(geom, tolerance), 0.0000001) as thin) each
        where st_npoints(thin) <= ${mostZoneCorners + 1} and st_geometrytype(thin) = 'ST_Polygon'
        order by tolerance limit 1
      )
      select (select st_asgeojson(geom, 7)::jsonb #> '{coordinates,0}' from ring) as ring,
        coalesce((select st_numgeometries(geom) from whole), 0) as parts,
        array(
          select a.id from area a join outline o on st_contains(o.geom, st_pointonsurface(a.geom))
          where a.jurisdiction_id = ${tx.jurisdictionId} and a.kind in (select kind from chosen)
            and a.id <> all(${areaIds}::integer[])
            and not exists (select from chosen c where st_contains(c.geom, st_pointonsurface(a.geom)))
          order by 1
        ) as enclosed_ids`,
  )
}
