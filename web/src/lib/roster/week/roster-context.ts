import type { Crew, RosterMember, RosterShift, RosterVehicle, RosterWeek } from '@dromos/api/contract'
import { getContext, setContext } from 'svelte'
import { api } from '#lib/city/api.ts'
import type { Carrying } from './carrying.svelte.ts'
import { Roster } from './roster.svelte.ts'
import type { Carried, Target } from './week-moves.ts'

/** What the parts of the week share. */
export interface WeekContext {
  readonly week: RosterWeek
  readonly crews: readonly Crew[]
  readonly today: string
  readonly timezone: string
  readonly canChange: boolean
  readonly carrying: Carrying
  crew(id: number): Crew | undefined
  member(id: number): RosterMember | undefined
  vehicle(id: number | null): RosterVehicle | undefined
  editShift(shift: RosterShift | null, crewId: number, day: string): void
  editAbsence(id: number | null, memberId: number | null, day: string): void
  editService(id: number | null, vehicleId: number | null, day: string): void
  press(event: PointerEvent, carried: Carried): void
  pick(carried: Carried, at: Target): void
  /** puts down what is carried; says nothing where nothing is */
  drop(at: Target): void
}

const key = Symbol('week')

export function provideWeek(week: WeekContext): WeekContext {
  return setContext(key, week)
}

export function useWeek(): WeekContext {
  return getContext<WeekContext>(key)
}

const rosters = new Map<string, Roster>()

/** One for each city: what was changed can be undone after a look elsewhere. */
export function rosterOf(jurisdictionId: string): Roster {
  const known = rosters.get(jurisdictionId)
  if (known) return known
  const made = new Roster(jurisdictionId, api())
  rosters.set(jurisdictionId, made)
  return made
}
