/** Walks that begin from scratch before one goes on from the best of them. */
const STARTS = 3
/** Rounds of each. */
const START_ROUNDS = 5
/** Temperature of the last walk at its beginning, of the first ones'. */
const REHEAT = 0.3

export function isStarting(round: number): boolean {
  return round < STARTS * START_ROUNDS
}

/** Whether a walk begins with this round. */
export function isBeginning(round: number): boolean {
  return round % START_ROUNDS === 0 && round <= STARTS * START_ROUNDS
}

/** Each walk cools on its own; `share` of the budget has gone. */
export function softTemperature(hot: number, cold: number, rounds: number, share: number): number {
  const start = START_ROUNDS / rounds
  const isStart = share < STARTS * start
  const top = isStart ? hot : Math.max(cold, hot * REHEAT)
  const elapsed = isStart ? (share / start) % 1 : (share - STARTS * start) / (1 - STARTS * start)
  return top * Math.exp(Math.log(cold / top) * Math.min(1, elapsed))
}
