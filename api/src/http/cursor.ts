import { badInput } from './problems.ts'

/** Where a page ended; `at` as the database writes it, to the microsecond. */
export function encodeCursor(at: string, id: number): string {
  return Buffer.from(`${at}|${id}`).toString('base64url')
}

const instant = /^\d{4}-\d\d-\d\d[ T][\d:.]+(Z|[+-]\d\d(:?\d\d)?)$/

/** `shape` is that of what the list is ordered by: an instant unless told otherwise. */
export function decodeCursor(cursor: string, shape = instant): { at: string; id: number } {
  const text = Buffer.from(cursor, 'base64url').toString()
  const end = text.lastIndexOf('|')
  const [at, id] = [text.slice(0, Math.max(0, end)), text.slice(end + 1)]
  if (end < 0 || !shape.test(at) || !/^\d{1,15}$/.test(id)) throw badInput('This cursor is not one of ours')
  return { at, id: Number(id) }
}
