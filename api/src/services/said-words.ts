import { z } from 'zod'
import { join, many, sql, type Sql, type Tx } from '@dromos/db'
import { searchKey } from '../contract/search-key.ts'

/** words beyond these narrow nothing any more */
const mostWords = 12
/** trigrams make shorter ones slow to find in the middle of a word */
const leastInside = 3

interface Searched {
  /** the column with the key of what is searched, made by search_key */
  text: Sql
  serviceCode: Sql
}

/**
 * Every word stands in the text or in the name of its service, in any order, case, accents and script. Numbers are
 * meant whole, short words from their beginning, others anywhere.
 */
export async function saysAll(tx: Tx, said: string, { text, serviceCode }: Searched): Promise<Sql> {
  const words = wordsOf(said)
  if (words.length === 0) return sql`false`
  const named = await servicesNamed(
    tx,
    words.map(({ patterns }) => patterns[0]),
  )
  const conditions = words.map(({ patterns }, index) => {
    const services = named.get(index)
    return sql`(${join(
      [
        ...patterns.map((pattern) => sql`${text} like ${pattern}`),
        ...(services ? [sql`${serviceCode} = any(${services}::text[])`] : []),
      ],
      ' or ',
    )})`
  })
  return join(conditions, ' and ')
}

function wordsOf(said: string): { patterns: [string, ...string[]] }[] {
  return said
    .normalize('NFC')
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => ({ key: searchKey(word), plain: word.toLowerCase() }))
    .filter(({ key }) => key !== '')
    .slice(0, mostWords)
    .map(({ key, plain }) => ({
      // a part of a public id has no sound
      patterns: [patternOf(key), ...(/^(?=.*\d)(?=.*[a-z])[a-z0-9]+$/.test(plain) ? [`%${plain}%`] : [])],
    }))
}

function patternOf(key: string): string {
  if (/^\d+$/.test(key)) return `% ${key} %`
  return key.length < leastInside ? `% ${key}%` : `%${key}%`
}

const Named = z.object({ word: z.number().int(), codes: z.array(z.string()) })

/** Codes of the services whose name, in either language, has the word; by the word's place. */
async function servicesNamed(tx: Tx, patterns: string[]): Promise<Map<number, string[]>> {
  const found = await many(
    tx,
    Named,
    sql`
      select word.place::integer - 1 as word, array_agg(service.code order by service.code) as codes
      from unnest(${patterns}::text[]) with ordinality as word (pattern, place)
      join service on service.jurisdiction_id = ${tx.jurisdictionId} and service.search_text like word.pattern
      group by word.place`,
  )
  return new Map(found.map(({ word, codes }) => [word, codes]))
}
