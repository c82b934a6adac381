/** How far actual arrivals lie from planned ones, by service, crew and hour. Pure. */

export interface Observation {
  serviceCode: string
  crewId: number
  /** of the planned arrival, by the city's clock */
  hour: number
  /** actual less planned arrival */
  deviationSeconds: number
}

export interface Quantile {
  /** '' is all services */
  serviceCode: string
  /** 0 is all crews */
  crewId: number
  /** -1 is all hours */
  hour: number
  observations: number
  lowSeconds: number
  highSeconds: number
}

type Key = Pick<Quantile, 'serviceCode' | 'crewId' | 'hour'>

/** of the promised window, on each side */
const TAIL = 0.1
/** fewer say too little: the next wider group is asked */
const FEWEST = 10
const ROUNDING_SECONDS = 300
const NARROWEST_SECONDS = 1200
/** a city without a past: half an hour early to an hour late */
const UNKNOWN = { lowSeconds: -1800, highSeconds: 3600 }

/** From the narrowest group to the widest. */
function groupsOf({ serviceCode, crewId, hour }: Key): Key[] {
  return [
    { serviceCode, crewId, hour },
    { serviceCode: '', crewId, hour },
    { serviceCode, crewId, hour: -1 },
    { serviceCode: '', crewId, hour: -1 },
    { serviceCode: '', crewId: 0, hour: -1 },
  ]
}

/** The tails of every group that has enough observations. */
export function learnQuantiles(observations: readonly Observation[]): Quantile[] {
  const groups = new Map<string, { key: Key; deviations: number[] }>()
  for (const observation of observations)
    for (const key of groupsOf(observation)) {
      const text = textOf(key)
      const group = groups.get(text) ?? { key, deviations: [] }
      group.deviations.push(observation.deviationSeconds)
      groups.set(text, group)
    }
  return [...groups.values()].flatMap(({ key, deviations }) =>
    deviations.length < FEWEST ? [] : [{ ...key, ...tailsOf(deviations) }],
  )
}

/**
 * Order statistics that leave at most a tenth of future arrivals out on each side, whatever their distribution
 * (split conformal prediction: Vovk, Gammerman, Shafer 2005): the fewer there are, the farther out they lie.
 */
function tailsOf(deviations: number[]): Pick<Quantile, 'observations' | 'lowSeconds' | 'highSeconds'> {
  const sorted = deviations.toSorted((a, b) => a - b)
  const rank = Math.max(1, Math.floor((sorted.length + 1) * TAIL))
  return {
    observations: sorted.length,
    lowSeconds: sorted[rank - 1],
    highSeconds: sorted[sorted.length - rank],
  }
}

export interface ArrivalWindow {
  from: Date
  to: Date
  /** what it rests on; 0 where nothing is known */
  observations: number
}

/** When a crew will have come, four times in five. */
export function windowOf(quantiles: ReadonlyMap<string, Quantile>, key: Key, plannedAt: Date): ArrivalWindow {
  const found = groupsOf(key)
    .map((group) => quantiles.get(textOf(group)))
    .find((quantile) => quantile !== undefined)
  const { lowSeconds, highSeconds } = found ?? UNKNOWN
  const lacking = Math.max(0, NARROWEST_SECONDS - (highSeconds - lowSeconds)) / 2
  return {
    from: rounded(plannedAt, lowSeconds - lacking),
    to: rounded(plannedAt, highSeconds + lacking),
    observations: found?.observations ?? 0,
  }
}

export function byGroup(quantiles: readonly Quantile[]): Map<string, Quantile> {
  return new Map(quantiles.map((quantile) => [textOf(quantile), quantile]))
}

function textOf({ serviceCode, crewId, hour }: Key): string {
  return `${serviceCode} ${crewId} ${hour}`
}

/** Nobody is told "10:23". To the nearest, so that rounding neither widens nor narrows. */
function rounded(at: Date, seconds: number): Date {
  const step = ROUNDING_SECONDS * 1000
  return new Date(Math.round((at.getTime() + seconds * 1000) / step) * step)
}
