import type { Request } from 'express'
import {
  chooseOwnPin,
  getTabletDoor,
  givePin,
  listPins,
  listTabletEvents,
  makeTabletCode,
  registerTablet,
  signInByPin,
  unlockPin,
  unlockTablet,
} from '../contract/index.ts'
import { signedIn } from '../accounts/signed-in.ts'
import { findTablet } from '../field/tablet-queries.ts'
import { bind, type Api } from '../http/bind.ts'
import { forbidden, notFound } from '../http/problems.ts'
import { choosePin } from './choose-pin.ts'
import { findTabletEvents, insertTabletEvent } from './event-queries.ts'
import { giveOneTimePin } from './give-pin.ts'
import { findMember, findPinHolder, findPinHolders, oneTimeDays, setPinFailures } from './pin-queries.ts'
import { findDoor, hasCrew, insertCode, lockTablet, noteAtDoor, setTabletFailures } from './queries.ts'
import { refused } from './refusals.ts'
import { registerDevice } from './register.ts'
import { hashSecret, makeCode } from './secrets.ts'
import { judgeSignIn, settleSignIn } from './sign-in.ts'
import { keepSecret, secretHashOf } from './tablet-cookie.ts'
import { tryPin } from './try-pin.ts'

const codeMinutes = 10

export function tabletRoutes(api: Api): void {
  bindDoor(api)
  bindSignIn(api)
  bindPins(api)
  bindTablets(api)
}

function bindDoor(api: Api): void {
  bind(
    api,
    registerTablet,
    async ({ params, body, context, request, response, tenant }) => {
      const { deviceId } = body
      const now = context.clock.now()
      const door = await tenant(async (tx) => {
        const made = await registerDevice(tx, { ...body, address: request.ip }, now)
        return made.ok ? { ...made, shown: await findDoor(tx, { deviceId, crewId: made.crewId }, now) } : made
      })
      if (!door.ok && door.reason === 'waiting') throw refused(response, door)
      if (!door.ok) throw forbidden('This code is not right, or was used, or is too old')
      keepSecret(response, door.secret, { ...params, publicOrigin: context.config.publicOrigin })
      return door.shown
    },
    // a code is guessed no faster than a password
    { limit: 'signIns' },
  )
  bind(api, getTabletDoor, ({ query, context, request, tenant }) => {
    const secretHash = demandSecret(request)
    return tenant(async (tx) => {
      const tablet = await lockTablet(tx, secretHash)
      if (!tablet) throw unregistered()
      if (tablet.isRevoked) throw forbidden('This tablet was revoked', { reason: 'revoked' })
      const now = context.clock.now()
      await noteAtDoor(tx, tablet.deviceId, now, query.appVersion)
      return findDoor(tx, tablet, now)
    })
  })
}

function bindSignIn(api: Api): void {
  bind(
    api,
    signInByPin,
    async ({ params, body, context, request, response, tenant }) => {
      const secretHash = demandSecret(request)
      const now = context.clock.now()
      const judged = await tenant((tx) => judgeSignIn(tx, { ...body, secretHash }, now))
      if (judged === 'unknown') throw unregistered()
      if (judged === 'revoked') throw forbidden('This tablet was revoked', { reason: 'revoked' })
      if (!judged.ok) throw refused(response, judged)
      const { accountId, name, deviceId, endsAt } = judged
      const lastsSeconds = Math.round((endsAt.getTime() - now.getTime()) / 1000)
      const session = { accountId, deviceId, jurisdictionId: params.jurisdictionId, lastsSeconds }
      const sessionId = await context.auth.beginOnTablet(request, response, session)
      const isIn = await tenant((tx) => settleSignIn(tx, { secretHash, sessionId, accountId }, now))
      if (!isIn) throw forbidden('This tablet was revoked', { reason: 'revoked' })
      return { name, endsAt: endsAt.toISOString() }
    },
    // a depot's tablets share one address and all come in at seven: tries are counted by person and by tablet
    { limit: 'writes' },
  )
}

