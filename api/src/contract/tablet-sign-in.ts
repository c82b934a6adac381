import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import { Pin } from './pins.ts'
import { DeviceId, InJurisdiction, Instant } from './values.ts'

/** of the program that the tablet runs */
const AppVersion = z.string().max(64).optional()

/** What a registered tablet shows before anyone has come in. */
export const TabletDoor = z.object({
  crew: z.object({ id: z.number().int(), nameEl: z.string(), nameEn: z.string(), color: z.number().int() }),
  people: z
    .array(
      z.object({
        memberId: z.number().int(),
        name: z.string(),
        /** so that the tablet knows whose taps wait on it */
        accountId: z.string().nullable(),
        /** without one a dispatcher is asked first */
        hasPin: z.boolean(),
        isLocked: z.boolean(),
      }),
    )
    .max(100),
  isLocked: z.boolean(),
})
export type TabletDoor = z.infer<typeof TabletDoor>

/** Why a PIN does not open, in a problem's `data.reason`. */
export const pinRefusals = [
  'wrong',
  'waiting',
  'locked',
  'tablet_locked',
  'none',
  'lapsed',
  'choose',
  'easy',
  'same',
] as const
export type PinRefusal = (typeof pinRefusals)[number]

export const registerTablet = endpoint({
  name: 'registerTablet',
  method: 'POST',
  path: '/v1/:jurisdictionId/tablet/registration',
  summary:
    'Makes the device that sends a dispatcher’s code a tablet of the crew; it keeps its secret in a cookie',
  tag: 'tablets',
  access: 'public',
  params: InJurisdiction,
  body: z.object({ code: z.string().max(20), deviceId: DeviceId, appVersion: AppVersion }),
  response: TabletDoor,
})

export const getTabletDoor = endpoint({
  name: 'getTabletDoor',
  method: 'GET',
  path: '/v1/:jurisdictionId/tablet',
  summary: 'Whose tablet this is and who can come in; a device without its secret is told nothing',
  tag: 'tablets',
  access: 'public',
  params: InJurisdiction,
  query: z.object({ appVersion: AppVersion }),
  response: TabletDoor,
})

export const signInByPin = endpoint({
  name: 'signInByPin',
  method: 'POST',
  path: '/v1/:jurisdictionId/tablet/sign-in',
  summary:
    'A session for the shift, on this tablet only; a PIN that a dispatcher gave also needs the new one',
  tag: 'tablets',
  access: 'public',
  params: InJurisdiction,
  body: z.object({
    memberId: z
      .number()
      .int()
      .positive()
      .max(2 ** 31 - 1),
    pin: Pin,
    newPin: Pin.optional(),
  }),
  response: z.object({ name: z.string(), endsAt: Instant }),
})
