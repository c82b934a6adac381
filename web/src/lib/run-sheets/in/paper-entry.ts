import type { Operation, OperationResult, RunSheetVisit } from '@dromos/api/contract'
import { clockOf, instantOf } from '#lib/city/city-clock.ts'

type FailureReason = Extract<Operation, { kind: 'fail' }>['reason']

/** What a desk has read off a printed sheet of one stop, as it types it. */
export interface PaperEntry {
  visitId: number
  day: string
  crewId: number
  outcome: 'done' | 'failed' | null
  reason: FailureReason | ''
  /** as typed; read by `readTime` */
  begun: string
  ended: string
  note: string
  /** how much was used in all, by code */
  materials: Record<string, number>
  /** what leaves, under the ids it keeps however often it is sent */
  sent: Operation[]
  state: 'typing' | 'waiting' | 'taken' | 'contested' | 'refused'
  /** why it was not taken as it was written */
  answer: Pick<OperationResult, 'detail' | 'conflict'> | null
  keptAt: string
}

export type Lack = 'outcome' | 'reason' | 'begun' | 'ended' | 'order' | 'future'

/** "0815", "8:15", "8.15" and "8" are times of the day; null is none. */
export function readTime(typed: string): string | null {
  const found = /^(\d{1,2}?)[:.,]?(\d{2})?$/.exec(typed.trim())
  if (!found) return null
  const [hours, minutes] = [Number(found[1]), Number(found[2] ?? 0)]
  if (hours > 23 || minutes > 59) return null
  return [hours, minutes].map((part) => String(part).padStart(2, '0')).join(':')
}

interface Around {
  timezone: string
  /** of the shift; what was before it by far was after midnight */
  startsAt: string | null
  now: Date
}

const earlyMs = 4 * 3600_000
const dayMs = 86_400_000

/** The instant of a time on a day's sheet: a night's shift goes on after midnight. */
export function onSheet(day: string, typed: string, { timezone, startsAt }: Around): string | null {
  const time = readTime(typed)
  if (time === null) return null
  const instant = instantOf(day, time, timezone)
  if (startsAt === null || Date.parse(instant) >= Date.parse(startsAt) - earlyMs) return instant
  if (clockOf(new Date(startsAt), timezone).time < '12:00') return instant
  const next = new Date(Date.parse(`${day}T12:00:00Z`) + dayMs).toISOString().slice(0, 10)
  return instantOf(next, time, timezone)
}

/** What is still to be said before it can leave; the first lack is told. */
export function lackOf(entry: PaperEntry, around: Around): Lack | null {
  if (entry.outcome === null) return 'outcome'
  if (entry.outcome === 'failed' && entry.reason === '') return 'reason'
  const begun = onSheet(entry.day, entry.begun, around)
  if (entry.begun.trim() !== '' && begun === null) return 'begun'
  const ended = onSheet(entry.day, entry.ended, around)
  if (ended === null) return 'ended'
  if (begun !== null && begun > ended) return 'order'
  return Date.parse(ended) > around.now.getTime() ? 'future' : null
}

/** What the paper says, as a tablet would have told it. */
export function operationsOf(
  entry: PaperEntry,
  visit: Pick<RunSheetVisit, 'id' | 'version' | 'job'>,
  around: Around,
  newId: () => string = () => crypto.randomUUID(),
): Operation[] {
  const begun = onSheet(entry.day, entry.begun, around)
  const ended = onSheet(entry.day, entry.ended, around)!
  let sequence = 0
  const at = (occurredAt: string) => ({
    opId: newId(),
    visitId: visit.id,
    sequence: sequence++,
    baseVersion: visit.version,
    occurredAt,
    // a watch, not this screen's clock
    clockOffsetMs: 0,
  })
  const used = Object.entries(entry.materials).filter(
    ([code, quantity]) => quantity !== (visit.job?.materials[code] ?? 0),
  )
  const pictures = { mediaIds: [] }
  const note = entry.note.trim() ? { note: entry.note.trim() } : {}
  return [
    ...(begun === null
      ? []
      : [
          { ...at(begun), kind: 'arrive' as const },
          { ...at(begun), kind: 'start' as const },
        ]),
    ...used.map(([material, value]) => ({
      ...at(ended),
      kind: 'material' as const,
      material,
      value,
      before: visit.job?.materials[material] ?? null,
    })),
    entry.outcome === 'done'
      ? { ...at(ended), kind: 'done' as const, ...note, ...pictures }
      : {
          ...at(ended),
          kind: 'fail' as const,
          reason: entry.reason as FailureReason,
          ...note,
          ...pictures,
        },
  ]
}

/** What became of it: whatever is contested or refused is shown, whole. */
export function answered(entry: PaperEntry, results: readonly OperationResult[]): PaperEntry {
  const own = results.filter(({ opId }) => entry.sent.some((each) => each.opId === opId))
  const worst =
    own.find(({ outcome }) => outcome === 'refused') ?? own.find(({ outcome }) => outcome === 'conflict')
  if (!worst) return { ...entry, state: 'taken', answer: null }
  const { detail, conflict } = worst
  return {
    ...entry,
    state: worst.outcome === 'refused' ? 'refused' : 'contested',
    answer: { detail, conflict },
  }
}
