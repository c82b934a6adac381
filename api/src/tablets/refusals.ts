import type { Response } from 'express'
import { badInput, forbidden, tooManyRequests, type ProblemError } from '../http/problems.ts'
import type { Sentence } from '../http/sentences.ts'
import type { PinRefusal } from '../contract/index.ts'
import type { Refusal } from './try-pin.ts'

const titles: Record<Exclude<PinRefusal, 'waiting' | 'easy' | 'same'>, Sentence> = {
  wrong: 'This PIN is not right',
  locked: 'This PIN is locked: a dispatcher unlocks it',
  tablet_locked: 'This tablet is locked: a dispatcher unlocks it',
  none: 'This person has no PIN here: a dispatcher gives one',
  lapsed: 'This one-time PIN has lapsed: a dispatcher gives another',
  choose: 'Choose a PIN of your own',
}

/** What to answer when a PIN does not open. */
export function refused(response: Response, { reason, seconds, left }: Refusal): ProblemError {
  const data = { reason, ...(seconds ? { seconds } : {}), ...(left === undefined ? {} : { left }) }
  if (reason === 'easy') return badInput('This PIN is too easy to guess', undefined, data)
  if (reason === 'same') return badInput('Choose another PIN than the one before', undefined, data)
  if (reason !== 'waiting') return forbidden(titles[reason], data)
  response.set('Retry-After', String(seconds))
  return tooManyRequests('Too many wrong tries: wait a little', data)
}
