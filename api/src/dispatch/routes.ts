import {
  addStreetClosure,
  cancelPlanVersion,
  explainPlanTask,
  getPlanVersion,
  listPlans,
  listStreetClosures,
  movePlanStop,
  publishPlanVersion,
  removeStreetClosure,
  solvePlan,
} from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { badInput, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { cancelSolve } from './cancel-version.ts'
import { endClosure, findClosures, insertClosure } from './closure-queries.ts'
import { explainTask, readTaskQuestion } from './explain-task.ts'
import { moveStop } from './move-stop.ts'
import { openTravelTimes } from './open-travel-times.ts'
import { publishVersion } from './publish-version.ts'
import { readVersion } from './read-version.ts'
import { requestPlan } from './request-plan.ts'
import { findPlans } from './version-queries.ts'

export function dispatchRoutes(api: Api): void {
  bind(api, listPlans, ({ query, tenant }) => tenant((tx) => findPlans(tx, query.day)))
  bind(api, solvePlan, ({ body, account, context, tenant }) =>
    tenant((tx) => requestPlan(tx, context, body, account?.id ?? null)),
  )
  bind(api, getPlanVersion, ({ params, tenant }) =>
    tenant((tx) => readVersion(tx, params.planId, params.version)),
  )
  bind(api, cancelPlanVersion, ({ params, body, tenant }) =>
    tenant((tx) => cancelSolve(tx, params.planId, params.version, body.keep)),
  )
  bind(api, movePlanStop, ({ params, body, account, context, tenant }) =>
    tenant((tx) =>
      moveStop(tx, context, openTravelTimes(context.config), {
        ...params,
        ...body,
        accountId: account?.id ?? null,
      }),
    ),
  )
  bind(api, explainPlanTask, async ({ params, context, tenant }) =>
    explainTask(await tenant((tx) => readTaskQuestion(tx, openTravelTimes(context.config), params))),
  )
  bind(api, publishPlanVersion, ({ params, account, context, tenant }) =>
    tenant(async (tx) => {
      await publishVersion(tx, context, params.planId, params.version, {
        kind: 'staff',
        accountId: account?.id ?? null,
      })
      return readVersion(tx, params.planId, params.version)
    }),
  )
  closureRoutes(api)
}

function closureRoutes(api: Api): void {
  bind(api, listStreetClosures, ({ context, tenant }) =>
    tenant((tx) => findClosures(tx, context.clock.now(), null)),
  )
  bind(api, addStreetClosure, ({ body, account, context, tenant }) => {
    if (body.to !== null && body.to <= body.from)
      throw badInput('A closure ends after it begins', [{ path: 'body.to', message: 'not after from' }])
    return tenant(async (tx) => {
      const closure = await insertClosure(tx, body, account?.id ?? null, context.clock.now())
      await emitLive(tx, { entity: 'closure', entityId: closure.id, version: 1 })
      return closure
    })
  })
  bind(api, removeStreetClosure, ({ params, context, tenant }) =>
    tenant(async (tx) => {
      if (!(await endClosure(tx, params.id, context.clock.now()))) throw notFound('street closure', params.id)
      await emitLive(tx, { entity: 'closure', entityId: params.id, version: 2, data: { isRemoved: true } })
      return undefined
    }),
  )
}
