import { z } from 'zod'
import { endpoint, roles } from './endpoint.ts'
import { DeviceId, Instant } from './values.ts'

export const Me = z.object({
  account: z.object({ id: z.string(), name: z.string(), email: z.string() }).nullable(),
  memberships: z.array(z.object({ jurisdictionId: z.string(), role: z.enum(roles) })),
  /** the crew the account belongs to, per jurisdiction */
  crews: z.array(z.object({ jurisdictionId: z.string(), crewId: z.number().int() })),
  /** where and until when they are in, if they came in by PIN; left out of answers that a tablet kept for long */
  tablet: z.object({ jurisdictionId: z.string(), deviceId: DeviceId, endsAt: Instant }).nullable().optional(),
})
export type Me = z.infer<typeof Me>

/** Signing in and out is better-auth's: POST /api/auth/sign-in/email { email, password }, POST /api/auth/sign-out. */
export const getMe = endpoint({
  name: 'getMe',
  method: 'GET',
  path: '/v1/me',
  summary: 'Who is signed in, and what they may do where',
  tag: 'accounts',
  access: 'public',
  response: Me,
})
