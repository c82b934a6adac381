import type { IncomingMessage } from 'node:http'

/** The token of the session that a request's cookie names; its signature has been checked before. */
export function sessionTokenOf({ headers }: IncomingMessage): string | null {
  const cookie = /(?:^|;\s*)(?:__Secure-)?dromos\.session_token=([^;]+)/.exec(headers.cookie ?? '')?.[1]
  return cookie ? decodeURIComponent(cookie).split('.')[0]! : null
}
