import type {
  Absence,
  AbsencePlan,
  RosterChange,
  RosterKind,
  RosterShift,
  RosterWeek,
  ServicePlan,
  ShiftPlan,
} from '@dromos/api/contract'

type Made = { id: number; version: number | null }

/** A change of the roster and what takes it back, one for one. */
export interface Step {
  /** in words: "Ελένη Μακρή → Συνεργείο 2, Τρί 1 Δεκ" */
  text: string
  forward: RosterChange[]
  back: RosterChange[]
}

export function shiftPlan({ id: _, version: __, changedBy: ___, ...plan }: RosterShift): ShiftPlan {
  return plan
}

export function addShift(to: ShiftPlan): RosterChange {
  return { kind: 'shift', id: null, version: null, to }
}

export function setShift(shift: RosterShift, to: Partial<ShiftPlan>): RosterChange {
  const { id, version } = shift
  return { kind: 'shift', id, version, to: { ...shiftPlan(shift), ...to } }
}

export function removeShift({ id, version }: RosterShift): RosterChange {
  return { kind: 'shift', id, version, to: null }
}

type Kept = Pick<Absence, 'id' | 'version'>

export function setAbsence(absence: Kept | null, to: AbsencePlan | null): RosterChange {
  return { kind: 'absence', id: absence?.id ?? null, version: absence?.version ?? null, to }
}

export function setService(service: Kept | null, to: ServicePlan | null): RosterChange {
  return { kind: 'service', id: service?.id ?? null, version: service?.version ?? null, to }
}

/** What would take changes back, of which is known what they change. */
export function stepOf(text: string, forward: RosterChange[], weeks: readonly RosterWeek[]): Step {
  return { text, forward, back: forward.map((change) => inverseOf(change, weeks)) }
}

function inverseOf(change: RosterChange, weeks: readonly RosterWeek[]): RosterChange {
  const { kind, id } = change
  const before = weeks.map((week) => findItem(week, kind, id)).find((item) => item !== null) ?? null
  const to = before && planOf(before)
  return { kind, id, version: null, to } as RosterChange
}

function planOf({ id: _, version: __, changedBy: ___, ...plan }: Record<string, unknown>): object {
  return plan
}

const lists = {
  shift: 'shifts',
  absence: 'absences',
  service: 'services',
  zone: 'zones',
  member: 'members',
  vehicle: 'vehicles',
  crew: 'crews',
  depot: 'depots',
} as const

export function findItem<Kind extends RosterKind>(
  week: RosterWeek,
  kind: Kind,
  id: number | null,
): RosterWeek[(typeof lists)[Kind]][number] | null {
  const list: readonly { id: number }[] = week[lists[kind]]
  return (list.find((item) => item.id === id) as RosterWeek[(typeof lists)[Kind]][number]) ?? null
}

/**
 * Steps after one of their sides was done: what it made has new numbers, and whoever is to change that next has to
 * name them. A state that comes back is the one it was, under another version.
 */
export function renumber(
  steps: readonly Step[],
  done: Step,
  side: 'forward' | 'back',
  made: readonly Made[],
): Step[] {
  const other = side === 'forward' ? 'back' : 'forward'
  const ids = new Map(done[side].map((change, index) => [change, made[index]!]))
  const versions = new Map<number, number | null>()
  done[other].forEach(({ version }, index) => {
    if (version !== null) versions.set(version, made[index]!.version)
  })
  const known = (change: RosterChange): RosterChange =>
    change.version !== null && versions.has(change.version)
      ? ({ ...change, version: versions.get(change.version) } as RosterChange)
      : change
  return steps.map((step) => {
    if (step !== done) return { ...step, forward: step.forward.map(known), back: step.back.map(known) }
    const mine = done[side].map((change) => ({ ...change, id: ids.get(change)!.id }) as RosterChange)
    const taken = done[other].map(
      (change, index) => ({ ...change, id: made[index]!.id, version: made[index]!.version }) as RosterChange,
    )
    return side === 'forward'
      ? { ...step, forward: mine, back: taken }
      : { ...step, forward: taken, back: mine }
  })
}
