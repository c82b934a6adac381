import { z } from 'zod'
import { dispatchers, endpoint } from './endpoint.ts'
import { InJurisdiction, Instant } from './values.ts'

export const Pin = z.string().regex(/^\d{4,8}$/)

/** The first that a thief tries: one figure or two over and over, a run up or down, a year. */
export function isEasyPin(pin: string): boolean {
  return /^(\d{1,2})\1+\d?$/.test(pin) || isRun(pin) || /^(19|20)\d\d$/.test(pin)
}

// 9 is followed by 0, as on the keys
const run = '01234567890'
const runBack = '09876543210'

function isRun(pin: string): boolean {
  return run.includes(pin) || runBack.includes(pin)
}

export const pinStates = ['none', 'one_time', 'lapsed', 'own'] as const

/** One who works in a crew, and whether they can sign in on its tablets. */
export const PinHolder = z.object({
  memberId: z.number().int(),
  crewId: z.number().int(),
  name: z.string(),
  state: z.enum(pinStates),
  /** wrong ones in a row */
  failedCount: z.number().int(),
  isLocked: z.boolean(),
  setAt: Instant.nullable(),
  lastSignedInAt: Instant.nullable(),
})
export type PinHolder = z.infer<typeof PinHolder>

const OfMember = InJurisdiction.extend({
  memberId: z.coerce
    .number<number | string>()
    .int()
    .positive()
    .max(2 ** 31 - 1),
})

export const listPins = endpoint({
  name: 'listPins',
  method: 'GET',
  path: '/v1/:jurisdictionId/pins',
  summary: 'Who works in the crews, and how it stands with their PINs',
  tag: 'tablets',
  access: dispatchers,
  params: InJurisdiction,
  response: z.array(PinHolder).max(5000),
})

export const givePin = endpoint({
  name: 'givePin',
  method: 'POST',
  path: '/v1/:jurisdictionId/crew-members/:memberId/pin',
  summary: 'A PIN that opens once, to choose one’s own; ends what the person had open on tablets',
  tag: 'tablets',
  access: dispatchers,
  params: OfMember,
  response: z.object({
    /** said here and never again */
    pin: Pin,
    expiresAt: Instant,
    holder: PinHolder,
  }),
})

export const unlockPin = endpoint({
  name: 'unlockPin',
  method: 'POST',
  path: '/v1/:jurisdictionId/crew-members/:memberId/pin/unlocking',
  summary: 'Wrong tries are forgotten; the PIN stays',
  tag: 'tablets',
  access: dispatchers,
  params: OfMember,
  response: PinHolder,
})

export const chooseOwnPin = endpoint({
  name: 'chooseOwnPin',
  method: 'PUT',
  path: '/v1/:jurisdictionId/own-pin',
  summary: 'A PIN of one’s own; who came in by PIN says the old one first',
  tag: 'tablets',
  access: ['crew'],
  params: InJurisdiction,
  body: z.object({ newPin: Pin, pin: Pin.optional() }),
  response: z.undefined(),
  status: 204,
})
