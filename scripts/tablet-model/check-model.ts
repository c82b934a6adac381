import { z } from 'zod'
import { many, sql } from '@dromos/db'
import { VisitStatus } from '@dromos/api/contract'
import { cityId } from '../../api/src/testing.ts'
import { givenOutAt, type ModelCity } from './model-city.ts'
import type { ModelTablet } from './model-tablet.ts'

const Stored = z.object({
  opId: z.string(),
  visitId: z.number(),
  deviceId: z.string(),
  sequence: z.number(),
  kind: z.string(),
  outcome: z.string(),
  conflict: z.unknown(),
  note: z.string().nullable(),
  occurredAt: z.date(),
  eventAt: z.date(),
  receivedAt: z.date(),
})
type Stored = z.output<typeof Stored>

const Ended = z.object({
  id: z.number(),
  status: VisitStatus,
  note: z.string().nullable(),
  arrivedAt: z.date().nullable(),
  finishedAt: z.date().nullable(),
  completions: z.number(),
  resolutions: z.number(),
  followOns: z.number(),
  founds: z.number(),
})

const ends: Record<string, string> = { done: 'done', partial: 'done', fail: 'failed', decline: 'declined' }
const way: Record<string, number> = { en_route: 2, arrive: 3, start: 4 }
const reached = ['planned', 'dispatched', 'en_route', 'arrived', 'working']

/** All that must hold once both tablets have sent everything, and does not. */
export async function contradictionsOf(
  city: ModelCity,
  tablets: ModelTablet[],
  visitIds: number[],
): Promise<string[]> {
  const stored = await readOperations(city, visitIds)
  const found: string[] = []
  for (const tablet of tablets) found.push(...(await checkTaps(city, tablet, stored)))
  const expected = tablets.flatMap(({ acknowledged }) => acknowledged.filter(({ isUndone }) => !isUndone))
  if (stored.length !== expected.length)
    found.push(`${stored.length} operations are kept of ${expected.length}`)
  for (const visit of await readVisits(city, visitIds)) found.push(...checkVisit(visit, stored))
  found.push(...(await checkTold(city, visitIds)))
  return [...found, ...(await checkPictures(city, tablets, visitIds))]
}

async function checkTaps(city: ModelCity, tablet: ModelTablet, stored: Stored[]): Promise<string[]> {
  const found: string[] = []
  const say = (is: boolean, words: string) => void (is && found.push(words))
  const told = new Map((await tablet.store.refusals(cityId)).map((refusal) => [refusal.id, refusal]))
  say((await tablet.store.operations(cityId)).length > 0, 'a tap is still on the tablet')
  say((await tablet.store.photos(cityId)).length > 0, 'a picture is still on the tablet')
  for (const { operation, isUndone } of tablet.acknowledged) {
    const { opId, kind } = operation
    const kept = stored.filter((each) => each.opId === opId)
    if (isUndone) say(kept.length > 0, `${kind} was taken back and is there`)
    else if (kept.length !== 1) say(true, `${kind} is there ${kept.length} times`)
    else {
      const [each] = kept as [Stored]
      say(each.visitId !== operation.visitId || each.kind !== kind, `${kind} is on another job`)
      say(each.sequence !== operation.sequence, `${kind} has another place in the order`)
      say(each.occurredAt.toISOString() !== operation.occurredAt, `${kind} lost what the clock said`)
      say(each.receivedAt > city.clock.now(), `${kind} came from the future`)
      say(each.eventAt < new Date(givenOutAt) || each.eventAt > each.receivedAt, `${kind} counts at no time`)
      const isContested = each.outcome === 'conflict' || each.outcome === 'refused'
      say(isContested !== told.has(opId), `${kind} was ${each.outcome}, and the tablet was told otherwise`)
      say(each.outcome === 'conflict' && !told.get(opId)?.conflict, `${kind} lost a value`)
    }
  }
  return found
}

function checkVisit(visit: z.output<typeof Ended>, all: Stored[]): string[] {
  const found: string[] = []
  const say = (is: boolean, words: string) =>
    void (is && found.push(`visit ${visit.id} (${visit.status}): ${words}`))
  const own = all.filter(({ visitId }) => visitId === visit.id)
  const applied = own.filter(({ kind, outcome }) => kind in ends && outcome === 'applied')
  const taken = own.filter(({ outcome }) => outcome === 'applied' || outcome === 'merged')
  const hasEnds = own.some(({ kind }) => kind in ends)
  say(applied.length !== Number(hasEnds), `${applied.length} ends were applied`)
  const far = Math.max(1, ...own.map(({ kind }) => way[kind] ?? 1))
  say(
    visit.status !== (applied[0] ? ends[applied[0].kind] : reached[far]),
    'another status than its taps lead to',
  )
  const first = (kinds: string[]) => {
    const times = taken.filter(({ kind }) => kinds.includes(kind)).map(({ eventAt }) => eventAt.getTime())
    return times.length > 0 ? Math.min(...times) : undefined
  }
  say(visit.arrivedAt?.getTime() !== first(['arrive']), 'another arrival than the first')
  say(visit.finishedAt?.getTime() !== first(Object.keys(ends)), 'another end than the first')
  const notes = own.flatMap(({ note }) => note ?? []).sort()
  say((visit.note ?? '').split('\n').filter(Boolean).sort().join() !== notes.join(), 'a note is lost')
  const isDone = visit.status === 'done'
  const isWhole = isDone && applied[0]?.kind === 'done'
  say(visit.completions !== Number(isDone), `its order was completed ${visit.completions} times`)
  say(visit.resolutions !== Number(isWhole), `its request was resolved ${visit.resolutions} times`)
  say(visit.followOns !== Number(applied[0]?.kind === 'partial'), `${visit.followOns} orders follow it`)
  say(visit.founds !== own.filter(({ kind }) => kind === 'found').length, `${visit.founds} faults found here`)
  return found
}

