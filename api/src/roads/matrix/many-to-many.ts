import { costDecimeters, costMilliseconds } from '../metric/cost.ts'
import type { Metric } from '../metric/metric.ts'
import type { Network } from '../network/network.ts'
import type { Place } from '../snap/place.ts'
import { UNREACHABLE } from '../travel-times.ts'
import { askBackward, askForward } from './question.ts'
import type { Placed, Question } from './question.ts'
import { coneAbove, createSweepRoom, LANES, sweep, sweepAll } from './sweep.ts'

/** Where the results go: `seconds[row of source × columns + column of target]`. */
export interface Cells {
  columns: number
  seconds: Int32Array
  meters: Int32Array
}

/** Fastest ways from every source to every target, written into the cells. */
export function manyToMany(
  network: Network,
  metric: Metric,
  sources: readonly Placed[],
  targets: readonly Placed[],
  cells: Cells,
): void {
  if (sources.length === 0 || targets.length === 0) return
  // each place swept costs a climb and a share of a sweep, so sweep the fewer ones
  const question = sources.length <= targets.length ? askForward : askBackward
  answer(network, question(network, metric, sources, targets, cells.columns), cells)
}

/** From so many places on, the cone's layout pays. */
const FEW = 4

function answer(network: Network, question: Question, cells: Cells): void {
  const readings = listReadings(question)
  const distinct = groupByPlace(question.swept)
  const sweepBatch =
    distinct.length < FEW ? oneByOne(network, question) : manyAtOnce(network, question, readings)
  const onSegment = groupBySegment(question.read)
  for (let first = 0; first < distinct.length; first += LANES) {
    const batch = distinct.slice(first, first + LANES)
    const costsOf = sweepBatch(batch.map(([{ place }]) => place))
    batch.forEach((group, lane) => {
      const { costs, offset } = costsOf(lane)
      for (const { at } of group) readCosts(question, readings, costs, offset, at, cells)
      const [{ place }] = group
      for (const other of onSegment.get(place.segment) ?? []) {
        const { at: column, place: otherPlace } = question.read[other]
        const best = Math.min(question.along(place, otherPlace), bestReading(readings, costs, offset, other))
        for (const { at } of group) {
          writeCost(cells, at * question.sweptStride + column * question.readStride, best)
        }
      }
    })
  }
}

/** Sweeps up to LANES places; each lane's costs stand at the readings' positions plus an offset. */
type SweepBatch = (places: readonly Place[]) => (lane: number) => { costs: Float64Array; offset: number }

function oneByOne(network: Network, question: Question): SweepBatch {
  const { upward, downward, sweptEnds } = question
  return (places) => (lane) => ({
    costs: sweepAll(network, upward, downward, sweptEnds(places[lane])),
    offset: 0,
  })
}

function manyAtOnce(network: Network, question: Question, readings: Readings): SweepBatch {
  const cone = coneAbove(network, question.downward, readings.position)
  for (let end = 0; end < readings.position.length; end++) {
    readings.position[end] = cone.positionOf[readings.position[end]] * LANES
  }
  const room = createSweepRoom(network, cone)
  return (places) => {
    sweep(network, question.upward, cone, places.map(question.sweptEnds), room)
    return (lane) => ({ costs: room.costs, offset: lane })
  }
}

/** The ends of all places read, laid out flat. */
interface Readings {
  at: Int32Array
  /** Ends of the place in row i: `start[i]` to `start[i + 1]`. */
  start: Int32Array
  /** Where the costs of the end's vertex stand: by vertex, until a cone renumbers them. */
  position: Int32Array
  cost: Float64Array
}

function listReadings({ read, readEnds }: Question): Readings {
  const ends = read.map(({ place }) => readEnds(place))
  const start = new Int32Array(read.length + 1)
  ends.forEach((list, index) => (start[index + 1] = start[index] + list.length))
  const flat = ends.flat()
  return {
    at: Int32Array.from(read, ({ at }) => at),
    start,
    position: Int32Array.from(flat, (end) => end.vertex),
    cost: Float64Array.from(flat, (end) => end.cost),
  }
}

/** Jobs at one address share a sweep. */
function groupByPlace(places: readonly Placed[]): Placed[][] {
  const groups = new Map<string, Placed[]>()
  for (const placed of places) {
    const key = `${placed.place.segment}:${placed.place.decimeters}`
    const group = groups.get(key)
    if (group) group.push(placed)
    else groups.set(key, [placed])
  }
  return [...groups.values()]
}

/** Indices by segment: places on one segment may be reached without passing any vertex. */
function groupBySegment(places: readonly Placed[]): Map<number, number[]> {
  const groups = new Map<number, number[]>()
  places.forEach(({ place }, index) => {
    const group = groups.get(place.segment)
    if (group) group.push(index)
    else groups.set(place.segment, [index])
  })
  return groups
}

function readCosts(
  { sweptStride, readStride }: Question,
  readings: Readings,
  costs: Float64Array,
  offset: number,
  row: number,
  cells: Cells,
): void {
  for (let index = 0; index < readings.at.length; index++) {
    const cell = row * sweptStride + readings.at[index] * readStride
    writeCost(cells, cell, bestReading(readings, costs, offset, index))
  }
}

function bestReading(
  { start, position, cost }: Readings,
  costs: Float64Array,
  offset: number,
  index: number,
): number {
  let best = Infinity
  for (let end = start[index]; end < start[index + 1]; end++) {
    best = Math.min(best, costs[position[end] + offset] + cost[end])
  }
  return best
}

function writeCost(cells: Cells, cell: number, cost: number): void {
  if (cost === Infinity) {
    cells.seconds[cell] = UNREACHABLE
    cells.meters[cell] = UNREACHABLE
    return
  }
  cells.seconds[cell] = Math.round(costMilliseconds(cost) / 1000)
  cells.meters[cell] = Math.round(costDecimeters(cost) / 10)
}
