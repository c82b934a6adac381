import { getPlanVersion, getPlanVersionStep, listPlans, movePlanStop } from '@dromos/api/contract'
import { city, type BenchDay } from './arrange-day.ts'

const params = { jurisdictionId: city }

/**
 * A stop goes to another crew and back, so many times, before anything is measured: a city's server has been up for
 * days, and what its program and its database do for the first time since they began is not what people wait for.
 */
export async function moveThereAndBack({ client, day, planId }: BenchDay, times: number): Promise<void> {
  const plan = (await client(listPlans, { params, query: { day } })).find(({ id }) => id === planId)!
  let version = plan.headVersion!
  const { routes } = await client(getPlanVersion, { params: { ...params, planId, version } })
  const [own, other] = routes
  const taskId = own.stops.find(({ kind }) => kind === 'task')!.taskId!
  for (let move = 0; move < 2 * times; move++) {
    const { crewId } = move % 2 === 0 ? other : own
    const body = { taskIds: [taskId], crewId, place: 0, isStep: true }
    const made = await client(movePlanStop, { params: { ...params, planId, version }, body })
    // as a second screen asks
    const shown = { params: { ...params, planId, version: made.version }, query: { since: version } }
    await client(getPlanVersionStep, shown)
    version = made.version
  }
}
