import {
  assignWorkOrder,
  attachToWorkOrder,
  changeWorkOrder,
  changeWorkOrders,
  createWorkOrder,
  detachFromWorkOrder,
  getWorkOrder,
  listWorkOrderPlaces,
  listWorkOrders,
  selectWorkOrders,
} from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { languageOf } from '../http/errors.ts'
import { notAllowedNow, notFound } from '../http/problems.ts'
import { enqueue } from '../jobs/queue.ts'
import { assignWorkOrderQueue } from '../jobs/queues/assign-work-order.ts'
import { attachMedia, detachMedia } from './attach-media.ts'
import { changeOrder } from './change-work-order.ts'
import { changeOrders } from './change-work-orders.ts'
import { addWorkOrder } from './create-work-order.ts'
import { findOrderPlaces, findOrdersInside } from './select-queries.ts'
import { findWorkOrderRow, findWorkOrders } from './queries.ts'
import { readDetail } from './read-detail.ts'

export function workOrderRoutes(api: Api): void {
  bind(api, listWorkOrders, ({ query, request, tenant, context }) =>
    tenant((tx) => findWorkOrders(tx, { ...query, language: languageOf(request) }, context.clock.now())),
  )
  bind(api, selectWorkOrders, ({ body, tenant, context }) =>
    tenant((tx) => findOrdersInside(tx, body, context.clock.now())),
  )
  bind(api, listWorkOrderPlaces, ({ query, tenant, context }) =>
    tenant((tx) => findOrderPlaces(tx, query, context.clock.now())),
  )
  bind(api, changeWorkOrders, ({ body, account, context, tenant }) =>
    tenant((tx) => changeOrders(tx, context, body, account?.id ?? null)),
  )
  bind(api, createWorkOrder, ({ body, account, context, tenant }) =>
    tenant((tx) => addWorkOrder(tx, context, body, account?.id ?? null)),
  )
  bind(api, getWorkOrder, ({ params, context, tenant }) => tenant((tx) => readDetail(tx, context, params.id)))
  bind(api, changeWorkOrder, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      await changeOrder(tx, context, params.id, body, account?.id ?? null)
      return readDetail(tx, context, params.id)
    }),
  )
  bind(api, attachToWorkOrder, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      await attachMedia(tx, context, { ...params, ...body, accountId: account?.id ?? null })
      return readDetail(tx, context, params.id)
    }),
  )
  bind(api, detachFromWorkOrder, ({ params, account, context, tenant }) =>
    tenant(async (tx) => {
      await detachMedia(tx, context, { ...params, accountId: account?.id ?? null })
      return readDetail(tx, context, params.id)
    }),
  )
  bind(api, assignWorkOrder, ({ params, body, account, context, tenant }) =>
    tenant(async (tx) => {
      const order = await findWorkOrderRow(tx, params.id, context.clock.now())
      if (!order) throw notFound('work order', params.id)
      if (order.status !== 'ready')
        throw notAllowedNow('Only a ready work order can be given to a crew', { status: order.status })
      const { jurisdictionId } = tx
      const accountId = account?.id ?? null
      const payload = { jurisdictionId, workOrderId: order.id, day: body.day, accountId }
      return { jobId: (await enqueue(tx, context, assignWorkOrderQueue, payload))! }
    }),
  )
}
