import type { Context } from '../context.ts'
import { emitLive } from '../live/emit.ts'
import { composeNotification } from './compose.ts'
import { failureOf, isRefusedForGood } from './mailer.ts'
import { lockPending, recordOutcome, type PendingNotification } from './queries.ts'

const mostAttempts = 9

/**
 * Sends one notification of the outbox. Whoever holds its row sends it, and a sent one is left alone, so a job
 * that runs twice tells once. Throws when it should be tried again.
 */
export async function deliver(context: Context, jurisdictionId: string, id: number): Promise<void> {
  const trouble = await context.db.tenant(jurisdictionId, async (tx) => {
    const notification = await lockPending(tx, id)
    if (!notification) return null
    const at = context.clock.now()
    if (notification.channel === 'tablet' && notification.crewId !== null) {
      const data = { template: notification.template }
      emitLive(tx, { entity: 'crew', entityId: notification.crewId, version: id, data })
      await recordOutcome(tx, id, { status: 'sent', at })
      return null
    }
    try {
      const isSent = await sendMail(context, jurisdictionId, notification)
      await recordOutcome(tx, id, { status: isSent ? 'sent' : 'suppressed', at })
      return null
    } catch (error) {
      const isFinal = isRefusedForGood(error) || notification.attempts + 1 >= mostAttempts
      await recordOutcome(tx, id, { status: isFinal ? 'failed' : 'pending', failure: failureOf(error), at })
      return isFinal ? null : new Error(`mail was not taken: ${failureOf(error)}`)
    }
  })
  if (trouble) throw trouble
}

async function sendMail(
  { config, mail }: Context,
  jurisdictionId: string,
  notification: PendingNotification,
): Promise<boolean> {
  const message = composeNotification(notification, { publicOrigin: config.publicOrigin, jurisdictionId })
  if (!message || !notification.email || notification.channel !== 'email') return false
  const host = new URL(config.publicOrigin).hostname
  await mail.send({
    ...message,
    to: notification.email,
    messageId: `<${jurisdictionId}.${notification.id}@${host}>`,
  })
  return true
}
