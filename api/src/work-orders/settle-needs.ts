import type { Tx } from '@dromos/db'
import type { OrderNeeds } from '../contract/index.ts'
import { badInput } from '../http/problems.ts'
import { hasClosure } from './order-queries.ts'

export const noNeeds: OrderNeeds = {
  materials: '',
  equipment: '',
  permit: '',
  needsClosure: false,
  closureId: null,
  assetCode: null,
}

type ClosureNeeds = Partial<Pick<OrderNeeds, 'needsClosure' | 'closureId'>>

/** A closure that was made for an order says that it needs one; an order that needs none has none. */
export async function settleClosure<Given extends ClosureNeeds>(tx: Tx, given: Given): Promise<Given> {
  const { closureId, needsClosure } = given
  if (needsClosure === false) return { ...given, closureId: null }
  if (closureId === undefined || closureId === null) return given
  if (!(await hasClosure(tx, closureId)))
    throw badInput('There is no such closure', [{ path: 'body.closureId', message: 'unknown' }])
  return { ...given, needsClosure: true }
}

export function demandWindow(earliestAt: string | null, latestAt: string | null): void {
  if (earliestAt && latestAt && earliestAt > latestAt)
    throw badInput('The work may not begin after it must', [{ path: 'body.latestAt', message: 'too early' }])
}
