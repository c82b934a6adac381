import { getDayProgress } from '../../contract/index.ts'
import { bind, type Api } from '../../http/bind.ts'
import { openTravelTimes } from '../open-travel-times.ts'
import { readProgress } from './read-progress.ts'

export function progressRoutes(api: Api): void {
  bind(api, getDayProgress, ({ params, context, tenant }) =>
    tenant((tx) => readProgress(tx, openTravelTimes(context.config), params.planId, context.clock.now())),
  )
}
