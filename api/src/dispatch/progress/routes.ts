import { getDayProgress, getPlanSketch, type DayProgress } from '../../contract/index.ts'
import { bind, bindFrequent, type Api } from '../../http/bind.ts'
import { notFound } from '../../http/problems.ts'
import { SharedReadings } from '../../http/shared-readings.ts'
import { openTravelTimes } from '../open-travel-times.ts'
import { readSketch } from '../progress-queries.ts'
import { readProgress } from './read-progress.ts'

export function progressRoutes(api: Api): void {
  // each thing that a crew tells has every screen ask
  const readings = new SharedReadings<DayProgress>()
  bindFrequent(api, getDayProgress, ({ params, context, tenant }) =>
    readings.read(`${params.jurisdictionId}/${params.planId}`, () =>
      tenant((tx) => readProgress(tx, openTravelTimes(context.config), params.planId, context.clock.now())),
    ),
  )
  bind(api, getPlanSketch, async ({ params, tenant }) => {
    const { planId, version } = params
    const sketch = await tenant((tx) => readSketch(tx, planId, version))
    if (!sketch) throw notFound('plan version', `${planId}/${version}`)
    return sketch
  })
}
