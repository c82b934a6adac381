import type { Crew, RequestRow, Service, Shift } from '@dromos/api/contract'
import { DayWork, type Work } from './day-work.ts'

export interface WorkGiven {
  crews: readonly Crew[]
  shifts: readonly Shift[]
  services: readonly Service[]
  /** requests of one hotspot each, the largest first */
  hotspots: readonly { hotspotId: number; requests: RequestRow[] }[]
  requests: readonly RequestRow[]
  /** hours of the night after the day, when nobody works */
  night: { earliestAt: string; latestAt: string }
  /** until when the day's work is promised: what is urgent, and the rest */
  promise: { urgentAt: string; restAt: string }
}

export interface ChosenWork {
  planned: (Work & Partial<WorkGiven['night']> & { dueAt?: string })[]
  /** for the dispatcher to begin with */
  waiting: Work[]
}

const mostWaiting = 12
const urgentPriority = 70
/** of a crew's day, so that no crew spends it all in one street */
const hotspotShare = 0.5

/**
 * As much as the day's crews can do, hotspots first and the urgent before the rest; then a few that nobody will
 * have time for, one too large for any vehicle, and noise at an hour at which nobody works. What is overdue, or due
 * on the day, gets a time that a crew can keep.
 */
export function chooseWork(given: WorkGiven): ChosenWork {
  const book = new DayWork(given.crews, given.shifts, given.services)
  const taken = new Set<number>()
  const chosen: ChosenWork = { planned: [], waiting: [] }
  const take = (list: Work[], work: ChosenWork['planned'][number]) => {
    list.push(work)
    for (const { id } of work.requests) taken.add(id)
  }
  let hasLarge = false
  for (const { hotspotId, requests } of given.hotspots) {
    const large: Work | null = hasLarge ? null : book.describeTooLarge(requests, hotspotId)
    const work = large ?? book.describe(requests, hotspotId)
    if (work && (large || book.take(work, hotspotShare))) take(chosen.planned, work)
    hasLarge ||= large !== null
  }
  let extra = 2 + Math.ceil(book.crewCount / 10)
  for (const request of given.requests.toSorted(byUrgency)) {
    const work = taken.has(request.id) ? null : book.describe([request])
    if (!work) continue
    const isFirstNoise = request.serviceCode === 'noise' && !chosen.planned.some(({ latestAt }) => latestAt)
    if (isFirstNoise) take(chosen.planned, { ...work, ...given.night })
    else if (book.take(work)) take(chosen.planned, work)
    else if (extra-- > 0) take(chosen.planned, work)
    else if (chosen.waiting.length < mostWaiting) take(chosen.waiting, work)
  }
  chosen.planned = chosen.planned.map((work) => ({ ...work, dueAt: promisedAt(work, given.promise) }))
  return chosen
}

function promisedAt({ order }: Work, { urgentAt, restAt }: WorkGiven['promise']): string {
  const dueAt = order.dueAt.toISOString()
  const promised = order.priority >= urgentPriority ? urgentAt : restAt
  return dueAt > restAt ? dueAt : promised
}

function byUrgency(a: RequestRow, b: RequestRow): number {
  return Number(b.isLate) - Number(a.isLate) || b.priority - a.priority || a.dueAt.localeCompare(b.dueAt)
}
