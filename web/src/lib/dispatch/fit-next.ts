import type { Bounds } from '#lib/map/stage.svelte.ts'

export interface Fitted {
  /** of a plan or replay; empty while there is none */
  key: string
  /** what the map keeps whole; null once it was moved elsewhere */
  bounds: Bounds | null
}

interface Next extends Fitted {
  /** one looks at a place already */
  isElsewhere: boolean
  /** what the map shows */
  shown: Bounds
}

/** What a map keeps whole from now on, and whether it moves for it: not for versions of a plan that it shows whole. */
export function fitNext(
  before: Fitted,
  { key, bounds, isElsewhere, shown }: Next,
): Fitted & { moves: boolean } {
  if (!key) return { key, bounds: before.bounds, moves: false }
  const isKnown = key === before.key
  // whoever has moved the map away from it stays there
  if (isElsewhere || (isKnown && !before.bounds)) return { key, bounds: null, moves: false }
  return { key, bounds, moves: bounds !== null && !(isKnown && isWithin(bounds, shown)) }
}

function isWithin(inner: Bounds, outer: Bounds): boolean {
  const [west, south, east, north] = inner
  return west >= outer[0] && south >= outer[1] && east <= outer[2] && north <= outer[3]
}
