import type { StoredLock } from './plan-lock.ts'

/** Locks that were set or freed since are set or freed in the head too. */
export function mergeLocks(
  before: readonly StoredLock[],
  changed: readonly StoredLock[],
  head: readonly StoredLock[],
): StoredLock[] {
  const keysOf = (locks: readonly StoredLock[]) => new Set(locks.map((lock) => JSON.stringify(lock)))
  const [had, has, holds] = [keysOf(before), keysOf(changed), keysOf(head)]
  const isFreed = (key: string) => had.has(key) && !has.has(key)
  const isSet = (key: string) => has.has(key) && !had.has(key) && !holds.has(key)
  return [
    ...head.filter((lock) => !isFreed(JSON.stringify(lock))),
    ...changed.filter((lock) => isSet(JSON.stringify(lock))),
  ]
}
