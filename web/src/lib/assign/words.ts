import type { Assignment, AssignmentConflict, AssignPolicy } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'
import { signedMinutes } from '#lib/plan/signed-minutes.ts'
import { timeText } from '#lib/plan/reasons.ts'

export const policyNames: Record<AssignPolicy['policy'], () => string> = {
  off: m.assign_policy_off,
  propose: m.assign_policy_propose,
  act: m.assign_policy_act,
}

export const policyHints: Record<AssignPolicy['policy'], () => string> = {
  off: m.assign_policy_off_hint,
  propose: m.assign_policy_propose_hint,
  act: m.assign_policy_act_hint,
}

const changes: Record<AssignmentConflict['changes'][number], () => string> = {
  order: m.assign_change_order,
  'order-status': m.assign_change_order_status,
  'crew-route': m.assign_change_crew_route,
  'no-shift': m.assign_change_no_shift,
  'day-over': m.assign_change_day_over,
  fit: m.assign_change_fit,
}

export function changesText(list: AssignmentConflict['changes']): string {
  return list.map((change) => changes[change]()).join(' · ')
}

const statuses: Record<Assignment['status'], () => string> = {
  proposed: m.assign_status_proposed,
  expired: m.assign_status_expired,
  accepted: m.assign_status_accepted,
  dismissed: m.assign_status_dismissed,
  replaced: m.assign_status_replaced,
  assigned: m.assign_status_assigned,
  undone: m.assign_status_undone,
  nobody: m.assign_status_nobody,
}

export function assignmentStatus({ status }: Assignment): string {
  return statuses[status]()
}

/** By whom and how: "Μαρία", "η ουρά". */
export function whoDecided({ settledBy, askedBy }: Assignment): string {
  return settledBy ?? askedBy ?? m.assign_by_queue()
}

/** What the crew's day grows by, in the parts that grow. */
export function effectText({ effect }: Assignment): string {
  if (!effect) return ''
  const parts = [`${m.plan_travel()} ${signedMinutes(effect.travelSeconds)}`]
  if (effect.overtimeSeconds > 0) parts.push(`${m.plan_overtime()} ${signedMinutes(effect.overtimeSeconds)}`)
  if (effect.lateSeconds > 0) parts.push(`${m.plan_late()} ${signedMinutes(effect.lateSeconds)}`)
  return parts.join(' · ')
}

/** How much dearer the next-best crew would have been; null where no other crew fits. */
export function nextBest({ candidates, crewId }: Assignment): { crewId: number; by: string } | null {
  const own = candidates.find((candidate) => candidate.crewId === crewId)
  const next = candidates.find((candidate) => candidate.crewId !== crewId && candidate.cost !== null)
  if (!own || !next || own.cost === null) return null
  return { crewId: next.crewId, by: timeText(next.cost! - own.cost) }
}
