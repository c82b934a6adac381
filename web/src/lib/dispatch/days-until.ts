/** Whole days from now to an instant, towards zero; negative when it has passed. */
export function daysUntil(iso: string, now: number = Date.now()): number {
  return Math.trunc((new Date(iso).getTime() - now) / 86_400_000) || 0
}
