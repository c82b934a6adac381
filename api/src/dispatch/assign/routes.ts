import {
  acceptAssignment,
  dismissAssignment,
  listAssignments,
  listAssignPolicies,
  setAssignPolicy,
  undoAssignment,
  weighAssignment,
} from '../../contract/index.ts'
import { bind, type Api } from '../../http/bind.ts'
import { notAllowedNow, notFound } from '../../http/problems.ts'
import { enqueue } from '../../jobs/queue.ts'
import { assignWorkOrderQueue } from '../../jobs/queues/assign-work-order.ts'
import { findAssignPolicies, updateAssignPolicy } from '../../services/assign-policy-queries.ts'
import { openTravelTimes } from '../open-travel-times.ts'
import { findDecision, findDecisions } from './decision-queries.ts'
import * as settle from './settle-assignment.ts'

export function assignmentRoutes(api: Api): void {
  bind(api, listAssignPolicies, ({ tenant }) => tenant(findAssignPolicies))
  bind(api, setAssignPolicy, async ({ params, body, account, context, tenant }) => {
    const given = { ...params, ...body, accountId: account?.id ?? null, at: context.clock.now() }
    const policy = await tenant((tx) => updateAssignPolicy(tx, given))
    if (!policy) throw notFound('service', params.serviceCode)
    return policy
  })
  bind(api, listAssignments, ({ query, context, tenant }) =>
    tenant((tx) => findDecisions(tx, query.day, context.clock.now())),
  )
  bind(api, acceptAssignment, ({ params, account, context, tenant }) =>
    tenant((tx) =>
      settle.acceptAssignment(tx, context, openTravelTimes(context.config), {
        id: params.id,
        accountId: account?.id ?? null,
      }),
    ),
  )
  bind(api, dismissAssignment, ({ params, account, context, tenant }) =>
    tenant((tx) => settle.dismissAssignment(tx, context, { id: params.id, accountId: account?.id ?? null })),
  )
  bind(api, undoAssignment, ({ params, account, context, tenant }) =>
    tenant((tx) =>
      settle.undoAssignment(tx, context, openTravelTimes(context.config), {
        id: params.id,
        accountId: account?.id ?? null,
      }),
    ),
  )
  bind(api, weighAssignment, ({ params, account, context, tenant }) =>
    tenant(async (tx) => {
      const found = await findDecision(tx, params.id, context.clock.now())
      if (!found) throw notFound('assignment', params.id)
      const { workOrderId, status } = found
      if (status === 'assigned' || status === 'accepted')
        throw notAllowedNow('This proposal is no longer open', { status })
      const payload = { jurisdictionId: tx.jurisdictionId, workOrderId, accountId: account?.id ?? null }
      const jobId = await enqueue(tx, context, assignWorkOrderQueue, { ...payload, cause: 'propose' })
      return { jobId: jobId! }
    }),
  )
}
