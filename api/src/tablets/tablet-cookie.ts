import type { Request, Response } from 'express'
import type { Config } from '../config.ts'
import { hashSecret } from './secrets.ts'

const name = 'dromos.tablet'
const year = 365 * 24 * 60 * 60 * 1000

/** Of the secret that the calling device keeps, if it keeps one. */
export function secretHashOf({ headers }: Request): string | null {
  const found = /(?:^|;\s*)(?:__Secure-)?dromos\.tablet=([\w-]{43})(?:;|$)/.exec(headers.cookie ?? '')
  return found ? hashSecret(found[1]!) : null
}

/** For one city's calls only: a device may be a tablet of two. */
export function keepSecret(
  response: Response,
  secret: string,
  { jurisdictionId, publicOrigin }: { jurisdictionId: string } & Pick<Config, 'publicOrigin'>,
): void {
  const secure = publicOrigin.startsWith('https:')
  response.cookie(secure ? `__Secure-${name}` : name, secret, {
    httpOnly: true,
    secure,
    sameSite: 'strict',
    path: `/api/v1/${jurisdictionId}/`,
    maxAge: year,
  })
}
