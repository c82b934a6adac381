import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import type { Operation } from '../contract/index.ts'
import { ProblemError } from '../http/problems.ts'
import { takeReport } from '../requests/take-report.ts'
import { bindFound, type NamedPicture } from './bind-media.ts'
import { findTaskPlace, type LockedVisit } from './visit-queries.ts'
import type { Verdict } from './visit-lifecycle.ts'

/** A fault that the crew met at its job becomes a request; one that the city cannot take is told to the crew. */
export async function reportFound(
  tx: Tx,
  context: Context,
  { opId, serviceCode, note, location }: Extract<Operation, { kind: 'found' }>,
  visit: LockedVisit,
  accountId: string,
  pictures: readonly NamedPicture[],
): Promise<Verdict> {
  const report = {
    idempotencyKey: opId,
    serviceCode,
    location: location ?? (await findTaskPlace(tx, visit.taskId)),
    description: note ?? '',
    attributes: {},
    mediaIds: [],
    language: 'el' as const,
    channel: 'app' as const,
  }
  try {
    const { publicId } = await takeReport(tx, context, report, { kind: 'crew', accountId }, 'left open')
    await bindFound(tx, pictures, visit.id, publicId, context.clock.now())
    return { outcome: 'applied', to: null, detail: publicId }
  } catch (problem) {
    if (!(problem instanceof ProblemError)) throw problem
    return { outcome: 'refused', detail: problem.message }
  }
}
