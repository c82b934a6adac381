import { sql, type Sql } from '@dromos/db'

/** The most that the crew of a route `r` has on board, from one unloading to the next. */
export const peakLoad: Sql = sql`
  select coalesce(max(trip.load_m3), 0)::double precision as load_m3,
    coalesce(max(trip.load_kg), 0)::double precision as load_kg
  from (
    select sum(leg.load_m3) as load_m3, sum(leg.load_kg) as load_kg
    from (
      select t.load_m3, t.load_kg, count(*) filter (where s.kind = 'reload') over (order by s.position) as trip
      from stop s
      left join task t on t.jurisdiction_id = s.jurisdiction_id and t.id = s.task_id
      where s.jurisdiction_id = r.jurisdiction_id and s.plan_id = r.plan_id and s.version = r.version
        and s.crew_id = r.crew_id
    ) leg
    group by leg.trip
  ) trip`
