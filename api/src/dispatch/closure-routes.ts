import type { z } from 'zod'
import type { Tx } from '@dromos/db'
import {
  addStreetClosure,
  changeStreetClosure,
  listClosureConflicts,
  listStreetClosures,
  removeStreetClosure,
  type StreetClosure,
} from '../contract/index.ts'
import { bind, bindFrequent, type Api } from '../http/bind.ts'
import { badInput, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import {
  endClosure,
  findClosure,
  findClosures,
  findConflicts,
  insertClosure,
  isProperShape,
  updateClosure,
} from './closure-queries.ts'

export function closureRoutes(api: Api): void {
  bindFrequent(api, listStreetClosures, ({ context, tenant }) =>
    tenant((tx) => findClosures(tx, context.clock.now(), null)),
  )
  bind(api, addStreetClosure, ({ body, account, context, tenant }) =>
    tenant(async (tx) => {
      await demandSense(tx, body)
      const id = await insertClosure(tx, body, account?.id ?? null, context.clock.now())
      emitLive(tx, { entity: 'closure', entityId: id, version: 1 })
      return (await findClosure(tx, id))!
    }),
  )
  bind(api, changeStreetClosure, ({ params, body, context, tenant }) =>
    tenant((tx) => changeClosure(tx, params.id, body, context.clock.now())),
  )
  bind(api, removeStreetClosure, ({ params, context, tenant }) =>
    tenant(async (tx) => {
      if (!(await endClosure(tx, params.id, context.clock.now()))) throw notFound('street closure', params.id)
      emitLive(tx, { entity: 'closure', entityId: params.id, version: 2, data: { isRemoved: true } })
      return undefined
    }),
  )
  bindFrequent(api, listClosureConflicts, ({ params, tenant }) =>
    tenant((tx) => findConflicts(tx, params.planId, params.version)),
  )
}

async function changeClosure(
  tx: Tx,
  id: number,
  change: z.output<(typeof changeStreetClosure)['body']>,
  now: Date,
): Promise<StreetClosure> {
  const known = await findClosure(tx, id)
  if (!known) throw notFound('street closure', id)
  const next = { ...known, ...change }
  await demandSense(tx, next)
  await updateClosure(tx, id, next, now)
  emitLive(tx, { entity: 'closure', entityId: id, version: 2 })
  return (await findClosure(tx, id))!
}

async function demandSense(
  tx: Tx,
  { from, to, geometry }: Pick<StreetClosure, 'from' | 'to' | 'geometry'>,
): Promise<void> {
  if (to !== null && to <= from)
    throw badInput('A closure ends after it begins', [{ path: 'body.to', message: 'not after from' }])
  if (!(await isProperShape(tx, geometry)))
    throw badInput('This area crosses itself', [{ path: 'body.geometry', message: 'not a valid outline' }])
}
