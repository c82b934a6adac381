import {
  changeRoster,
  getRosterWeek,
  listCrews,
  listShifts,
  listShiftsAhead,
  listSkills,
} from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { changeRoster as change } from './change-roster.ts'
import { findEveryCrew, findShifts, findSkills, findToday } from './queries.ts'
import { readAhead, readRosterWeek } from './read-roster.ts'

export function crewRoutes(api: Api): void {
  bind(api, listCrews, ({ query, context, tenant }) =>
    tenant(async (tx) => findEveryCrew(tx, query.day ?? (await findToday(tx, context.clock.now())))),
  )
  bind(api, listShifts, ({ query, tenant }) => tenant((tx) => findShifts(tx, query.day)))
  bind(api, listSkills, ({ tenant }) => tenant((tx) => findSkills(tx)))
  bind(api, getRosterWeek, ({ query, tenant }) => tenant((tx) => readRosterWeek(tx, query.day)))
  bind(api, listShiftsAhead, ({ query, context, tenant }) =>
    tenant((tx) => readAhead(tx, query, context.clock.now())),
  )
  bind(api, changeRoster, async ({ body, account, context, tenant }) => ({
    made: await tenant((tx) => change(tx, context, body.changes, account?.id ?? null)),
  }))
}
