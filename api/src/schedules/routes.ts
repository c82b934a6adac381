import { addOrderSchedule, changeOrderSchedule, listOrderSchedules } from '../contract/index.ts'
import { bind, type Api } from '../http/bind.ts'
import { addSchedule, changeSchedule, listSchedules } from './add-schedule.ts'

export function scheduleRoutes(api: Api): void {
  bind(api, listOrderSchedules, ({ context, tenant }) => tenant((tx) => listSchedules(tx, context)))
  bind(api, addOrderSchedule, ({ body, account, context, tenant }) =>
    tenant((tx) => addSchedule(tx, context, body, account?.id ?? null)),
  )
  bind(api, changeOrderSchedule, ({ params, body, context, tenant }) =>
    tenant((tx) => changeSchedule(tx, context, params.id, body)),
  )
}
