import { empty, sql, type Sql } from '@dromos/db'
import { decodeCursor } from './cursor.ts'

/** What a list is ordered by, and which way one looks for first. */
export interface SortKey {
  by: Sql
  /** digits are a text that is compared one by one */
  as: 'timestamptz' | 'integer' | 'text' | 'digits'
  isDescending: boolean
}

const shapes = {
  timestamptz: undefined,
  integer: /^-?\d{1,9}$/,
  // as textKey makes them
  text: /^(|1|0[^\0]{1,60})$/u,
  digits: /^\d{20,30}$/,
}
const types = { timestamptz: sql`timestamptz`, integer: sql`integer`, text: sql`text`, digits: sql`text` }

/** long enough to tell names apart, short enough for a cursor */
const keyLength = 40

/** Letters in the order of a dictionary, small and large alike; where nothing is said, last either way. */
export function textKey(text: Sql, isReversed: boolean): Sql {
  const nothing = isReversed ? sql`''` : sql`'1'`
  return sql`(case when coalesce(${text}, '') = '' then ${nothing} else '0' || left(lower(${text}), ${keyLength}) end)
    collate "und-x-icu"`
}

/** What matters most first, and of that what is due first; digits, compared one by one. */
export function urgencyKey(priority: Sql, due: Sql, before: Sql = sql`''`): Sql {
  return sql`(${before} || lpad((100 - ${priority})::text, 3, '0')
    || to_char(${instantKey(due, false)} at time zone 'UTC', 'YYYYMMDDHH24MISSUS')) collate "C"`
}

/** Instants, those that are not known last either way. */
export function instantKey(instant: Sql, isReversed: boolean): Sql {
  const never = isReversed ? sql`'1970-01-01Z'::timestamptz` : sql`'9999-12-31Z'::timestamptz`
  return sql`coalesce(${instant}, ${never})`
}

/**
 * A page by a key, and by the id where keys are equal, so that no row is told twice or left out. What is
 * read of its rows is read of them alone: the page comes first, as `page(id, key)`.
 */
export function sortedPage(
  { by, as, isDescending }: SortKey,
  id: Sql,
  { cursor, isReversed }: { cursor?: string | undefined; isReversed?: boolean | undefined },
): { after: Sql; order: Sql; orderOfPage: Sql } {
  const isDown = isDescending !== (isReversed ?? false)
  const way = isDown ? sql`desc` : sql`asc`
  const last = cursor === undefined ? null : decodeCursor(cursor, shapes[as])
  const after = last
    ? sql`and (${by}, ${id}) ${isDown ? sql`<` : sql`>`} (${last.at}::${types[as]}, ${last.id}::bigint)`
    : empty
  return {
    after,
    order: sql`${by} ${way}, ${id} ${way}`,
    orderOfPage: sql`page.key ${way}, page.id ${way}`,
  }
}
