import { formatAddress, numberOnSide } from '../../api/src/geo/address.ts'
import { pointAlong } from '../../api/src/geo/along-line.ts'
import type { CityModel, Spot, Stretch } from './city-model.ts'
import { intensityByClass, intensityElsewhere, type Affinity } from './habits.ts'
import { randomFrom, weightedIndex, type Random } from './random.ts'

/** Draws places to report from: on real stretches of street, more where more is reported. */
export interface Spots {
  draw(random: Random, affinity: Affinity): Spot
  /** some metres along the same street, on either side; turns back where the street ends */
  along(random: Random, from: Spot, meters: number): Spot
  /** 1 where people report least, 3 where they report most */
  reportingRate(areaId: number | null): number
}

const largestRate = 3
const namelessFactor = 0.15

export function spotsOf(model: CityModel, seed: string): Spots {
  const rates = reportingRates(model.areaIds, randomFrom(`${seed} rates`))
  const rateOf = (areaId: number | null) => (areaId === null ? 1 : (rates.get(areaId) ?? 1))
  const corners = cornerFactors(model.stretches, randomFrom(`${seed} corners`))
  const drawers = new Map<Affinity, (random: Random) => number>()
  for (const [affinity, byClass] of Object.entries(intensityByClass) as [
    Affinity,
    Record<string, number>,
  ][]) {
    const weights = model.stretches.map((stretch, i) => {
      const factor = (byClass[stretch.class] ?? intensityElsewhere) * (stretch.street ? 1 : namelessFactor)
      return stretch.lengthMeters * factor * rateOf(stretch.areaId) * corners[i]
    })
    drawers.set(affinity, weightedIndex(weights))
  }
  const streets = stretchesByStreet(model.stretches)
  return {
    draw: (random, affinity) => {
      for (;;) {
        const spot = spotAt(model, random, drawers.get(affinity)!(random), random.unit())
        if (spot) return spot
      }
    },
    along: (random, from, meters) => walk(model, streets, random, from, meters) ?? from,
    reportingRate: rateOf,
  }
}

/** Rates spread evenly on a logarithmic scale, dealt to the neighbourhoods at random. */
function reportingRates(areaIds: readonly number[], random: Random): Map<number, number> {
  const shuffled = areaIds.map((id) => [random.unit(), id]).sort((a, b) => a[0] - b[0])
  return new Map(shuffled.map(([, id], i) => [id, largestRate ** (i / Math.max(1, shuffled.length - 1))]))
}

/** Some corners always have something: log-normal, the same for every kind of fault. */
function cornerFactors(stretches: readonly Stretch[], random: Random): Float64Array {
  return Float64Array.from(stretches, () => Math.exp(0.8 * random.normal()))
}

/** Null where the spot beside the street lies across the city's border. */
function spotAt(model: CityModel, random: Random, index: number, fraction: number): Spot | null {
  const { line, street } = model.stretches[index]
  const isRight = random.chance(0.5)
  const point = pointAlong(line, fraction, (isRight ? 1 : -1) * (3 + 4 * random.unit()))
  if (model.boundary.find(point) === null) return null
  const areaId = model.neighbourhoods.find(point)
  if (!street) return { point, address: null, areaId, stretch: index, fraction }
  const isEven = street.numberTo < street.numberFrom ? !isRight : isRight
  const number = numberOnSide({ line, ...street }, fraction, isEven)
  return { point, address: formatAddress(street.name, number), areaId, stretch: index, fraction }
}

interface StreetOrder {
  /** stretches of one street by rising house number */
  order: Map<number, number[]>
  /** place of a stretch in its street's order */
  place: Map<number, number>
}

function stretchesByStreet(stretches: readonly Stretch[]): StreetOrder {
  const indices = [...stretches.keys()].filter((i) => stretches[i].street)
  const order = Map.groupBy(indices, (i) => stretches[i].street!.id)
  const place = new Map<number, number>()
  for (const list of order.values()) {
    list.sort((a, b) => lowestNumber(stretches[a]) - lowestNumber(stretches[b]) || a - b)
    list.forEach((index, at) => place.set(index, at))
  }
  return { order, place }
}

function lowestNumber({ street }: Stretch): number {
  return Math.min(street!.numberFrom, street!.numberTo)
}

function walk(
  model: CityModel,
  streets: StreetOrder,
  random: Random,
  from: Spot,
  meters: number,
): Spot | null {
  let index = from.stretch
  let { lengthMeters } = model.stretches[index]
  let at = from.fraction * lengthMeters
  let left = meters
  while (at + left < 0 || at + left > lengthMeters) {
    const next = neighbour(model, streets, index, left > 0 === isRising(model.stretches[index]) ? 1 : -1)
    if (next === null) {
      left = Math.min(Math.max(left, -at), lengthMeters - at)
      break
    }
    const rest = left > 0 ? left - (lengthMeters - at) : left + at
    const keepsDirection = isRising(model.stretches[index]) === isRising(model.stretches[next])
    left = keepsDirection ? rest : -rest
    index = next
    lengthMeters = model.stretches[index].lengthMeters
    at = left > 0 ? 0 : lengthMeters
  }
  return spotAt(model, random, index, lengthMeters === 0 ? 0 : (at + left) / lengthMeters)
}

function neighbour(model: CityModel, streets: StreetOrder, index: number, step: 1 | -1): number | null {
  const { street } = model.stretches[index]
  if (!street) return null
  return streets.order.get(street.id)![streets.place.get(index)! + step] ?? null
}

function isRising({ street }: Stretch): boolean {
  return !street || street.numberTo >= street.numberFrom
}
