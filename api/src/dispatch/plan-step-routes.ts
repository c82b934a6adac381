import {
  checkPlanVersion,
  checkTakeBack,
  comparePlanVersions,
  getPlanVersionStanding,
  givePlanReason,
  keepPlanSupposition,
  listPlanVersions,
  lockPlanStop,
  namePlanVersion,
  reapplyPlanVersion,
  setPlanHead,
  supposePlan,
  takeBackPlanVersion,
} from '../contract/index.ts'
import { bind, bindFrequent, type Api } from '../http/bind.ts'
import { readTakeBack } from './read-take-back.ts'
import { checkVersion } from './check-version.ts'
import { compareVersions, nameVersion } from './compare-versions.ts'
import { findPlanVersions } from './day-plan-queries.ts'
import { giveReason } from './give-reason.ts'
import { keepWhatIf } from './keep-what-if.ts'
import { lockStop } from './lock-stop.ts'
import { openTravelTimes } from './open-travel-times.ts'
import { reapplyVersion } from './reapply-version.ts'
import { readVersion } from './read-version.ts'
import { requestWhatIf } from './request-what-if.ts'
import { moveHead, readStanding } from './set-head.ts'
import { takeBack } from './take-back.ts'

/** A plan's versions among each other: which is the head, what differs, what publishing one would do. */
export function planStepRoutes(api: Api): void {
  bind(api, listPlanVersions, ({ params, query, tenant }) =>
    tenant((tx) => findPlanVersions(tx, params.planId, query)),
  )
  bindFrequent(api, getPlanVersionStanding, ({ params, tenant }) => tenant((tx) => readStanding(tx, params)))
  bindFrequent(api, setPlanHead, ({ params, body, account, context, tenant }) =>
    tenant((tx) => moveHead(tx, context, params.planId, { ...body, accountId: account?.id ?? null })),
  )
  bindFrequent(api, reapplyPlanVersion, ({ params, account, context, tenant }) =>
    tenant((tx) =>
      reapplyVersion(tx, context, openTravelTimes(context.config), {
        ...params,
        accountId: account?.id ?? null,
      }),
    ),
  )
  bind(api, comparePlanVersions, ({ params, query, tenant }) =>
    tenant((tx) => compareVersions(tx, params.planId, { from: query.against, to: params.version })),
  )
  bind(api, checkPlanVersion, ({ params, context, tenant }) =>
    tenant((tx) =>
      checkVersion(tx, openTravelTimes(context.config), { ...params, now: context.clock.now() }),
    ),
  )
  bind(api, checkTakeBack, ({ params, tenant }) => tenant((tx) => readTakeBack(tx, params)))
  bind(api, takeBackPlanVersion, ({ params, body, account, context, tenant }) =>
    tenant((tx) => takeBack(tx, context, { ...params, ...body, accountId: account?.id ?? null })),
  )
  bindFrequent(api, lockPlanStop, ({ params, body, account, context, tenant }) =>
    tenant((tx) =>
      lockStop(tx, context, openTravelTimes(context.config), {
        ...params,
        wish: body,
        accountId: account?.id ?? null,
      }),
    ),
  )
  bind(api, supposePlan, ({ params, body, account, context, tenant }) =>
    tenant((tx) => requestWhatIf(tx, context, { ...params, ...body, accountId: account?.id ?? null })),
  )
  bind(api, keepPlanSupposition, ({ params, account, context, tenant }) =>
    tenant(async (tx) => {
      const version = await keepWhatIf(tx, context, { ...params, accountId: account?.id ?? null })
      return readVersion(tx, params.planId, version)
    }),
  )
  bind(api, givePlanReason, ({ params, body, tenant }) =>
    tenant((tx) => giveReason(tx, { ...params, ...body })),
  )
  bind(api, namePlanVersion, ({ params, body, tenant }) =>
    tenant((tx) => nameVersion(tx, params.planId, params.version, body.name)),
  )
}
