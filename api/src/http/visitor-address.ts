import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { RequestHandler } from 'express'

/**
 * A page that is rendered on the server reads the API for its visitor, who is counted by the address that the web
 * server names, not by the web server's. Only a call with the token that our own processes share is believed.
 */
export function believeWebServer(token: string | undefined): RequestHandler {
  const expected = token && digest(token)
  return (request, _response, next) => {
    const given = request.get('x-dromos-inner-token')
    const address = request.get('x-dromos-visitor')
    if (expected && given && address && isIP(address) && timingSafeEqual(digest(given), expected)) {
      Object.defineProperty(request, 'ip', { value: address, configurable: true })
    }
    next()
  }
}

// of one length whatever was sent, as the comparison demands
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
