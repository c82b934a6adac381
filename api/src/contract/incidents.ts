import { z } from 'zod'
import { endpoint, staff } from './endpoint.ts'
import { RequestRow } from './requests.ts'
import { Id, InJurisdiction, InJurisdictionById } from './values.ts'

const Reports = z.object({
  /** null when no other report is of the same fault */
  incidentId: Id.nullable(),
  /** the open and closed reports of the fault, oldest first, at most 200 */
  reports: z.array(RequestRow),
})
export type IncidentReports = z.infer<typeof Reports>

export const getIncidentReports = endpoint({
  name: 'getIncidentReports',
  method: 'GET',
  path: '/v1/:jurisdictionId/requests/:id/incident',
  summary: 'The reports of the same fault as this one, itself included',
  tag: 'requests',
  access: staff,
  params: InJurisdictionById,
  response: Reports,
})

export const joinRequests = endpoint({
  name: 'joinRequests',
  method: 'POST',
  path: '/v1/:jurisdictionId/requests/join',
  summary: 'Say that reports are of the same fault: they become one incident, with all that was of either',
  tag: 'requests',
  access: staff,
  params: InJurisdiction,
  body: z.object({ ids: z.array(Id).min(2).max(50) }),
  response: Reports,
})

export const partRequest = endpoint({
  name: 'partRequest',
  method: 'POST',
  path: '/v1/:jurisdictionId/requests/:id/part',
  summary: 'Say that a report is not of the same fault as the others of its incident; those stay together',
  tag: 'requests',
  access: staff,
  params: InJurisdictionById,
  body: z.object({}),
  response: Reports,
})
