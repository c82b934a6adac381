import { solveLimits, solveProblem } from '../contract/index.ts'
import { bind, sent, type Api } from '../http/bind.ts'
import { forbidden, unavailable } from '../http/problems.ts'
import type { VroomFailure, VroomSolution } from '../planner/vroom/index.ts'
import { isPlanner } from './queries.ts'
import { solveInThread } from './solve-in-thread.ts'

export function plannerRoutes(api: Api): void {
  bind(api, solveProblem, async ({ query, body, account, context, response }) => {
    if (!(await isPlanner(context.db, account!.id))) throw forbidden()
    const tooMuch = excessOf(body)
    const answer = tooMuch ?? (await solve())
    if (answer.code === 0) return answer
    response.status(answer.code === 2 ? 400 : 500).json(answer)
    return sent

    async function solve(): Promise<VroomSolution | VroomFailure> {
      const left = new AbortController()
      response.once('close', () => left.abort())
      const { travelTimes, dataDirectory } = context.config
      const task = { problem: body, seconds: query.seconds, travelTimes, dataDirectory }
      const outcome = await solveInThread(task, left.signal)
      if (!outcome.ok) throw unavailable()
      return outcome.answer
    }
  })
}

function excessOf(body: Record<string, unknown>): VroomFailure | null {
  const count = (key: string) => (Array.isArray(body[key]) ? body[key].length : 0)
  const { jobs, vehicles } = solveLimits
  if (count('jobs') + 2 * count('shipments') > jobs)
    return { code: 2, error: `jobs: at most ${jobs}, each shipment counting twice`, path: 'jobs' }
  return count('vehicles') > vehicles
    ? { code: 2, error: `vehicles: at most ${vehicles}`, path: 'vehicles' }
    : null
}
