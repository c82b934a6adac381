/** Wrong PINs in a row, of a person or on a tablet. */
export interface Attempts {
  failedCount: number
  failedAt: Date | null
}

export type Gate = { is: 'open' } | { is: 'waiting'; seconds: number } | { is: 'locked' }

const freeTries = 5
export const mostTries = 10
const firstWaitSeconds = 30

/** After five wrong ones each next waits twice as long; after ten only a dispatcher opens again. */
export function gateOf({ failedCount, failedAt }: Attempts, now: Date): Gate {
  if (failedCount >= mostTries) return { is: 'locked' }
  if (failedCount < freeTries || !failedAt) return { is: 'open' }
  const waitSeconds = firstWaitSeconds * 2 ** (failedCount - freeTries)
  const seconds = Math.ceil((failedAt.getTime() + waitSeconds * 1000 - now.getTime()) / 1000)
  // a clock that was set back holds nobody for longer than the wait itself
  return seconds > 0 ? { is: 'waiting', seconds: Math.min(seconds, waitSeconds) } : { is: 'open' }
}

/** The same where nobody is there to unlock: the longest wait goes on with every next one. */
export function waitFor({ failedCount, failedAt }: Attempts, now: Date): number {
  const gate = gateOf({ failedCount: Math.min(failedCount, mostTries - 1), failedAt }, now)
  return gate.is === 'waiting' ? gate.seconds : 0
}
