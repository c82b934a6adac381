import { listServices } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { findServices } from './queries.ts'

export function serviceRoutes(api: Api): void {
  bind(api, listServices, ({ tenant }) => tenant(findServices))
}
