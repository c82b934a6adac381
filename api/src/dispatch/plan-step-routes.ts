import {
  checkPlanVersion,
  comparePlanVersions,
  lockPlanStop,
  namePlanVersion,
  reapplyPlanVersion,
  setPlanHead,
} from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { checkVersion } from './check-version.ts'
import { compareVersions, nameVersion } from './compare-versions.ts'
import { lockStop } from './lock-stop.ts'
import { openTravelTimes } from './open-travel-times.ts'
import { reapplyVersion } from './reapply-version.ts'
import { moveHead } from './set-head.ts'

/** A plan's versions among each other: which is the head, what differs, what publishing one would do. */
export function planStepRoutes(api: Api): void {
  bind(api, setPlanHead, ({ params, body, context, tenant }) =>
    tenant((tx) => moveHead(tx, context, params.planId, body)),
  )
  bind(api, reapplyPlanVersion, ({ params, account, context, tenant }) =>
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
    tenant((tx) => checkVersion(tx, openTravelTimes(context.config), params)),
  )
  bind(api, lockPlanStop, ({ params, body, account, context, tenant }) =>
    tenant((tx) =>
      lockStop(tx, context, openTravelTimes(context.config), {
        ...params,
        wish: body,
        accountId: account?.id ?? null,
      }),
    ),
  )
  bind(api, namePlanVersion, ({ params, body, tenant }) =>
    tenant((tx) => nameVersion(tx, params.planId, params.version, body.name)),
  )
}
