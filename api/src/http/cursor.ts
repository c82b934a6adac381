import { badInput } from './problems.ts'

/** Where a page ended; `at` as the database writes it, to the microsecond. */
export function encodeCursor(at: string, id: number): string {
  return Buffer.from(`${at}|${id}`).toString('base64url')
}

export function decodeCursor(cursor: string): { at: string; id: number } {
  const [at, id] = Buffer.from(cursor, 'base64url').toString().split('|')
  if (!/^\d{4}-\d\d-\d\d[ T][\d:.]+(Z|[+-]\d\d(:?\d\d)?)$/.test(at) || !/^\d{1,15}$/.test(id ?? ''))
    throw badInput('This cursor is not one of ours')
  return { at, id: Number(id) }
}
