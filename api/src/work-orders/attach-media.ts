import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { mostAttachments } from '../contract/index.ts'
import { badInput, notAllowedNow, notFound } from '../http/problems.ts'
import { emitLive } from '../live/emit.ts'
import { lockHash } from '../media/queries.ts'
import {
  countAttachments,
  findAttachableHash,
  findAttachment,
  isShown,
  setAttached,
  setDetached,
  setLabel,
} from './attachment-queries.ts'
import { isChangeable } from './lifecycle.ts'
import { lockOrders, orderChange, type StandingOrder } from './move-orders.ts'
import { recordOrderEvents } from './record-events.ts'

interface Given {
  id: number
  mediaId: string
  accountId: string | null
}

/** Attaches a picture that is here, or gives another label to one that is attached. */
export async function attachMedia(
  tx: Tx,
  { clock }: Pick<Context, 'clock'>,
  given: Given & { label?: string },
): Promise<void> {
  const { id, mediaId, label } = given
  const order = await lockChangeable(tx, id)
  const now = clock.now()
  const before = await findAttachment(tx, id, mediaId)
  if (before?.isAttached) {
    if (label === undefined || label === before.label) return
    await setLabel(tx, id, mediaId, label)
    return tell(tx, order, given, { attachmentLabel: label, was: { attachmentLabel: before.label } }, now)
  }
  const sha256 = await demandPicture(tx, mediaId)
  if (await isShown(tx, id, sha256)) return
  if ((await countAttachments(tx, id)) >= mostAttachments)
    throw notAllowedNow('An order has room for no more attachments', { most: mostAttachments })
  await setAttached(tx, id, given, now)
  tell(tx, order, given, { attachment: 'added' }, now)
}

/** Not there any more, or never: nothing is told. */
export async function detachMedia(tx: Tx, { clock }: Pick<Context, 'clock'>, given: Given): Promise<void> {
  const order = await lockChangeable(tx, given.id)
  const before = await findAttachment(tx, given.id, given.mediaId)
  if (!before?.isAttached) return
  const now = clock.now()
  await setDetached(tx, given.id, given.mediaId, now)
  tell(tx, order, given, { attachment: 'removed' }, now)
}

async function lockChangeable(tx: Tx, id: number): Promise<StandingOrder> {
  const [order] = await lockOrders(tx, [id])
  if (!order) throw notFound('work order', id)
  if (!isChangeable(order.status)) throw notAllowedNow('This work order is over', { status: order.status })
  return order
}

/** The picture's hash. Whoever cleans up waits until it is attached, or has removed it before. */
async function demandPicture(tx: Tx, mediaId: string): Promise<string> {
  const sha256 = await findAttachableHash(tx, mediaId)
  if (sha256 !== null) await lockHash(tx, sha256)
  if (sha256 !== null && (await findAttachableHash(tx, mediaId)) !== null) return sha256
  throw badInput('A picture has not arrived; send it again', [
    { path: 'params.mediaId', message: 'This picture is not here' },
  ])
}

/** The version stays: nothing that is planned or split is decided on pictures. */
function tell(
  tx: Tx,
  order: StandingOrder,
  { mediaId, accountId }: Given,
  change: Record<string, unknown>,
  now: Date,
): void {
  recordOrderEvents(tx, [
    {
      workOrderId: order.id,
      kind: 'changed',
      actor: { kind: 'staff', accountId },
      channel: 'web',
      data: { ...change, mediaId },
      occurredAt: now,
      receivedAt: now,
    },
  ])
  emitLive(tx, orderChange(order))
}
