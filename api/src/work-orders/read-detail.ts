import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { notFound } from '../http/problems.ts'
import { findRequestRows } from '../requests/queries.ts'
import { findAttachments } from './attachment-queries.ts'
import { staffMoves } from './lifecycle.ts'
import { findOrderLinks, findOtherOrders } from './link-queries.ts'
import { findWorkOrderMore, findWorkOrderRow } from './queries.ts'

export async function readDetail(tx: Tx, { clock }: Pick<Context, 'clock'>, id: number) {
  const now = clock.now()
  const row = await findWorkOrderRow(tx, id, now)
  if (!row) throw notFound('work order', id)
  const { requestIds, ...more } = await findWorkOrderMore(tx, id)
  const requests = await findRequestRows(tx, requestIds, now)
  const links = await findOrderLinks(tx, id)
  const others = await findOtherOrders(tx, namedIn(more.events))
  const attachments = await findAttachments(tx, id)
  return { ...row, ...more, links, others, attachments, requests, allowedMoves: staffMoves(row.status) }
}

/** Orders that a history names: what it follows, what follows it, what it was bound to or went into. */
function namedIn(events: { data: Record<string, unknown> }[]): number[] {
  const ids = events.flatMap(({ data }) => [data.followsId, data.followOnId, data.linkedId])
  return [...new Set(ids.filter((id) => typeof id === 'number'))]
}
