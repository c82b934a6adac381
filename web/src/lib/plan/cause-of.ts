import type { ViolationKind } from '@dromos/api/planner'

const causes: Partial<Record<ViolationKind, string>> = {
  skill: 'skill',
  crew: 'crew-locked',
  lock: 'crew-locked',
  zone: 'zone',
  load: 'capacity',
  reload: 'capacity',
  window: 'window',
  break: 'break',
  unreachable: 'reach',
  precedence: 'waits',
  together: 'companion',
}

/** A rule of the planner in the words that reasons have names for. */
export function causeOf(kind: ViolationKind): string {
  return causes[kind] ?? 'shift'
}