/** Every value of a form, and every quantity, is what one taken operation told; none that was taken is gone. */
async function checkTold(city: ModelCity, visitIds: number[]): Promise<string[]> {
  const rows = await many(
    city.owner,
    z.object({ told: z.string() }),
    sql`
      with taken as (
        select visit_id, op_id, coalesce(payload ->> 'field', payload ->> 'material') as code, payload -> 'value' as value
        from operation o
        where jurisdiction_id = ${cityId} and visit_id = any (${visitIds}::bigint[])
          and kind in ('answer', 'material') and (outcome = 'applied' or outcome = 'conflict' and exists (
            select from operation s
            where s.jurisdiction_id = o.jurisdiction_id and s.visit_id = o.visit_id and s.kind = 'settle'
              and s.payload ->> 'of' = o.op_id::text and s.payload ->> 'take' = 'mine' and s.outcome = 'applied'
          ))
      ),
      standing as (
        select visit_id, op_id, field_code as code, value from job_answer
        where jurisdiction_id = ${cityId} and visit_id = any (${visitIds}::bigint[])
        union all
        select visit_id, op_id, material_code, to_jsonb(quantity::integer) from visit_material
        where jurisdiction_id = ${cityId} and visit_id = any (${visitIds}::bigint[])
      )
      select code || ' of visit ' || visit_id as told
      from standing s
      full join (select distinct visit_id, code from taken) t using (visit_id, code)
      where s.op_id is null or not exists (
        select from taken k where k.visit_id = s.visit_id and k.op_id = s.op_id and k.code = s.code and k.value = s.value
      )`,
  )
  return rows.map(({ told }) => `${told} is not what was told`)
}

async function checkPictures(city: ModelCity, tablets: ModelTablet[], visitIds: number[]): Promise<string[]> {
  const rows = await many(
    city.owner,
    z.object({ id: z.string(), visitId: z.number() }),
    sql`
      select m.id, b.visit_id from visit_media b
      join media m on m.jurisdiction_id = b.jurisdiction_id and m.id = b.media_id
      where b.jurisdiction_id = ${cityId} and b.visit_id = any (${visitIds}::bigint[])
        and (m.visit_id = b.visit_id or m.request_id = b.found_request_id)`,
  )
  const wanted = tablets.flatMap(({ acknowledged }) =>
    acknowledged
      .filter(({ isUndone }) => !isUndone)
      .flatMap(({ operation, mediaIds }) => mediaIds.map((id) => `${id} ${operation.visitId}`)),
  )
  const there = rows.map(({ id, visitId }) => `${id} ${visitId}`)
  const isSame = wanted.sort().join() === there.sort().join()
  return isSame ? [] : [`pictures: ${there.join(', ')} instead of ${wanted.join(', ')}`]
}

function readOperations(city: ModelCity, visitIds: number[]): Promise<Stored[]> {
  return many(
    city.owner,
    Stored,
    sql`
      select op_id, visit_id, device_id, sequence, kind, outcome, conflict, occurred_at, event_at, received_at,
        case when kind <> 'found' then payload ->> 'note' end as note
      from operation
      where jurisdiction_id = ${cityId} and visit_id = any (${visitIds}::bigint[])`,
  )
}

function readVisits(city: ModelCity, visitIds: number[]): Promise<z.output<typeof Ended>[]> {
  return many(
    city.owner,
    Ended,
    sql`
      select v.id, v.status, v.note, v.arrived_at, v.finished_at,
        (select count(*)::integer from work_order_event e where e.jurisdiction_id = v.jurisdiction_id
          and e.work_order_id = t.work_order_id and e.to_status = 'completed') as completions,
        (select count(*)::integer from request_event e
          join work_order_request w on w.jurisdiction_id = e.jurisdiction_id and w.request_id = e.request_id
          where w.jurisdiction_id = v.jurisdiction_id and w.work_order_id = t.work_order_id
            and e.to_status = 'resolved') as resolutions,
        (select count(*)::integer from work_order o where o.jurisdiction_id = v.jurisdiction_id
          and o.follows_id = t.work_order_id) as follow_ons,
        (select count(*)::integer from request r where r.jurisdiction_id = v.jurisdiction_id
          and r.idempotency_key in (select op_id::text from operation o
            where o.jurisdiction_id = v.jurisdiction_id and o.visit_id = v.id and o.kind = 'found')) as founds
      from visit v
      join task t on t.jurisdiction_id = v.jurisdiction_id and t.id = v.task_id
      where v.jurisdiction_id = ${cityId} and v.id = any (${visitIds}::bigint[])`,
  )
}
