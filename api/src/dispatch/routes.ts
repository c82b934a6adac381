import {
  cancelPlanVersion,
  explainPlanTask,
  getPlanProblem,
  getPlanVersion,
  getPlanVersionStep,
  getShownPlans,
  listPlans,
  movePlanStop,
  publishPlanVersion,
  replanDay,
  solveDays,
  solvePlan,
} from '../contract/index.ts'
import { bind, bindFrequent, type Api } from '../http/bind.ts'
import { assignmentRoutes } from './assign/routes.ts'
import { cancelSolve } from './cancel-version.ts'
import { closureRoutes } from './closure-routes.ts'
import { findPlans } from './day-plan-queries.ts'
import { explainTask, readTaskQuestion } from './explain-task.ts'
import { moveStop } from './move-stop.ts'
import { namedTasks } from './named-tasks.ts'
import { openTravelTimes } from './open-travel-times.ts'
import { progressRoutes } from './progress/routes.ts'
import { planStepRoutes } from './plan-step-routes.ts'
import { publishVersion } from './publish-version.ts'
import { readProblem } from './read-problem.ts'
import { readShownPlans } from './read-shown-plans.ts'
import { readChanges, readVersion, readVersionStep } from './read-version.ts'
import { requestDays } from './request-days.ts'
import { requestPlan } from './request-plan.ts'
import { requestReplan } from './request-replan.ts'
import { twinRoutes } from './twin/routes.ts'
import { sweepRoutes } from './sweep/routes.ts'

export function dispatchRoutes(api: Api): void {
  bindFrequent(api, listPlans, ({ query, tenant }) =>
    tenant((tx) => findPlans(tx, query.day, query.versions)),
  )
  bindFrequent(api, getShownPlans, ({ query, context, tenant }) =>
    tenant((tx) => readShownPlans(tx, query, context.clock.now())),
  )
  bind(api, solvePlan, ({ body, account, context, tenant }) =>
    tenant((tx) => requestPlan(tx, context, body, account?.id ?? null)),
  )
  bind(api, solveDays, ({ body, account, context, tenant }) =>
    tenant((tx) => requestDays(tx, context, body, account?.id ?? null)),
  )
  bind(api, replanDay, ({ params, body, account, context, tenant }) =>
    tenant((tx) => requestReplan(tx, context, params.planId, body, account?.id ?? null)),
  )
  bindFrequent(api, getPlanVersion, ({ params, tenant }) =>
    tenant((tx) => readVersion(tx, params.planId, params.version)),
  )
  bindFrequent(api, getPlanVersionStep, ({ params, query, tenant }) =>
    tenant((tx) => readVersionStep(tx, { ...params, ...query })),
  )
  bindFrequent(api, getPlanProblem, ({ params, query, context, tenant }) =>
    tenant((tx) =>
      readProblem(tx, openTravelTimes(context.config), { ...params, ...query }, context.clock.now()),
    ),
  )
  bind(api, cancelPlanVersion, ({ params, body, context, tenant }) =>
    tenant((tx) => cancelSolve(tx, context, params.planId, params.version, body.keep)),
  )
  bindFrequent(api, movePlanStop, async ({ params, body, account, context, tenant }) => {
    const move = { ...params, ...body, taskIds: namedTasks(body), accountId: account?.id ?? null }
    const { version, addedViolations } = await tenant((tx) =>
      moveStop(tx, context, openTravelTimes(context.config), move),
    )
    // other screens are told first
    const { planId, version: since } = params
    return tenant(async (tx) =>
      body.isStep
        ? { ...(await readChanges(tx, { planId, version, since })), addedViolations }
        : { ...(await readVersion(tx, planId, version)), keptCrewIds: [], addedViolations },
    )
  })
  planStepRoutes(api)
  bind(api, explainPlanTask, async ({ params, context, tenant }) =>
    explainTask(await tenant((tx) => readTaskQuestion(tx, context, params))),
  )
  bind(api, publishPlanVersion, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      const actor = { kind: 'staff', accountId: account?.id ?? null } as const
      const { planId, version } = params
      return readVersion(tx, planId, await publishVersion(tx, context, planId, version, actor, body))
    }),
  )
  closureRoutes(api)
  assignmentRoutes(api)
  sweepRoutes(api)
  progressRoutes(api)
  twinRoutes(api)
}
