import type { TrackedRequest } from '@dromos/api/contract'

type Event = Pick<TrackedRequest['story'][number], 'kind' | 'status'>

/** Whether an event says that what was planned is no longer: not that the request is accepted, which it was before. */
export function isOffSchedule(events: readonly Event[], index: number): boolean {
  if (events[index]?.status !== 'accepted') return false
  const before = events.slice(0, index).findLast(({ kind, status }) => kind === 'status' && status !== null)
  return before?.status === 'planned' || before?.status === 'in_progress'
}
