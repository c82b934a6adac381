import {
  getJurisdiction,
  listAreas,
  listDepartments,
  listJurisdictions,
  outlineAreas,
} from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { notFound } from '../http/problems.ts'
import { findAreaOutline } from './outline-queries.ts'
import { findAreas, findDepartments, findJurisdiction, findJurisdictions } from './queries.ts'

export function jurisdictionRoutes(api: Api): void {
  bind(api, listJurisdictions, ({ context }) => findJurisdictions(context.db))
  bind(api, getJurisdiction, async ({ params, context }) => {
    const found = await findJurisdiction(context.db, params.jurisdictionId)
    if (!found) throw notFound('city', params.jurisdictionId)
    return found
  })
  bind(api, listAreas, ({ query, tenant }) => tenant((tx) => findAreas(tx, query.kind)))
  bind(api, outlineAreas, ({ query, tenant }) => tenant((tx) => findAreaOutline(tx, query.areaIds)))
  bind(api, listDepartments, ({ tenant }) => tenant(findDepartments))
}
