import { changeRoster, getRosterWeek, listCrews, listShifts, listSkills } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { changeRoster as change } from './change-roster.ts'
import { findCrews, findShifts, findSkills } from './queries.ts'
import { readRosterWeek } from './read-roster.ts'

export function crewRoutes(api: Api): void {
  bind(api, listCrews, ({ tenant }) => tenant((tx) => findCrews(tx)))
  bind(api, listShifts, ({ query, tenant }) => tenant((tx) => findShifts(tx, query.day)))
  bind(api, listSkills, ({ tenant }) => tenant((tx) => findSkills(tx)))
  bind(api, getRosterWeek, ({ query, tenant }) => tenant((tx) => readRosterWeek(tx, query.day)))
  bind(api, changeRoster, async ({ body, account, context, tenant }) => ({
    made: await tenant((tx) => change(tx, context, body.changes, account?.id ?? null)),
  }))
}
