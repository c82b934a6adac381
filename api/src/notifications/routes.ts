import { listNotifications } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { findNotifications } from './queries.ts'

export function notificationRoutes(api: Api): void {
  bind(api, listNotifications, ({ query, tenant }) => tenant((tx) => findNotifications(tx, query)))
}
