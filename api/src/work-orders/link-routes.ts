import {
  addCompanionOrder,
  addFollowOnOrder,
  linkWorkOrder,
  mergeWorkOrders as mergeEndpoint,
  splitWorkOrder,
  unlinkWorkOrder,
} from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { addCompanion, addFollowOn } from './copy-order.ts'
import { linkOrders, unlinkOrders } from './link-orders.ts'
import { mergeWorkOrders } from './merge-work-orders.ts'
import { readDetail } from './read-detail.ts'
import { splitOrder } from './split-order.ts'

export function orderLinkRoutes(api: Api): void {
  bind(api, linkWorkOrder, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      const { kind, workOrderId: otherId } = body
      await linkOrders(tx, context, { id: params.id, otherId, kind, accountId: account?.id ?? null })
      return readDetail(tx, context, params.id)
    }),
  )
  bind(api, unlinkWorkOrder, ({ params, account, context, tenant }) =>
    tenant(async (tx) => {
      const { id, otherId } = params
      await unlinkOrders(tx, context, { id, otherId, accountId: account?.id ?? null })
      return readDetail(tx, context, id)
    }),
  )
  bind(api, addCompanionOrder, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      const given = { ...body, accountId: account?.id ?? null }
      return readDetail(tx, context, await addCompanion(tx, context, params.id, given))
    }),
  )
  bind(api, addFollowOnOrder, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      const given = { ...body, accountId: account?.id ?? null }
      return readDetail(tx, context, await addFollowOn(tx, context, params.id, given))
    }),
  )
  bind(api, splitWorkOrder, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      const given = { ...body, accountId: account?.id ?? null }
      return readDetail(tx, context, await splitOrder(tx, context, params.id, given))
    }),
  )
  bind(api, mergeEndpoint, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      const merge = { ...body, accountId: account?.id ?? null }
      const leftAttachments = await mergeWorkOrders(tx, context, params.id, merge)
      return { ...(await readDetail(tx, context, params.id)), leftAttachments }
    }),
  )
}
