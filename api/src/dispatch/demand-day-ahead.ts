import type { Tx } from '@dromos/db'
import type { Context } from '../context.ts'
import { findToday } from '../crews/queries.ts'
import { conflict } from '../http/problems.ts'

/** The plan of a day that is over in the city stays as it was lived. */
export async function demandDayAhead(tx: Tx, { clock }: Context, { day }: { day: string }): Promise<void> {
  if (day < (await findToday(tx, clock.now()))) throw conflict('This day is over', { day })
}
