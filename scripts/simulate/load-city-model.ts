import { z } from 'zod'
import { many, one, sql, type Tx } from '@dromos/db'
import { areaFinder } from '../../api/src/geo/inside.ts'
import { Polygonal, polygonsOf } from '../seed/geojson.ts'
import type { CityModel } from './city-model.ts'

const City = z.object({ timezone: z.string(), country: z.string(), boundary: Polygonal })
const Area = z.object({ id: z.number(), geom: Polygonal })
const StretchRow = z.object({
  class: z.string(),
  areaId: z.number().nullable(),
  lengthMeters: z.number(),
  line: z.object({ coordinates: z.array(z.tuple([z.number(), z.number()])) }),
  streetId: z.number().nullable(),
  name: z.string().nullable(),
  numberFrom: z.number().nullable(),
  numberTo: z.number().nullable(),
})
const Service = z.object({
  code: z.string(),
  departmentCode: z.string(),
  priority: z.number(),
  slaAmount: z.number(),
  slaUnit: z.enum(['hours', 'working_days', 'calendar_days']),
  duplicateRadiusMeters: z.number(),
  questions: z.array(
    z.object({ code: z.string(), datatype: z.string(), isRequired: z.boolean(), keys: z.array(z.string()) }),
  ),
})

/** Reads what the simulation stands on: boundary, neighbourhoods, streets and services of the tenant's city. */
export async function loadCityModel(tx: Tx): Promise<CityModel> {
  const id = tx.jurisdictionId
  const city = await one(
    tx,
    City,
    sql`select timezone, country, st_asgeojson(boundary, 9)::json as boundary from jurisdiction where id = ${id}`,
  )
  const areas = await many(
    tx,
    Area,
    sql`select id, st_asgeojson(geom, 9)::json as geom from area
        where jurisdiction_id = ${id} and kind = 'neighbourhood' order by id`,
  )
  const stretches = await many(
    tx,
    StretchRow,
    sql`select s.class, s.area_id, s.length_meters, st_asgeojson(s.geom, 7)::json as line,
          n.id as street_id, n.name, s.number_from, s.number_to
        from street_segment s
        left join street_name n on n.jurisdiction_id = ${id} and n.id = s.street_name_id
        where s.jurisdiction_id = ${id} and s.length_meters > 1 order by s.id`,
  )
  return {
    id,
    timeZone: city.timezone,
    country: city.country,
    boundary: areaFinder([{ id: 0, polygons: polygonsOf(city.boundary) }]),
    neighbourhoods: areaFinder(areas.map((area) => ({ id: area.id, polygons: polygonsOf(area.geom) }))),
    areaIds: areas.map((area) => area.id),
    stretches: stretches.map(({ line, streetId, name, numberFrom, numberTo, ...stretch }) => ({
      ...stretch,
      line: line.coordinates,
      street:
        streetId === null || name === null || numberFrom === null || numberTo === null
          ? null
          : { id: streetId, name, numberFrom, numberTo },
    })),
    services: await loadServices(tx),
  }
}

function loadServices(tx: Tx) {
  return many(
    tx,
    Service,
    sql`select s.code, department_code, priority, sla_amount, sla_unit, duplicate_radius_meters,
          coalesce(questions.list, '[]') as questions
        from service s
        left join lateral (
          select jsonb_agg(jsonb_build_object('code', a.code, 'datatype', datatype, 'isRequired', is_required,
            'keys', coalesce((select jsonb_agg(option ->> 'key') from jsonb_array_elements(options) option), '[]'))
            order by a.position) as list
          from service_attribute a where a.jurisdiction_id = ${tx.jurisdictionId} and a.service_code = s.code
        ) questions on true
        where s.jurisdiction_id = ${tx.jurisdictionId} and is_active order by s.position, s.code`,
  )
}
