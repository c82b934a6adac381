import { empty, sql, type Sql } from '@dromos/db'
import type { Language } from '../contract/index.ts'
import { decodeCursor } from './cursor.ts'

/** What a list is ordered by, and which way one looks for first. */
export interface Sort {
  by: Sql
  /** digits are a text that is compared one by one */
  as: 'timestamptz' | 'integer' | 'text' | 'digits'
  isDescending: boolean
  /** what the key is read of, beside the row itself */
  joins: Sql
}

export interface NamedSort {
  isReversed: boolean
  /** what names are said in */
  language: Language
}

interface Asked {
  cursor?: string | undefined
  isReversed?: boolean | undefined
  limit: number
}

const shapes = {
  timestamptz: undefined,
  integer: /^-?\d{1,9}$/,
  // as textKey makes them, of so many letters
  text: /^(|1|0[^\0]{1,40})$/u,
  // as urgencyKey makes them, with a digit before or without
  digits: /^\d{23,24}$/,
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

/** Of a service or an area: as whoever reads the list calls it. */
export function localNameKey(of: Sql, { isReversed, language }: NamedSort): Sql {
  return textKey(language === 'en' ? sql`${of}.name_en` : sql`${of}.name_el`, isReversed)
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
 * A page of rows by a sort, and by the id where keys are equal, so that no row is told twice or left out: as
 * `page(id, key)`, so that what is read of its rows is read of them alone. `order` keeps them in their order.
 */
export function sortedPage(
  { by, as, isDescending, joins }: Sort,
  { from, id, where }: { from: Sql; id: Sql; where: Sql },
  { cursor, isReversed, limit }: Asked,
): { page: Sql; order: Sql } {
  const isDown = isDescending !== (isReversed ?? false)
  const way = isDown ? sql`desc` : sql`asc`
  const last = cursor === undefined ? null : decodeCursor(cursor, shapes[as])
  const after = last
    ? sql`and (${by}, ${id}) ${isDown ? sql`<` : sql`>`} (${last.at}::${types[as]}, ${last.id}::bigint)`
    : empty
  // one row more tells whether there is another page
  const page = sql`(
      select ${id}, ${by} as key
      from ${from} ${joins}
      where ${where} ${after}
      order by ${by} ${way}, ${id} ${way}
      limit ${limit + 1}
    ) page`
  return { page, order: sql`page.key ${way}, page.id ${way}` }
}
