import { ApiError, type Client } from '@dromos/api/contract'

/** who is told to wait for longer goes on with the next sync instead */
const longestSeconds = 40
const mostTurns = 50

export interface Patience {
  wait?: (milliseconds: number) => Promise<void>
  random?: () => number
}

/**
 * A client that comes again when a busy city asks it to, after that time and up to half as much again: tablets that were
 * told to wait at once do not all come at once.
 */
export function patientClient(client: Client, { wait = sleep, random = Math.random }: Patience = {}): Client {
  return async (endpoint, call, options) => {
    for (let turn = 1; ; turn++) {
      try {
        return await client(endpoint, call, options)
      } catch (failure) {
        const seconds = failure instanceof ApiError ? secondsToWait(failure) : null
        if (seconds === null || turn === mostTurns) throw failure
        await wait(seconds * 1000 * (1 + random() / 2))
      }
    }
  }
}

function secondsToWait({ problem, retryAfterSeconds }: ApiError): number | null {
  if (problem.type !== 'too-many-requests' || retryAfterSeconds === null) return null
  return retryAfterSeconds <= longestSeconds ? retryAfterSeconds : null
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
