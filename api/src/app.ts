import express from 'express'
import helmet from 'helmet'
import { authRoutes } from './accounts/auth-routes.ts'
import { accountRoutes } from './accounts/routes.ts'
import { arrivalRoutes } from './arrivals/routes.ts'
import type { Context } from './context.ts'
import { crewRoutes } from './crews/routes.ts'
import { dispatchRoutes } from './dispatch/routes.ts'
import { jobRoutes } from './field/job-routes.ts'
import { sheetRoutes } from './field/sheet-routes.ts'
import { shiftRoutes } from './field/shift-routes.ts'
import { fieldRoutes } from './field/routes.ts'
import { hotspotRoutes } from './hotspots/routes.ts'
import type { Api } from './http/bind.ts'
import { answerNotFound, answerProblems } from './http/errors.ts'
import { openapiRoutes } from './http/openapi.ts'
import { createRateLimits } from './http/rate-limits.ts'
import { believeWebServer } from './http/visitor-address.ts'
import { logRequests } from './http/request-log.ts'
import { demandSameOrigin } from './http/same-origin.ts'
import { importRoutes } from './imports/routes.ts'
import { insightRoutes } from './insights/routes.ts'
import { jurisdictionRoutes } from './jurisdictions/routes.ts'
import { failedJobRoutes } from './jobs/failed-job-routes.ts'
import { liveRoutes } from './live/routes.ts'
import { mediaRoutes } from './media/routes.ts'
import { notificationRoutes } from './notifications/routes.ts'
import { placeRoutes } from './places/routes.ts'
import { plannerRoutes } from './planner-api/routes.ts'
import { positionRoutes } from './positions/routes.ts'
import { reportFormRoutes } from './requests/form/routes.ts'
import { requestRoutes } from './requests/routes.ts'
import { savedViewRoutes } from './saved-views/routes.ts'
import { scheduleRoutes } from './schedules/routes.ts'
import { serviceRoutes } from './services/routes.ts'
import { tabletRoutes } from './tablets/routes.ts'
import { orderLinkRoutes } from './work-orders/link-routes.ts'
import { workOrderRoutes } from './work-orders/routes.ts'

/** Paths written out come before paths with parameters: /v1/me before /v1/:jurisdictionId. */
// prettier-ignore
const slices: ((api: Api) => void)[] = [
  openapiRoutes,
  authRoutes,
  accountRoutes,
  plannerRoutes,
  jurisdictionRoutes,
  serviceRoutes,
  placeRoutes,
  requestRoutes,
  reportFormRoutes,
  mediaRoutes,
  notificationRoutes,
  liveRoutes,
  hotspotRoutes,
  workOrderRoutes,
  orderLinkRoutes,
  scheduleRoutes,
  savedViewRoutes,
  crewRoutes,
  dispatchRoutes,
  arrivalRoutes,
  fieldRoutes,
  jobRoutes,
  shiftRoutes,
  sheetRoutes,
  tabletRoutes,
  positionRoutes,
  insightRoutes,
  importRoutes,
  failedJobRoutes,
]

/** The API as an Express app: everything below /api. */
export function createApp(context: Context): express.Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', context.config.trustProxy)
  const api: Api = { router: app, context, limits: createRateLimits(context.config.rates) }
  app.use(
    logRequests(context.log),
    believeWebServer(context.config.innerToken),
    helmet({
      contentSecurityPolicy: {
        // no upgrade to https: whether there is one is the proxy's to say
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], upgradeInsecureRequests: null },
      },
      crossOriginResourcePolicy: { policy: 'same-origin' },
    }),
    demandSameOrigin(context.config.publicOrigin),
  )
  for (const addRoutes of slices) addRoutes(api)
  app.use('/api', answerNotFound, answerProblems(context.log))
  return app
}
