import { checkPlan } from '../check/index.ts'
import { evaluatePlan, prepareProblem } from '../evaluate/index.ts'
import type { PreparedProblem, RouteSchedule } from '../evaluate/index.ts'
import { explainUnassigned, viewPlan } from '../explain/index.ts'
import { validateProblem } from '../model/index.ts'
import type { Plan } from '../model/index.ts'
import { improvePlan } from '../replan/improve-plan.ts'
import { solve } from '../search/index.ts'
import { findMatrices, placesOf } from './places.ts'
import type { FindTravel, VroomPoint } from './places.ts'
import { schedulePlanMode } from './plan-mode.ts'
import { encodePolyline } from './polyline.ts'
import { readVroom } from './read-vroom.ts'
import { seedPlan } from './seed-plan.ts'
import { toProblem } from './to-problem.ts'
import type { VroomProblem } from './to-problem.ts'
import { trimWaiting } from './trim-waiting.ts'
import { VroomError } from './vroom-error.ts'
import type { VroomInput } from './vroom-input.ts'
import type { VroomAnswer, VroomSolution } from './vroom-output.ts'
import { writeSolution } from './write-solution.ts'

export interface VroomOptions {
  /** Wall time of the search; or `iterations`, which makes the result repeatable. */
  seconds?: number
  iterations?: number
  threads?: number
  seed?: number
  /** Keeps the order of the vehicles' steps and tells which rules it breaks; also `options.c` of the input. */
  isPlanMode?: boolean
  findTravel: FindTravel
  /** The line along these points, for `options.g`; null where there is none. */
  findLine?: (points: readonly VroomPoint[], profile: string) => Promise<readonly VroomPoint[] | null>
  signal?: AbortSignal
}

/** VROOM's answer to VROOM's input; what is wrong with the input comes back as an answer too. */
export async function solveVroom(value: unknown, options: VroomOptions): Promise<VroomAnswer> {
  try {
    return await solveInput(readVroom(value), options)
  } catch (error) {
    if (!(error instanceof VroomError)) throw error
    return { code: error.code, error: error.message, path: error.path }
  }
}

async function solveInput(input: VroomInput, options: VroomOptions): Promise<VroomSolution> {
  const begin = performance.now()
  const places = placesOf(input)
  const vroom = toProblem(input, places, await findMatrices(input, places, options.findTravel))
  const [issue] = validateProblem(vroom.problem)
  if (issue) throw new VroomError(issue.path, issue.message)
  const prepared = prepareProblem(vroom.problem)
  const loaded = performance.now()
  const { plan, schedules } =
    options.isPlanMode || input.options?.c ? schedulePlanMode(vroom) : await search(vroom, prepared, options)
  const reasons = explainUnassigned(viewPlan(prepared, plan))
  const solved = performance.now()
  const isDrawn = input.options?.g === true && options.findLine !== undefined
  const geometries = isDrawn ? await drawRoutes(vroom, schedules, options) : []
  const hasDistances = isDrawn || Object.values(input.matrices ?? {}).some(({ distances }) => distances)
  return writeSolution(vroom, {
    schedules,
    unassigned: plan.unassigned,
    reasons,
    hasDistances,
    geometries,
    times: {
      loading: Math.round(loaded - begin),
      solving: Math.round(solved - loaded),
      routing: Math.round(performance.now() - solved),
    },
  })
}

async function search(
  vroom: VroomProblem,
  prepared: PreparedProblem,
  { seconds, iterations, threads, seed = 1, signal }: VroomOptions,
): Promise<{ plan: Plan; schedules: RouteSchedule[] }> {
  const seeded = seedPlan(vroom, prepared)
  const plan = seeded
    ? improvePlan(prepared, seeded, {
        deadline: performance.now() + 1000 * (seconds ?? 1),
        iterations,
        seed,
        heat: SEEDED_HEAT,
        now: () => performance.now(),
      })
    : (await solve(vroom.problem, { seconds, iterations, threads, seed, signal })).plan
  const evaluation = evaluatePlan(prepared, plan)
  evaluation.routes = evaluation.routes.map((schedule) => trimWaiting(vroom.problem, schedule))
  const findings = checkPlan(vroom.problem, plan, evaluation)
  if (findings.length > 0) {
    throw new Error(
      `the checker refuses the plan: ${findings.map(({ rule, message }) => `${rule} ${message}`)[0]}`,
    )
  }
  return { plan, schedules: evaluation.routes }
}

/** As VROOM's one search path from given steps: near them. */
const SEEDED_HEAT = 0.1

function drawRoutes(
  { input, tasks }: VroomProblem,
  schedules: RouteSchedule[],
  { findLine }: VroomOptions,
): Promise<(string | null)[]> {
  return Promise.all(
    schedules.map(async ({ crew, stops }) => {
      const vehicle = input.vehicles[crew]
      const passed = stops.map(({ stop }) =>
        stop.kind === 'job' ? tasks[stop.job].task.location : undefined,
      )
      const points = [vehicle.start, ...passed, vehicle.end].filter((point) => point !== undefined)
      const isMoving = new Set(points.map((point) => point.join())).size > 1
      const line = isMoving ? await findLine!(points, vehicle.profile) : null
      return line && encodePolyline(line)
    }),
  )
}
