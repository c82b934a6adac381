import { getDayProgress, getPlanSketch } from '../../contract/index.ts'
import { bind, bindFrequent, type Api } from '../../http/bind.ts'
import { notFound } from '../../http/problems.ts'
import { openTravelTimes } from '../open-travel-times.ts'
import { readSketch } from '../progress-queries.ts'
import { readProgress } from './read-progress.ts'

export function progressRoutes(api: Api): void {
  bindFrequent(api, getDayProgress, ({ params, context, tenant }) =>
    tenant((tx) => readProgress(tx, openTravelTimes(context.config), params.planId, context.clock.now())),
  )
  bind(api, getPlanSketch, async ({ params, tenant }) => {
    const { planId, version } = params
    const sketch = await tenant((tx) => readSketch(tx, planId, version))
    if (!sketch) throw notFound('plan version', `${planId}/${version}`)
    return sketch
  })
}
