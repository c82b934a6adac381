import type { KnownViolation, PlanVersionDetail } from '@dromos/api/contract'
import { m } from '#lib/paraglide/messages.js'
import { reasonText } from './reasons.ts'

type Version = Pick<PlanVersionDetail, 'routes' | 'violations'>

const known = new WeakMap<Version, Map<number, KnownViolation[]>>()

const words: Record<string, () => string> = {
  skill: m.plan_rule_skill,
  vehicle: m.plan_rule_vehicle,
  zone: m.plan_rule_zone,
  capacity: m.plan_rule_capacity,
  reach: m.plan_rule_reach,
  window: m.plan_rule_window,
  shift: m.plan_rule_shift,
  break: m.plan_rule_break,
  'crew-locked': m.plan_rule_lock,
  'other-day': m.plan_rule_other_day,
}

/** The rules each stop breaks; one of a whole route is marked where that was moved which broke it. */
export function rulesByTask(version: Version): ReadonlyMap<number, KnownViolation[]> {
  const before = known.get(version)
  if (before) return before
  const rules = new Map<number, KnownViolation[]>()
  for (const violation of version.violations) {
    for (const taskId of markedTasks(version, violation))
      rules.set(taskId, [...(rules.get(taskId) ?? []), violation])
  }
  known.set(version, rules)
  return rules
}

/** The rules of a crew's whole route: its shift, its break, its way. */
export function rulesOfRoute({ violations }: Version, crewId: number): KnownViolation[] {
  return violations.filter((violation) => violation.crewId === crewId && violation.taskId === null)
}

/** In a word, as there is room on a bar or a pin. */
export function ruleWord({ cause }: Pick<KnownViolation, 'cause'>): string {
  return words[cause]?.() ?? reasonText(cause)
}

/** Each word once. */
export function ruleWords(violations: readonly Pick<KnownViolation, 'cause'>[]): string {
  return [...new Set(violations.map(ruleWord))].join(', ')
}

/** The stops of a crew that break rules, with the words for them. */
export function wordsOf(
  version: Version | null,
  { bars }: { bars: readonly { stop: { taskId: number | null } }[] },
): [number, string][] {
  const rules = version?.violations.length ? rulesByTask(version) : null
  if (!rules) return []
  const taskIds = new Set(bars.flatMap(({ stop }) => stop.taskId ?? []))
  return [...taskIds].flatMap((taskId): [number, string][] =>
    rules.has(taskId) ? [[taskId, ruleWords(rules.get(taskId)!)]] : [],
  )
}

/** The versions that broke rules by hand and say no reason, the newest first. */
export function unexplainedVersions(
  violations: readonly Pick<KnownViolation, 'since' | 'reason'>[],
): number[] {
  const versions = violations.flatMap(({ since, reason }) =>
    since === null || reason !== null ? [] : [since],
  )
  return [...new Set(versions)].sort((a, b) => b - a)
}

function markedTasks({ routes }: Version, { taskId, crewId, movedTaskIds }: KnownViolation): number[] {
  const stops = routes.find((route) => route.crewId === crewId)?.stops ?? []
  const wanted = taskId === null ? movedTaskIds : [taskId]
  return wanted.filter((each) => stops.some((stop) => stop.taskId === each))
}