function bindPins(api: Api): void {
  bind(api, listPins, ({ context, tenant }) => tenant((tx) => findPinHolders(tx, context.clock.now())))
  bind(api, givePin, ({ params, account, context, tenant }) =>
    tenant(async (tx) => {
      const now = context.clock.now()
      const { memberId } = params
      const pin = await giveOneTimePin(tx, { memberId, givenBy: signedIn(account).id, now })
      const holder = await findPinHolder(tx, memberId, now)
      if (!pin || !holder) throw notFound('crew member', memberId)
      const expiresAt = new Date(now.getTime() + oneTimeDays * 24 * 3_600_000)
      return { pin, expiresAt: expiresAt.toISOString(), holder }
    }),
  )
  bind(api, unlockPin, ({ params, account, context, tenant }) =>
    tenant(async (tx) => {
      const now = context.clock.now()
      const member = await findMember(tx, params.memberId, now)
      if (member?.accountId) {
        const { accountId, crewId } = member
        await setPinFailures(tx, accountId, 0, null)
        const doneBy = signedIn(account).id
        await insertTabletEvent(tx, { kind: 'pin_unlocked', at: now, crewId, accountId, doneBy })
      }
      const holder = await findPinHolder(tx, params.memberId, now)
      if (!holder) throw notFound('crew member', params.memberId)
      return holder
    }),
  )
  bind(api, chooseOwnPin, async ({ body, account, context, response, tenant }) => {
    const { id: accountId, tablet } = signedIn(account)
    const now = context.clock.now()
    const { pin: oldPin, newPin } = body
    const outcome = await tenant(async (tx) => {
      if (tablet || oldPin !== undefined) {
        const tried = await tryPin(tx, accountId, oldPin ?? '', now)
        if (!tried.ok && tried.reason === 'wrong')
          await insertTabletEvent(tx, { kind: 'wrong_pin', at: now, deviceId: tablet?.deviceId, accountId })
        if (!tried.ok) return tried
      }
      return choosePin(tx, { accountId, oldPin, newPin, now })
    })
    if (!outcome.ok) throw refused(response, outcome)
    return undefined
  })
}

function bindTablets(api: Api): void {
  bind(api, makeTabletCode, ({ params, account, context, tenant }) =>
    tenant(async (tx) => {
      const { crewId } = params
      if (!(await hasCrew(tx, crewId))) throw notFound('crew', crewId)
      const code = makeCode()
      const now = context.clock.now()
      const expiresAt = new Date(now.getTime() + codeMinutes * 60_000)
      const createdBy = signedIn(account).id
      await insertCode(tx, { codeHash: hashSecret(code), crewId, createdBy, now, expiresAt })
      await insertTabletEvent(tx, { kind: 'code_made', at: now, crewId, doneBy: createdBy })
      return { code, expiresAt: expiresAt.toISOString() }
    }),
  )
  bind(api, unlockTablet, ({ params, account, context, tenant }) =>
    tenant(async (tx) => {
      const { deviceId } = params
      await setTabletFailures(tx, deviceId, 0, null)
      const tablet = await findTablet(tx, deviceId)
      if (!tablet) throw notFound('tablet', deviceId)
      const { crewId } = tablet
      const [at, doneBy] = [context.clock.now(), signedIn(account).id]
      await insertTabletEvent(tx, { kind: 'tablet_unlocked', at, deviceId, crewId, doneBy })
      return tablet
    }),
  )
  bind(api, listTabletEvents, ({ query, tenant }) => tenant((tx) => findTabletEvents(tx, query.limit)))
}

/** Of a device that has none nothing is looked up and nothing is said. */
function demandSecret(request: Request): string {
  const secretHash = secretHashOf(request)
  if (!secretHash) throw unregistered()
  return secretHash
}

function unregistered() {
  return forbidden('This device is no tablet of the city', { reason: 'unregistered' })
}
