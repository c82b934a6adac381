import { z } from 'zod'
import { asJson, one, sql, type Sql, type Tx } from '@dromos/db'
import { LonLat } from '../contract/index.ts'
import type { Section } from './cut-street.ts'

/** What a schedule's orders are along from now on; those of before go. */
export async function replaceSections(tx: Tx, scheduleId: number, sections: Section[]): Promise<void> {
  await tx.query(sql`
    delete from schedule_section
    where jurisdiction_id = ${tx.jurisdictionId} and schedule_id = ${scheduleId}`)
  const rows = sections.map(({ lines, beginsAt, endsAt }, index) => ({
    position: index + 1,
    begins_at: beginsAt,
    ends_at: endsAt,
    line: multiLine(lines),
  }))
  await tx.query(sql`
    insert into schedule_section (jurisdiction_id, schedule_id, position, begins_at, ends_at, line, geom)
    select ${tx.jurisdictionId}, ${scheduleId}, position, begins_at, ends_at, line,
      st_closestpoint(line, st_centroid(line))
    from (
      select position, begins_at, ends_at, st_geomfromgeojson(line) as line
      from jsonb_to_recordset(${asJson(rows)}::jsonb)
        as sent (position integer, begins_at text, ends_at text, line jsonb)
    ) given`)
}

/** The point of these lines that is nearest to the middle of them all. */
export async function findMiddle(tx: Tx, lines: LonLat[][]): Promise<LonLat> {
  const { location } = await one(
    tx,
    z.object({ location: LonLat }),
    sql`
      select jsonb_build_array(st_x(middle), st_y(middle)) as location
      from (select st_geomfromgeojson(${asJson(multiLine(lines))}) as line) given,
        lateral (select st_closestpoint(line, st_centroid(line)) as middle) found`,
  )
  return location
}

function multiLine(lines: LonLat[][]) {
  return { type: 'MultiLineString', coordinates: lines }
}

/** of the schedule `s`, as the contract tells its street */
export const scheduledStreet: Sql = sql`
  case when s.street_id is not null then (
    select jsonb_build_object('streetId', s.street_id, 'name', s.street_name, 'stretchIds', s.stretch_ids,
      'sectionMeters', s.section_meters, 'sectionCount', count(*),
      'beginsAt', (array_agg(c.begins_at order by c.position))[1],
      'endsAt', (array_agg(c.ends_at order by c.position desc))[1],
      'lengthMeters', round(sum(st_length(c.line::geography)))::integer,
      'line', st_asgeojson(
        st_multi(st_linemerge(st_collectionextract(st_collect(c.line order by c.position), 2))), 6)::jsonb)
    from schedule_section c
    where c.jurisdiction_id = s.jurisdiction_id and c.schedule_id = s.id
  ) end`
