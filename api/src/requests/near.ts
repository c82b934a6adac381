import { pointSql, sql, type Sql } from '@dromos/db'
import type { LonLat } from '../contract/index.ts'
import { planeAt } from '../geo/plane.ts'

/** A little more than asked, as the box only preselects by the index. */
const margin = 1.02

/** Whether `geom` lies within metres of a point, so that the index on geom answers it. */
export function isWithinMeters(geom: Sql, [lon, lat]: LonLat, meters: number): Sql {
  const { metersPerLonDegree, metersPerLatDegree } = planeAt(lat)
  const wide = (meters * margin) / metersPerLonDegree
  const high = (meters * margin) / metersPerLatDegree
  return sql`(${geom} && st_expand(${pointSql(lon, lat)}, ${wide}, ${high})
    and st_dwithin(${geom}::geography, ${pointSql(lon, lat)}::geography, ${meters}))`
}
