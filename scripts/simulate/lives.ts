import type { RequestStatus } from '../../api/src/contract/requests.ts'
import type { SimulatedCalendar } from './calendar.ts'
import type { Outcome } from './outcomes.ts'
import type { Random } from './random.ts'

/** One step of a request's life; the first has no status before it. */
export interface Step {
  from: RequestStatus | null
  to: RequestStatus
  at: number
  actor: 'citizen' | 'staff' | 'crew' | 'system'
  reason: string | null
}

const dayMilliseconds = 86_400_000
const minute = 60_000

/** When a fault that is to be resolved is closed: log-normal about its pace, in a crew's working hours. */
export function closingInstant(
  random: Random,
  calendar: SimulatedCalendar,
  { at, dueAt, pace, until }: { at: number; dueAt: number; pace: number; until: number },
): number {
  const aimed = at + (dueAt - at) * pace * Math.exp(0.55 * random.normal())
  const worked = Math.max(crewTime(random, calendar, aimed), at + 20 * minute)
  // what would end after today has been done by today
  return Math.floor(worked < until ? worked : at + (until - at) * (0.3 + 0.65 * random.unit()))
}

function crewTime(random: Random, calendar: SimulatedCalendar, instant: number): number {
  let day = calendar.dayAt(instant)
  if (calendar.weekday(day) === 0) day++
  return calendar.midnight(day) + (7 + 7 * random.unit()) * 3_600_000
}

/** What a life is told from. `closesAt` is ignored for open ones. */
export interface Fate {
  outcome: Outcome
  at: number
  closesAt: number
  until: number
}

/** The chain of events of one request; every step is a move the lifecycle allows, in order of time. */
export function liveThrough(random: Random, fate: Fate): Step[] {
  const steps: Step[] = [{ from: null, to: 'received', at: fate.at, actor: 'citizen', reason: null }]
  const add = (to: RequestStatus, at: number, actor: Step['actor'], reason: string | null = null) =>
    steps.push({ from: steps.at(-1)!.to, to, at: Math.floor(at), actor, reason })
  const along = (share: number) => fate.at + (fate.closesAt - fate.at) * share
  switch (fate.outcome) {
    case 'resolved':
      resolve(random, fate, along, add)
      break
    case 'open':
      stayOpen(random, fate, add)
      break
    case 'duplicate':
      add('duplicate', fate.closesAt, 'staff')
      break
    case 'rejected':
    case 'not_responsible':
      if (random.chance(0.7)) add('triaged', along(0.2 + 0.3 * random.unit()), 'staff')
      add(fate.outcome, fate.closesAt, 'staff', random.pick(reasons[fate.outcome]))
      break
    case 'cancelled':
      if (random.chance(0.4)) add('accepted', along(0.3), 'staff')
      add('cancelled', fate.closesAt, 'citizen', 'Δεν χρειάζεται πλέον')
      break
  }
  return steps
}

type Add = (to: RequestStatus, at: number, actor: Step['actor'], reason?: string | null) => void

const reopenShare = 0.02

function resolve(random: Random, fate: Fate, along: (share: number) => number, add: Add) {
  const wasReopened = random.chance(reopenShare)
  if (random.chance(0.35)) add('triaged', along(0.02 + 0.05 * random.unit()), 'staff')
  add('accepted', along(0.08 + 0.12 * random.unit()), 'staff')
  if (random.chance(0.55)) add('planned', along(0.35 + 0.1 * random.unit()), 'staff')
  if (wasReopened) {
    add('resolved', along(0.5), 'crew')
    add('reopen_requested', along(0.55 + 0.05 * random.unit()), 'citizen', 'Δεν διορθώθηκε')
    add('reopened', along(0.65), 'staff')
  }
  if (random.chance(0.5)) add('in_progress', along(0.985), 'crew')
  add('resolved', fate.closesAt, 'crew')
  const thankedAt = fate.closesAt + (0.1 + random.exponential()) * dayMilliseconds
  const silentUntil = fate.closesAt + 7 * dayMilliseconds
  if (thankedAt < Math.min(silentUntil, fate.until) && random.chance(0.18))
    add('verified', thankedAt, 'citizen')
  else if (silentUntil < fate.until && random.chance(0.25)) add('verified', silentUntil, 'system')
}

/** The younger, the nearer to the start of its way; an old one is accepted, or waits for somebody. */
function stayOpen(random: Random, { at, until }: Fate, add: Add) {
  const ageDays = (until - at) / dayMilliseconds
  const along = (days: number) => at + (until - at) * Math.min(0.9, days / Math.max(ageDays, 0.01))
  const isNew = random.chance(Math.exp(-ageDays / 1.2))
  if (isNew) return
  const stage = random.unit()
  if (random.chance(0.4) || stage < 0.14) add('triaged', along(0.1 + 0.3 * random.unit()), 'staff')
  if (stage < 0.14 * Math.exp(-ageDays / 12) + 0.03) return
  if (stage > 0.96)
    return add('awaiting_citizen', along(0.6 + random.unit()), 'staff', 'Χρειάζεται ακριβέστερη θέση')
  add('accepted', along(0.5 + 0.8 * random.unit()), 'staff')
  if (stage > 0.92)
    return add('forwarded_external', along(1.5 + random.unit()), 'staff', random.pick(reasons.forwarded))
  if (stage > 0.89 && ageDays > 6) {
    add('resolved', along(ageDays * 0.5), 'crew')
    add('reopen_requested', along(ageDays * 0.6), 'citizen', 'Δεν διορθώθηκε')
    if (stage > 0.9) add('reopened', along(ageDays * 0.7), 'staff')
  }
}

const reasons = {
  rejected: [
    'Δεν εντοπίστηκε πρόβλημα στην αυτοψία',
    'Ο χώρος είναι ιδιωτικός',
    'Το αίτημα δεν αφορά βλάβη ή έλλειψη',
    'Ελλιπή στοιχεία',
  ],
  not_responsible: [
    'Αρμόδιος ο ΔΕΔΔΗΕ',
    'Αρμόδια η ΕΥΔΑΠ',
    'Αρμόδια η Περιφέρεια Αττικής',
    'Αρμόδιος ο όμορος δήμος',
  ],
  forwarded: ['Διαβιβάστηκε στον ΔΕΔΔΗΕ', 'Διαβιβάστηκε στην ΕΥΔΑΠ', 'Διαβιβάστηκε στην Περιφέρεια Αττικής'],
}
