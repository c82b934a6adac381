import type { Request, RequestHandler } from 'express'
import { forbidden } from './problems.ts'

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses a write that a browser sends for another site (request forgery). Programs send no Origin and no
 * Sec-Fetch-Site, and carry no cookie by accident.
 */
export function demandSameOrigin(publicOrigin: string): RequestHandler {
  return (request, _response, next) => {
    if (safeMethods.has(request.method) || isOwnOrigin(request, publicOrigin)) return next()
    next(forbidden('This was sent from another site'))
  }
}

function isOwnOrigin(request: Request, publicOrigin: string): boolean {
  const site = request.get('sec-fetch-site')
  if (site === 'same-origin' || site === 'none') return true
  const origin = request.get('origin')
  if (origin === undefined) return site === undefined
  if (origin === publicOrigin) return true
  return URL.canParse(origin) && new URL(origin).host === request.get('host')
}
