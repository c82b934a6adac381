import { getMe, type Me } from '../contract/index.ts'
import { findOwnCrewIds } from '../field/own-crew-queries.ts'
import { opens } from '../http/authorize.ts'
import { bind, type Api } from '../http/bind.ts'
import { findOwnMemberships } from './queries.ts'
import { workerOf } from './signed-in.ts'

export function accountRoutes(api: Api): void {
  bind(api, getMe, async ({ account, context }) => {
    if (!account) return { account: null, memberships: [], crews: [], tablet: null }
    const all = await context.db.asAccount(account.id, (db) => findOwnMemberships(db, account.id))
    const memberships = all.filter((membership) => opens(account, membership))
    const crews: Me['crews'] = []
    for (const jurisdictionId of new Set(memberships.map((membership) => membership.jurisdictionId))) {
      const crewIds = await context.db.tenant(jurisdictionId, (tx) =>
        findOwnCrewIds(tx, workerOf(account), context.clock.now()),
      )
      crews.push(...crewIds.map((crewId) => ({ jurisdictionId, crewId })))
    }
    const { tablet } = account
    return {
      account,
      memberships,
      crews,
      tablet: tablet && { ...tablet, endsAt: tablet.endsAt.toISOString() },
    }
  })
}
