import type { Crew, Shift, WhatIf } from '../contract/index.ts'
import type { CrewOfDay } from '../crews/availability.ts'

/** a shift that is in no roster */
export const SUPPOSED_SHIFT = 0

/** The crews of a day as they would be. Who is in the plan at all is said by the plan's request. */
export function supposeCrews(crews: CrewOfDay[], change: WhatIf | null): CrewOfDay[] {
  if (change === null) return crews
  const depots = new Map(crews.map(({ depot }) => [depot.id, depot]))
  return crews.map((crew) => (crew.id === change.crewId ? suppose(crew, change, depots) : crew))
}

function suppose(crew: CrewOfDay, change: WhatIf, depots: ReadonlyMap<number, Crew['depot']>): CrewOfDay {
  switch (change.kind) {
    case 'without-crew':
      return crew
    case 'with-crew': {
      if (crew.shifts.length > 0 || !change.shift) return crew
      const rest = { breakMinutes: 30, breakFrom: null, breakTo: null }
      return { ...crew, shifts: [{ id: SUPPOSED_SHIFT, crewId: crew.id, ...change.shift, ...rest }] }
    }
    case 'shift':
      return { ...crew, shifts: movedShifts(crew.shifts, change) }
    case 'vehicle': {
      const { capacityM3, capacityKg } = change
      const van = { id: 0, name: '', plate: '', profile: 'van' as const, features: [] }
      return { ...crew, vehicle: { ...(crew.vehicle ?? van), capacityM3, capacityKg } }
    }
    case 'depot':
      return { ...crew, depot: depots.get(change.depotId) ?? crew.depot, start: null, end: null }
  }
}

/** The first begins and the last ends at another time; a break stays inside. */
export function movedShifts(
  shifts: Shift[],
  { earlierMinutes, laterMinutes }: { earlierMinutes: number; laterMinutes: number },
): Shift[] {
  return shifts.map((shift, index) => {
    const startsAt = index === 0 ? after(shift.startsAt, -earlierMinutes) : shift.startsAt
    const endsAt = index === shifts.length - 1 ? after(shift.endsAt, laterMinutes) : shift.endsAt
    const breakFrom = shift.breakFrom && shift.breakFrom > startsAt ? shift.breakFrom : startsAt
    const breakTo = shift.breakTo && shift.breakTo < endsAt ? shift.breakTo : endsAt
    const hasBreakTime = shift.breakFrom !== null && breakFrom < breakTo
    return {
      ...shift,
      startsAt,
      endsAt,
      breakFrom: hasBreakTime ? breakFrom : null,
      breakTo: hasBreakTime ? breakTo : null,
    }
  })
}

function after(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + minutes * 60_000).toISOString()
}
