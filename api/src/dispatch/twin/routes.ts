import { getDayReplay, getTwinRun, listTwinRuns, runDayTwin } from '../../contract/index.ts'
import { bind, type Api } from '../../http/bind.ts'
import { notFound } from '../../http/problems.ts'
import { openTravelTimes } from '../open-travel-times.ts'
import { liveRecorded } from './live-day.ts'
import { openDay } from './open-day.ts'
import { requestRun } from './request-run.ts'
import { findRun, findRuns } from './twin-queries.ts'

export function twinRoutes(api: Api): void {
  bind(api, getDayReplay, async ({ params, context, tenant }) => {
    const recorded = await tenant((tx) => openDay(tx, params.planId, context.clock.now()))
    const lived = await liveRecorded(openTravelTimes(context.config), recorded)
    return { ...lived, planId: params.planId, version: recorded.version.version, day: recorded.input.day }
  })
  bind(api, runDayTwin, ({ params, body, account, context, tenant }) =>
    tenant((tx) => requestRun(tx, context, params.planId, body, account?.id ?? null)),
  )
  bind(api, listTwinRuns, ({ params, tenant }) => tenant((tx) => findRuns(tx, params.planId)))
  bind(api, getTwinRun, async ({ params, tenant }) => {
    const run = await tenant((tx) => findRun(tx, params.planId, params.id))
    if (!run) throw notFound('run', params.id)
    return run
  })
}
