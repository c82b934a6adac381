import type { BetterAuthOptions, BetterAuthPlugin } from 'better-auth'
import { createAuthEndpoint } from 'better-auth/api'
import { z } from 'zod'

/** Where a session begun by PIN holds: one city, one tablet, and until its shift ends. */
export interface TabletSession {
  jurisdictionId: string
  deviceId: string
  endsAt: Date
}

/** What a session keeps beside what the library does; empty for one begun with a password. */
export const tabletFields = {
  tabletCity: { type: 'string', required: false, input: false, fieldName: 'tablet_city' },
  tabletId: { type: 'string', required: false, input: false, fieldName: 'tablet_id' },
  endsAt: { type: 'date', required: false, input: false, fieldName: 'ends_at' },
} as const

const Fields = z.object({ tabletCity: z.string(), tabletId: z.string(), endsAt: z.coerce.date() })

export function tabletOf(session: object): TabletSession | null {
  const { data } = Fields.safeParse(session)
  return data ? { jurisdictionId: data.tabletCity, deviceId: data.tabletId, endsAt: data.endsAt } : null
}

const NewSession = z.object({
  accountId: z.string(),
  jurisdictionId: z.string(),
  deviceId: z.string(),
  lastsSeconds: z.number().int().positive(),
})
export type NewTabletSession = z.infer<typeof NewSession>

/** Begins a session without a password, for our own code alone: there is no address that leads here. */
export const tabletSessions = {
  id: 'tablet-sessions',
  endpoints: {
    beginOnTablet: createAuthEndpoint(
      '/begin-on-tablet',
      { method: 'POST', body: NewSession, requireHeaders: true, metadata: { SERVER_ONLY: true } },
      async (ctx) => {
        const { accountId, jurisdictionId, deviceId, lastsSeconds } = ctx.body
        const { internalAdapter, authCookies, secret } = ctx.context
        const endsAt = new Date(Date.now() + lastsSeconds * 1000)
        const fields = { tabletCity: jurisdictionId, tabletId: deviceId, endsAt, expiresAt: endsAt }
        const session = await internalAdapter.createSession(accountId, false, fields, true)
        const { sessionToken, dontRememberToken } = authCookies
        await ctx.setSignedCookie(sessionToken.name, session.token, secret, {
          ...sessionToken.attributes,
          maxAge: lastsSeconds,
        })
        // a session that is not to be remembered is not made longer, and is asked of the database each time
        await ctx.setSignedCookie(dontRememberToken.name, 'true', secret, {
          ...dontRememberToken.attributes,
          maxAge: lastsSeconds,
        })
        return { sessionId: session.id }
      },
    ),
  },
} satisfies BetterAuthPlugin

type Hooks = NonNullable<BetterAuthOptions['databaseHooks']>

/** Who throws that cookie away gains nothing: the end stands. */
export const endOfShiftStands: Hooks = {
  session: {
    update: {
      async before(changes, ctx) {
        const tablet = tabletOf(ctx?.context.session?.session ?? {})
        return tablet ? { data: { ...changes, expiresAt: tablet.endsAt } } : undefined
      },
    },
  },
}
