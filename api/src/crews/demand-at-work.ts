import { z } from 'zod'
import { many, sql, type Tx } from '@dromos/db'
import { conflict } from '../http/problems.ts'

/** Work of a day is given to crews that are there on it; none of them is retired while this goes on. */
export async function demandAtWork(tx: Tx, crewIds: readonly number[], day: string): Promise<void> {
  const crews = await many(
    tx,
    z.object({ id: z.number(), isGone: z.boolean() }),
    sql`
      select id, coalesce(retired_on < ${day}::date, false) as is_gone
      from crew
      where jurisdiction_id = ${tx.jurisdictionId} and id = any (${[...new Set(crewIds)]}::integer[])
      order by id
      for share`,
  )
  const gone = crews.flatMap(({ id, isGone }) => (isGone ? [id] : []))
  if (gone.length > 0) throw conflict('This plan gives work to crews that are retired', { crewIds: gone })
}
