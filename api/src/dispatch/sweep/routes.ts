import {
  claimNearbyJob,
  getSweepLimits,
  listNearbyJobs,
  setDetourBudget,
  setSweepLimit,
} from '../../contract/index.ts'
import { workerOf } from '../../accounts/signed-in.ts'
import { findOwnCrewIds } from '../../field/own-crew-queries.ts'
import { chooseCrew } from '../../field/run-sheet.ts'
import { findTablet } from '../../field/tablet-queries.ts'
import { bind, type Api } from '../../http/bind.ts'
import { conflict, forbidden, notFound } from '../../http/problems.ts'
import { openTravelTimes } from '../open-travel-times.ts'
import { claimJob } from './claim-job.ts'
import { findNearby } from './find-nearby.ts'
import { findDetourBudgets, findSweepLimits, updateDetourBudget, updateSweepLimit } from './limit-queries.ts'

export function sweepRoutes(api: Api): void {
  bind(api, listNearbyJobs, ({ query, account, roles, context, tenant }) =>
    tenant(async (tx) => {
      const tablet = query.deviceId ? await findTablet(tx, query.deviceId) : null
      if (tablet?.revokedAt) throw forbidden('This tablet was revoked')
      const crewId = await chooseCrew(tx, { ...workerOf(account), roles }, query.crewId, context.clock.now())
      return findNearby(tx, context, openTravelTimes(context.config), crewId)
    }),
  )
  bind(api, claimNearbyJob, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      const worker = workerOf(account)
      const { accountId } = worker
      const [crewId] = await findOwnCrewIds(tx, worker, context.clock.now())
      if (crewId === undefined) throw forbidden('This account is in no crew')
      const tablet = await findTablet(tx, body.deviceId)
      const isRevoked = Boolean(tablet?.revokedAt)
      const claim = { ...body, taskId: params.taskId, crewId, accountId, isRevoked }
      return claimJob(tx, context, openTravelTimes(context.config), claim)
    }),
  )
  bind(api, getSweepLimits, ({ tenant }) =>
    tenant(async (tx) => ({ services: await findSweepLimits(tx), crews: await findDetourBudgets(tx) })),
  )
  bind(api, setSweepLimit, ({ params, body, tenant }) =>
    tenant(async (tx) => {
      const { serviceCode } = params
      const changed = await updateSweepLimit(tx, { ...body, serviceCode })
      if (changed) return changed
      const isThere = (await findSweepLimits(tx)).some((limit) => limit.serviceCode === serviceCode)
      throw isThere ? overtaken() : notFound('service', serviceCode)
    }),
  )
  bind(api, setDetourBudget, ({ params, body, tenant }) =>
    tenant(async (tx) => {
      const { crewId } = params
      const changed = await updateDetourBudget(tx, { ...body, crewId })
      if (changed) return changed
      const isThere = (await findDetourBudgets(tx)).some((budget) => budget.crewId === crewId)
      throw isThere ? overtaken() : notFound('crew', crewId)
    }),
  )
}

function overtaken() {
  return conflict('Someone changed this limit in the meantime')
}
