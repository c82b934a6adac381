/** a shift's photos, as they are kept */
const scarceBytes = 60_000_000
const photoBytes = 1_000_000

/** How many photos the tablet still has room for, once that is little; null while there is enough. */
export function photosLeft(freeBytes: number | null): number | null {
  if (freeBytes === null || freeBytes >= scarceBytes) return null
  return Math.max(0, Math.floor(freeBytes / photoBytes))
}

/** What the browser still lets this app keep; null where it does not say. */
export async function readFreeBytes(): Promise<number | null> {
  const storage = typeof navigator === 'undefined' ? undefined : navigator.storage
  const estimate = await storage?.estimate?.().catch(() => undefined)
  if (estimate?.quota === undefined || estimate.usage === undefined) return null
  return estimate.quota - estimate.usage
}
