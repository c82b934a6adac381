import { listCrews, listShifts, listSkills } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { findCrews, findShifts, findSkills } from './queries.ts'

export function crewRoutes(api: Api): void {
  bind(api, listCrews, ({ tenant }) => tenant((tx) => findCrews(tx)))
  bind(api, listShifts, ({ query, tenant }) => tenant((tx) => findShifts(tx, query.day)))
  bind(api, listSkills, ({ tenant }) => tenant((tx) => findSkills(tx)))
}
