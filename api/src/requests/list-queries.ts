import { z } from 'zod'
import { join, many, maybeOne, one, sql, type Sql, type Tx } from '@dromos/db'
import { PublicId, RequestRow, type Language, type RequestFilter } from '../contract/index.ts'
import { cutPage } from '../http/cursor.ts'
import { sortedPage } from '../http/sorted-page.ts'
import { endOfDay } from '../jurisdictions/end-of-day.ts'
import { saysAll } from '../services/said-words.ts'
import { isOpenStatus } from './lifecycle.ts'
import { isLate, requestColumns } from './queries.ts'
import { requestSort } from './request-sorts.ts'

type Filter = z.output<typeof RequestFilter>
/** What requests are narrowed by, in whatever order. */
export type NarrowedBy = Omit<Filter, 'sort' | 'isReversed'>
export type PageFilter = NarrowedBy &
  Partial<Pick<Filter, 'sort' | 'isReversed'>> & { limit: number; cursor?: string; language?: Language }

/** larger totals are not counted but given as null, and so are those of a search for words */
const countedAtMost = 10_000

const ListedRow = RequestRow.extend({ cursorAt: z.string() })

/** A page of the list. Only the rows of the page are read whole. */
export async function findRequests(tx: Tx, filter: PageFilter, now: Date) {
  const where = await filterRequests(tx, filter, now)
  const sort = requestSort(filter.sort, {
    isReversed: filter.isReversed ?? false,
    language: filter.language ?? 'el',
  })
  const { page, order } = sortedPage(sort, { from: sql`request r`, id: sql`r.id`, where }, filter)
  const rows = await many(
    tx,
    ListedRow,
    sql`
      select ${requestColumns(now)}, page.key::text as cursor_at
      from ${page}
      join request r on r.jurisdiction_id = ${tx.jurisdictionId} and r.id = page.id
      order by ${order}`,
  )
  const total = filter.q ? null : await countRequests(tx, where)
  return { ...cutPage(rows, filter.limit), total }
}

async function countRequests(tx: Tx, where: Sql): Promise<number | null> {
  const { total } = await one(
    tx,
    z.object({ total: z.number() }),
    sql`
      select count(*) as total
      from (select 1 from request r where ${where} limit ${countedAtMost + 1}) counted`,
  )
  return total > countedAtMost ? null : total
}

export async function filterRequests(tx: Tx, filter: NarrowedBy, now: Date): Promise<Sql> {
  const city = tx.jurisdictionId
  const {
    service,
    status,
    isOpen,
    isLate: late,
    isUnordered,
    isInHotspot,
    areaId,
    hotspotId,
    ids,
    bbox,
    q,
  } = filter
  const { dueWithinDays, olderThanDays, leastPriority, skill } = filter
  const dueBefore = dueWithinDays === undefined ? null : await endOfDay(tx, now, dueWithinDays)
  const conditions = [
    sql`r.jurisdiction_id = ${city}`,
    service && sql`r.service_code = any(${service})`,
    status && sql`r.status = any(${status})`,
    // said as well, since the few that are open have indexes of their own
    status?.every(isOpenStatus) && sql`r.is_open`,
    isOpen !== undefined && sql`r.is_open = ${isOpen}`,
    late !== undefined && sql`${isLate(now)} = ${late}`,
    isUnordered !== undefined &&
      sql`${isUnordered ? sql`not exists` : sql`exists`} (select from work_order_request w
        where w.jurisdiction_id = ${city} and w.request_id = r.id and w.released_at is null)`,
    areaId &&
      sql`r.area_id in (select id from area where jurisdiction_id = ${city} and ${areaId} in (id, parent_id))`,
    hotspotId &&
      sql`r.id in (select request_id from hotspot_request where jurisdiction_id = ${city} and hotspot_id = ${hotspotId})`,
    isInHotspot !== undefined &&
      sql`${isInHotspot ? sql`exists` : sql`not exists`} (select from hotspot_request h
        where h.jurisdiction_id = ${city} and h.request_id = r.id)`,
    // while the city waits for a citizen nothing is due
    dueBefore && sql`r.due_at < ${dueBefore} and r.clock_stopped_at is null`,
    olderThanDays !== undefined && sql`r.requested_at < ${daysBefore(now, olderThanDays)}`,
    leastPriority !== undefined && sql`r.priority >= ${leastPriority}`,
    skill &&
      sql`r.service_code in (select code from service where jurisdiction_id = ${city} and ${skill} = any(skills))`,
    ids && sql`r.id = any(${ids})`,
    bbox && sql`r.geom && st_makeenvelope(${bbox[0]}, ${bbox[1]}, ${bbox[2]}, ${bbox[3]}, 4326)`,
    q && (await wordsSql(tx, q)),
  ].filter((condition) => condition instanceof Object)
  return join(conditions, ' and ')
}

/** Words of the text, the address or the service; what looks like a public id may be one. */
async function wordsSql(tx: Tx, words: string): Promise<Sql> {
  const id = PublicId.safeParse(words.toUpperCase()).data
  if (id && /\d/.test(id)) {
    const isId = sql`r.public_id = ${id}`
    // most that look like one are one; "8hbwn12" and a part of one are not
    const found = await maybeOne(
      tx,
      z.object({ id: z.number() }),
      sql`select r.id from request r where r.jurisdiction_id = ${tx.jurisdictionId} and ${isId}`,
    )
    if (found) return isId
  }
  const said = await saysAll(tx, words, { text: sql`r.search_text`, serviceCode: sql`r.service_code` })
  // one id in twenty has no digit and could as well be a word
  return id ? sql`(r.public_id = ${id} or (${said}))` : sql`(${said})`
}

function daysBefore(now: Date, days: number): Date {
  return new Date(now.getTime() - days * 86_400_000)
}
