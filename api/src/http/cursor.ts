import { badInput } from './problems.ts'

/** Where a page ended; `at` as the database writes it, to the microsecond. */
function encodeCursor(at: string, id: number): string {
  return Buffer.from(`${at}|${id}`).toString('base64url')
}

const instant = /^\d{4}-\d\d-\d\d[ T][\d:.]+(Z|[+-]\d\d(:?\d\d)?)$/

/** `shape` is that of what the list is ordered by: an instant unless told otherwise. */
export function decodeCursor(cursor: string, shape = instant): { at: string; id: number } {
  const text = Buffer.from(cursor, 'base64url').toString()
  // what a list is ordered by may have bars of its own
  const [, at, id] = /^(.*)\|(\d{1,15})$/s.exec(text) ?? []
  if (at === undefined || !shape.test(at)) throw badInput('This cursor is not one of ours')
  return { at, id: Number(id) }
}

/** A page of rows that were read with one more, where there is one; the next begins after its last. */
export function cutPage<R extends { id: number; cursorAt: string }>(
  rows: R[],
  limit: number,
): { items: R[]; nextCursor: string | null } {
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const nextCursor = rows.length > items.length && last ? encodeCursor(last.cursorAt, last.id) : null
  return { items, nextCursor }
}
