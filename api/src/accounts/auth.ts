import type { IncomingMessage, ServerResponse } from 'node:http'
import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { fromNodeHeaders, toNodeHandler } from 'better-auth/node'
import type { Database } from '@dromos/db'
import { hashPassword, verifyPassword } from './password.ts'
import {
  endOfShiftStands,
  tabletFields,
  tabletOf,
  tabletSessions,
  type NewTabletSession,
  type TabletSession,
} from './tablet-session.ts'

export interface Account {
  id: string
  name: string
  email: string
  /** of a session begun by PIN, which opens the crew's part of one city and nothing else */
  tablet: TabletSession | null
}

export interface Auth {
  /** answers everything below /api/auth/ */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>
  /** Who the request's session cookie belongs to; may renew the cookie on the response. */
  accountOf(request: IncomingMessage, response: ServerResponse): Promise<Account | null>
  /** Signs somebody in whose PIN was right; gives the id of the session. */
  beginOnTablet(
    request: IncomingMessage,
    response: ServerResponse,
    session: NewTabletSession,
  ): Promise<string>
}

export interface AuthOptions {
  db: Database
  secret: string
  publicOrigin: string
}

// a session that was ended elsewhere works for this long after
const sessionCacheSeconds = 30
// what was checked is believed without checking its signatures again: a screen or a tablet calls many times in a row
const rememberedMilliseconds = 3000
const mostRemembered = 1000
const day = 24 * 60 * 60

export function createAuth(options: AuthOptions): Auth {
  const auth = betterAuth(libraryOptions(options))
  const remembered = new Map<string, { account: Account; until: number }>()
  return {
    handle: toNodeHandler(auth),
    async accountOf(request, response) {
      const { cookie } = request.headers
      if (!cookie?.includes('dromos.session_token')) return null
      const known = remembered.get(cookie)
      if (known && known.until > performance.now()) return known.account
      const answer = await auth.api.getSession({
        headers: fromNodeHeaders(request.headers),
        returnHeaders: true,
      })
      for (const cookie of answer.headers.getSetCookie()) response.appendHeader('Set-Cookie', cookie)
      const user = answer.response?.user
      if (!user) return null
      const tablet = tabletOf(answer.response!.session)
      const account = { id: user.id, name: user.name, email: user.email, tablet }
      // only what the cookie itself says for a while yet; what was asked of the database is asked again
      if (cookie.includes('dromos.session_data') && answer.headers.getSetCookie().length === 0) {
        if (remembered.size >= mostRemembered) remembered.clear()
        remembered.set(cookie, { account, until: performance.now() + rememberedMilliseconds })
      }
      return account
    },
    async beginOnTablet(request, response, session) {
      const headers = fromNodeHeaders(request.headers)
      const answer = await auth.api.beginOnTablet({ body: session, headers, returnHeaders: true })
      for (const cookie of answer.headers.getSetCookie()) response.appendHeader('Set-Cookie', cookie)
      return answer.response.sessionId
    },
  }
}

function libraryOptions({ db, secret, publicOrigin }: AuthOptions) {
  return {
    appName: 'Dromos',
    baseURL: publicOrigin,
    basePath: '/api/auth',
    secret,
    database: db.pool,
    telemetry: { enabled: false },
    logger: { disabled: true },
    trustedOrigins: (request: Request | undefined) =>
      [publicOrigin, ownOrigin(request)].filter((origin) => origin !== undefined),
    emailAndPassword: {
      enabled: true,
      // accounts are given by the city; a visitor reports without one
      disableSignUp: true,
      minPasswordLength: 8,
      maxPasswordLength: 200,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    plugins: [tabletSessions],
    databaseHooks: endOfShiftStands,
    session: {
      ...sessionTable,
      additionalFields: tabletFields,
      expiresIn: 14 * day,
      updateAge: day,
      cookieCache: { enabled: true, maxAge: sessionCacheSeconds },
    },
    user: userTable,
    account: credentialTable,
    verification: verificationTable,
    // counted by http/rate-limits.ts, for all processes' routes alike
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'dromos',
      useSecureCookies: publicOrigin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax' },
      ipAddress: { disableIpTracking: true },
    },
  } satisfies BetterAuthOptions
}

// the same server by another of its names, e.g. 127.0.0.1 for localhost
function ownOrigin(request: Request | undefined): string | undefined {
  const host = request?.headers.get('host')
  if (!host || !request) return undefined
  return `${new URL(request.url).protocol}//${host}`
}

const times = { createdAt: 'created_at', updatedAt: 'updated_at' }

const userTable = { modelName: 'account', fields: { emailVerified: 'email_verified', ...times } }

const sessionTable = {
  modelName: 'account_session',
  fields: {
    userId: 'account_id',
    expiresAt: 'expires_at',
    ipAddress: 'ip_address',
    userAgent: 'user_agent',
    ...times,
  },
}

const credentialTable = {
  modelName: 'account_credential',
  fields: {
    userId: 'account_id',
    accountId: 'provider_account_id',
    providerId: 'provider_id',
    accessToken: 'access_token',
    refreshToken: 'refresh_token',
    idToken: 'id_token',
    accessTokenExpiresAt: 'access_token_expires_at',
    refreshTokenExpiresAt: 'refresh_token_expires_at',
    ...times,
  },
}

const verificationTable = {
  modelName: 'account_verification',
  fields: { expiresAt: 'expires_at', ...times },
}
