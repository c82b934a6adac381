import { sql, type Tx } from '@dromos/db'
import { addDays, dayOf, weekdayOf } from '../../api/src/jurisdictions/city-time.ts'

const licence = 'driving-c'

/** What a roster has in it besides shifts: licences that run out, people who are away, a vehicle in service. */
export async function livenRoster(tx: Tx, now: Date): Promise<void> {
  const today = dayOf(now, 'Europe/Athens')
  await writeLicences(tx, today)
  await writeAbsences(tx, today)
  await writeServices(tx, today)
  await lendMember(tx, today)
}

/** Two of each crew with a truck may drive it; one of these licences is about to run out, and one runs out tomorrow. */
async function writeLicences(tx: Tx, today: string): Promise<void> {
  await tx.query(sql`
    insert into skill (jurisdiction_id, code, name_el, name_en)
    values (${tx.jurisdictionId}, ${licence}, 'Δίπλωμα Γ΄ κατηγορίας', 'Driving licence, category C')
    on conflict do nothing`)
  await tx.query(sql`
    with ranked as (
      select m.id, m.crew_id, row_number() over (partition by m.crew_id order by m.id) as rank
      from crew_member m
      join crew c on c.jurisdiction_id = m.jurisdiction_id and c.id = m.crew_id
      join vehicle v on v.jurisdiction_id = c.jurisdiction_id and v.id = c.vehicle_id and v.profile = 'truck'
      where m.jurisdiction_id = ${tx.jurisdictionId}
    )
    update crew_member m
    set skills = array_append(m.skills, ${licence}),
      skill_until = m.skill_until || jsonb_build_object(${licence}::text, ${today}::date + case
        when r.crew_id = 2 and r.rank = 1 then 12
        when r.crew_id = 3 then 1
        else 60 + (m.id * 97) % 900 end)
    from ranked r
    where m.jurisdiction_id = ${tx.jurisdictionId} and m.id = r.id and not ${licence} = any (m.skills)
      and r.rank <= case when r.crew_id = 3 then 1 else 2 end`)
}

/** The last of a crew can be spared; nothing where somebody is away in days to come already. */
async function writeAbsences(tx: Tx, today: string): Promise<void> {
  const nextMonday = mondayAfter(today)
  for (const { crewId, from, to, reason } of [
    { crewId: 1, from: today, to: addDays(today, 2), reason: 'Ασθένεια' },
    { crewId: 4, from: addDays(today, 1), to: addDays(today, 1), reason: 'Εκπαίδευση' },
    { crewId: 2, from: nextMonday, to: addDays(nextMonday, 4), reason: 'Κανονική άδεια' },
  ])
    await tx.query(sql`
      insert into absence (jurisdiction_id, member_id, during, reason)
      select ${tx.jurisdictionId}, max(m.id), daterange(${from}::date, ${to}::date, '[]'), ${reason}
      from crew_member m
      where m.jurisdiction_id = ${tx.jurisdictionId} and m.crew_id = ${crewId}
        and not exists (
          select from absence a
          join crew_member other on other.jurisdiction_id = a.jurisdiction_id and other.id = a.member_id
          where a.jurisdiction_id = m.jurisdiction_id and other.crew_id = m.crew_id and upper(a.during) > ${today}::date
        )
      having count(*) > 1`)
}

/** Of a vehicle whose work another can do: a city that has nothing else plans with what is left. */
async function writeServices(tx: Tx, today: string): Promise<void> {
  const from = mondayAfter(today)
  await tx.query(sql`
    insert into vehicle_service (jurisdiction_id, vehicle_id, during, reason)
    select ${tx.jurisdictionId}, max(v.id), daterange(${from}::date, ${addDays(from, 2)}::date, '[]'), 'ΚΤΕΟ'
    from vehicle v
    where v.jurisdiction_id = ${tx.jurisdictionId}
      and exists (
        select from vehicle other
        where other.jurisdiction_id = v.jurisdiction_id and other.id < v.id and other.profile = v.profile
          and other.features = v.features
      )
      and not exists (
        select from vehicle_service s
        where s.jurisdiction_id = v.jurisdiction_id and upper(s.during) > ${today}::date
      )
    having count(*) > 0`)
}

/** Crew 1 is one short: somebody of crew 5 rides with it on its next shift. */
async function lendMember(tx: Tx, today: string): Promise<void> {
  await tx.query(sql`
    with pair as (
      select host.id as host_id, home.id as home_id, (
        select max(m.id) from crew_member m where m.jurisdiction_id = host.jurisdiction_id and m.crew_id = 5
      ) as member_id
      from shift host
      join shift home on home.jurisdiction_id = host.jurisdiction_id and home.crew_id = 5 and home.during && host.during
      where host.jurisdiction_id = ${tx.jurisdictionId} and host.crew_id = 1
        and lower(host.during) > (${today}::date + 1)::timestamp at time zone 'Europe/Athens'
        and not exists (select from shift_member where jurisdiction_id = host.jurisdiction_id)
      order by lower(host.during)
      limit 1
    )
    insert into shift_member (jurisdiction_id, shift_id, member_id, is_on)
    select ${tx.jurisdictionId}, host_id, member_id, true from pair where member_id is not null
    union all
    select ${tx.jurisdictionId}, home_id, member_id, false from pair where member_id is not null`)
}

function mondayAfter(day: string): string {
  return addDays(day, 7 - ((weekdayOf(day) + 6) % 7))
}
