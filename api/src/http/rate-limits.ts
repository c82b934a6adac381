import type { Request, Response } from 'express'
import { ipKeyGenerator, rateLimit, type RateLimitRequestHandler } from 'express-rate-limit'
import type { Config } from '../config.ts'
import { sendProblem } from './errors.ts'
import { tooManyRequests } from './problems.ts'

export type RateLimits = Record<keyof Config['rates'], RateLimitRequestHandler>

/** One limiter for each kind of call, counted in this process by account or address. */
export function createRateLimits(rates: Config['rates']): RateLimits {
  const limits = Object.entries(rates).map(([kind, limit]) => [
    kind,
    rateLimit({
      windowMs: 60_000,
      limit,
      standardHeaders: 'draft-8',
      legacyHeaders: false,
      keyGenerator: callerKey,
      handler: (_request, response) => sendProblem(response, tooManyRequests()),
      validate: { trustProxy: false },
    }),
  ])
  return Object.fromEntries(limits) as RateLimits
}

/** Passes when the call is within its limit; when not, the answer has been sent and false comes back. */
export async function withinLimit(
  limiter: RateLimitRequestHandler,
  request: Request,
  response: Response,
): Promise<boolean> {
  let passed = false
  await limiter(request, response, (error?: unknown) => {
    if (error) throw error
    passed = true
  })
  return passed
}

function callerKey(request: Request, response: Response): string {
  const accountId: string | undefined = response.locals.accountId
  return accountId ? `account:${accountId}` : ipKeyGenerator(request.ip ?? '')
}
