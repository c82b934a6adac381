import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { Id, InJurisdiction, Instant, Language, Page, pageOf } from './values.ts'

export const Notification = z.object({
  id: Id,
  channel: z.enum(['email', 'sms', 'push', 'tablet']),
  template: z.string(),
  language: Language,
  status: z.enum(['pending', 'sent', 'failed', 'suppressed']),
  requestPublicId: z.string().nullable(),
  crewId: z.number().int().nullable(),
  failure: z.string().nullable(),
  createdAt: Instant,
  sentAt: Instant.nullable(),
})

export const listNotifications = endpoint({
  name: 'listNotifications',
  method: 'GET',
  path: '/v1/:jurisdictionId/notifications',
  summary: 'What people were told, newest first; without addresses',
  tag: 'notifications',
  access: dispatchers,
  params: InJurisdiction,
  query: Page,
  response: pageOf(Notification),
})
