import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { notFound } from '../http/problems.ts'
import { findRequestRows } from '../requests/queries.ts'
import { findAttachments } from './attachment-queries.ts'
import { staffMoves } from './lifecycle.ts'
import { findOrderLinks } from './link-queries.ts'
import { findWorkOrderMore, findWorkOrderRow } from './queries.ts'

export async function readDetail(tx: Tx, { clock }: Pick<Context, 'clock'>, id: number) {
  const now = clock.now()
  const row = await findWorkOrderRow(tx, id, now)
  if (!row) throw notFound('work order', id)
  const { requestIds, ...more } = await findWorkOrderMore(tx, id)
  const requests = await findRequestRows(tx, requestIds, now)
  const links = await findOrderLinks(tx, id)
  const attachments = await findAttachments(tx, id)
  return { ...row, ...more, links, attachments, requests, allowedMoves: staffMoves(row.status) }
}
