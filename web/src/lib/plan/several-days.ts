import {
  listPlans,
  listShifts,
  mostDaysTogether,
  type Client,
  type DayVersion,
  type PlanVersion,
} from '@dromos/api/contract'
import { nextDay } from './next-day.ts'

type Params = { jurisdictionId: string }

export interface DayAhead {
  day: string
  crewCount: number
}

/** How a day of several that are planned in one go stands: the plan's newest word on it. */
export type DayStanding = DayVersion & Pick<PlanVersion, 'status' | 'summary'>

/** The days after one, with how many crews work on them. */
export function fetchDaysAhead(
  call: Client,
  params: Params,
  first: string,
  signal: AbortSignal,
): Promise<DayAhead[]> {
  const days = Array.from({ length: mostDaysTogether - 1 }, (_, index) => nextDay(first, index + 1))
  return Promise.all(
    days.map(async (day) => {
      const shifts = await call(listShifts, { params, query: { day } }, { signal })
      return { day, crewCount: new Set(shifts.map(({ crewId }) => crewId)).size }
    }),
  )
}

export function fetchStandings(
  call: Client,
  params: Params,
  together: readonly DayVersion[],
  signal: AbortSignal,
): Promise<DayStanding[]> {
  return Promise.all(
    together.map(async (each) => {
      const plans = await call(
        listPlans,
        { params, query: { day: each.day, versions: [each.version] } },
        { signal },
      )
      const plan = plans.find(({ id }) => id === each.planId)
      const own = plan?.versions.find(({ version }) => version === each.version)
      const head = plan?.versions.find(({ version }) => version === plan.headVersion)
      // what was made of it since says more, unless it is still at work or came to nothing
      const shown = own && own.status !== 'optimised' ? own : (head ?? own)
      return { ...each, status: shown?.status ?? 'cancelled', summary: shown?.summary ?? null }
    }),
  )
}
