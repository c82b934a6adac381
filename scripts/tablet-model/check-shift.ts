import { z } from 'zod'
import { many, sql } from '@dromos/db'
import { vehicleParts, type CrewDay, type ShiftOperation } from '@dromos/api/contract'
import { cityId } from '../../api/src/testing.ts'
import type { ModelCity } from './model-city.ts'
import type { ModelTablet } from './model-tablet.ts'

const Stored = z.object({
  opId: z.string(),
  deviceId: z.string(),
  sequence: z.number(),
  kind: z.string(),
  outcome: z.string(),
  conflict: z.object({ yours: z.string(), theirs: z.string() }).nullable(),
  odometerKm: z.number().nullable(),
  present: z.array(z.string()),
  faults: z.array(z.enum(vehicleParts)),
  note: z.string().nullable(),
  occurredAt: z.date(),
  at: z.date(),
  receivedAt: z.date(),
})
type Stored = z.output<typeof Stored>

/** All that must hold of a crew's shift once both tablets have sent everything, and does not. */
export async function shiftContradictions(
  city: ModelCity,
  tablets: ModelTablet[],
  shiftDay: string,
  shown: CrewDay | null | undefined,
): Promise<string[]> {
  const stored = await readShiftOperations(city, shiftDay)
  const found: string[] = []
  const told = tablets.flatMap(({ toldOfShift }) => toldOfShift)
  if (stored.length !== told.length)
    found.push(`${stored.length} words of the shift are kept of ${told.length}`)
  for (const tablet of tablets) found.push(...(await checkWords(tablet, stored)))
  if (stored.length > 0) found.push(...checkShift(shown, stored))
  return found.map((words) => `shift: ${words}`)
}

async function checkWords(tablet: ModelTablet, stored: Stored[]): Promise<string[]> {
  const found: string[] = []
  const say = (is: boolean, words: string) => void (is && found.push(words))
  say((await tablet.shift.pending()).length > 0, 'a word is still on the tablet')
  const answers = new Map((await tablet.shift.contested()).map((answer) => [answer.opId, answer]))
  for (const operation of tablet.toldOfShift) {
    const [kept, ...more] = stored.filter(({ opId }) => opId === operation.opId)
    say(!kept || more.length > 0, `${operation.kind} is there ${kept ? more.length + 1 : 0} times`)
    if (kept) found.push(...checkWord(operation, kept, answers.get(kept.opId)))
  }
  return found
}

function checkWord(operation: ShiftOperation, kept: Stored, answer: object | undefined): string[] {
  const { kind } = operation
  const isContested = kept.outcome === 'conflict' || kept.outcome === 'refused'
  const claims: [boolean, string][] = [
    [kept.kind === kind && kept.sequence === operation.sequence, `${kind} has another place in the order`],
    [kept.occurredAt.toISOString() === operation.occurredAt, `${kind} lost what the clock said`],
    [kept.at <= kept.receivedAt, `${kind} is of the future`],
    [
      isContested === (answer !== undefined),
      `${kind} was ${kept.outcome}, and the tablet was told otherwise`,
    ],
    [(kept.outcome === 'conflict') === (kept.conflict !== null), `${kind} lost a value`],
  ]
  return claims.filter(([holds]) => !holds).map(([, words]) => words)
}

function checkShift(shown: CrewDay | null | undefined, stored: Stored[]): string[] {
  if (!shown) return ['the crew is shown none of it']
  const of = (kind: string) => stored.filter((each) => each.kind === kind)
  const starts = of('shift_start')
  const expected = {
    startedAt: starts.length > 0 ? isoOf(Math.min(...starts.map(({ at }) => at.getTime()))) : null,
    ...playThrough(stored),
    present: sorted(starts.flatMap(({ present }) => present)),
    faults: sorted(stored.flatMap(({ faults }) => faults)),
    notes: sorted(stored.flatMap(({ note }) => note ?? [])),
  }
  const { startedAt, endedAt, onBreakSince, breakSeconds, present, faults, faultNote } = shown
  const there = {
    startedAt,
    endedAt,
    onBreakSince,
    breakSeconds,
    present: sorted(present),
    faults: sorted(faults),
    notes: sorted((faultNote ?? '').split('\n').filter(Boolean)),
  }
  const keys = Object.keys(expected) as (keyof typeof expected)[]
  const differing = keys.filter((key) => JSON.stringify(expected[key]) !== JSON.stringify(there[key]))
  return [
    ...differing.map(
      (key) => `${key} is ${JSON.stringify(there[key])}, not ${JSON.stringify(expected[key])}`,
    ),
    ...checkOdometer(shown.odometerStartKm, starts),
    ...checkOdometer(shown.odometerEndKm, of('shift_end')),
  ]
}

/** A shift lived through minute by minute: on from a start, at rest from a break, over by an end. */
function playThrough(stored: Stored[]): Pick<CrewDay, 'endedAt' | 'onBreakSince' | 'breakSeconds'> {
  let endedAt: string | null = null
  let onBreakSince: Date | null = null
  let breakSeconds = 0
  for (const { kind, at } of stored) {
    if (kind === 'break_start') onBreakSince ??= at
    else if (kind !== 'shift_start' && onBreakSince) {
      breakSeconds += Math.round((at.getTime() - onBreakSince.getTime()) / 1000)
      onBreakSince = null
    }
    if (kind === 'shift_start') endedAt = null
    if (kind === 'shift_end') endedAt = at.toISOString()
  }
  return { endedAt, onBreakSince: onBreakSince?.toISOString() ?? null, breakSeconds }
}

/** One of the values told stands; each that differs was said to its tablet with both, and no other was. */
function checkOdometer(standing: number | null, words: Stored[]): string[] {
  const told = words.filter(({ odometerKm }) => odometerKm !== null)
  const found: string[] = []
  if (told.length > 0 && !told.some(({ odometerKm }) => odometerKm === standing))
    found.push(`the odometer says ${standing}, which nobody told`)
  for (const { odometerKm, outcome, conflict } of told) {
    const isOther = odometerKm !== standing
    if (isOther !== (outcome === 'conflict')) found.push(`${odometerKm} km beside ${standing} was ${outcome}`)
    if (isOther && conflict && conflict.theirs !== String(standing))
      found.push('a conflict names another value')
  }
  return found
}

function readShiftOperations(city: ModelCity, shiftDay: string): Promise<Stored[]> {
  return many(
    city.owner,
    Stored,
    sql`
      select op_id, device_id, sequence, kind, outcome, conflict, occurred_at, event_at as at, received_at,
        (payload ->> 'odometerKm')::integer as odometer_km, coalesce(payload -> 'present', '[]') as present,
        coalesce(payload -> 'faults', '[]') as faults, payload ->> 'note' as note
      from operation
      where jurisdiction_id = ${cityId} and visit_id is null and payload ->> 'day' = ${shiftDay}
      order by event_at, sequence, device_id`,
  )
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

function sorted(items: string[]): string[] {
  return [...new Set(items)].sort()
}
