import {
  changeRequestStatus,
  changeRequestStatuses,
  getIncidentReports,
  getRequest,
  joinRequests,
  listNearbyRequests,
  listRequestPlaces,
  listRequests,
  partRequest,
  reportRequest,
  selectRequests,
  trackRequest,
  type Role,
} from '../contract/index.ts'
import type { Tx } from '@dromos/db'
import { bind, type Api } from '../http/bind.ts'
import { languageOf } from '../http/errors.ts'
import { forbidden, notFound } from '../http/problems.ts'
import { changeStatus, changeStatuses } from './change-status.ts'
import { requestMoves } from './lifecycle.ts'
import { findRequests } from './list-queries.ts'
import { findRequestMore, findRequestRows } from './queries.ts'
import { findIncidentReports, joinFaults, partFault } from './same-fault.ts'
import { findRequestPlaces, findRequestsInside } from './select-queries.ts'
import { takeReport } from './take-report.ts'
import { findNearbyRequests, findTrackedRequest } from './track-queries.ts'

const callTakers: readonly Role[] = ['agent', 'dispatcher', 'manager', 'admin']
/** who needs to know whom a report is from */
const contactRoles = callTakers

export function requestRoutes(api: Api): void {
  bind(api, reportRequest, ({ body, account, roles, context, tenant }) => {
    const isStaff = callTakers.some((role) => roles.has(role))
    if ((body.channel === 'phone' || body.channel === 'api') && !isStaff)
      throw forbidden('Only the city takes reports for others')
    const accountId = account?.id
    const actor = isStaff
      ? ({ kind: 'staff', accountId } as const)
      : ({ kind: 'citizen', accountId, reporterAccountId: accountId } as const)
    return tenant((tx) => takeReport(tx, context, body, actor))
  })
  bind(api, trackRequest, async ({ params, tenant }) => {
    const found = await tenant((tx) => findTrackedRequest(tx, params.publicId))
    if (!found) throw notFound('request', params.publicId)
    return found
  })
  bind(api, listNearbyRequests, ({ query, tenant }) => tenant((tx) => findNearbyRequests(tx, query)))
  bind(api, listRequests, ({ query, request, context, tenant }) =>
    tenant((tx) => findRequests(tx, { ...query, language: languageOf(request) }, context.clock.now())),
  )
  bind(api, selectRequests, ({ body, context, tenant }) =>
    tenant((tx) => findRequestsInside(tx, body, context.clock.now())),
  )
  bind(api, listRequestPlaces, ({ query, context, tenant }) =>
    tenant((tx) => findRequestPlaces(tx, query, context.clock.now())),
  )
  bind(api, getRequest, ({ params, roles, context, tenant }) =>
    tenant((tx) => describeRequest(tx, params.id, roles, context.clock.now())),
  )
  bind(api, changeRequestStatus, ({ params, body, account, roles, context, tenant }) =>
    tenant(async (tx) => {
      await changeStatus(tx, context, params.id, body, { kind: 'staff', accountId: account!.id })
      return describeRequest(tx, params.id, roles, context.clock.now())
    }),
  )
  bind(api, changeRequestStatuses, ({ body, account, context, tenant }) =>
    tenant((tx) => changeStatuses(tx, context, body, { kind: 'staff', accountId: account!.id })),
  )
  incidentRoutes(api)
}

/** Which reports are of the same fault, as staff sees it. */
function incidentRoutes(api: Api): void {
  bind(api, getIncidentReports, ({ params, context, tenant }) =>
    tenant((tx) => findIncidentReports(tx, params.id, context.clock.now())),
  )
  bind(api, joinRequests, ({ body, account, context, tenant }) =>
    tenant(async (tx) => {
      await joinFaults(tx, context, body.ids, { kind: 'staff', accountId: account!.id })
      return findIncidentReports(tx, body.ids[0], context.clock.now())
    }),
  )
  bind(api, partRequest, ({ params, account, context, tenant }) =>
    tenant(async (tx) => {
      await partFault(tx, context, params.id, { kind: 'staff', accountId: account!.id })
      return findIncidentReports(tx, params.id, context.clock.now())
    }),
  )
}

async function describeRequest(tx: Tx, id: number, roles: ReadonlySet<Role>, now: Date) {
  const [row] = await findRequestRows(tx, [id], now)
  if (!row) throw notFound('request', id)
  const { reporter, ...more } = await findRequestMore(tx, id)
  const mayContact = contactRoles.some((role) => roles.has(role))
  return {
    ...row,
    ...more,
    reporter: mayContact ? reporter : null,
    allowedMoves: [...requestMoves[row.status]],
  }
}
