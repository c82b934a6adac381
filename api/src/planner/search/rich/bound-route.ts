import { endOf, startOf } from '../tours.ts'
import type { RichInstance } from './rich-instance.ts'
import type { RichRoute } from './rich-route.ts'
import {
  AFTER,
  BREAK,
  BROUGHT,
  DEADLINE,
  END,
  FAIR,
  LATE,
  LEG,
  LOAD,
  LOADS,
  LOAD_FIELDS,
  RIGID,
  SLOPE,
  TAIL,
  TRIP,
} from './rich-rows.ts'
import { UNDRIVEN } from './rich-state.ts'
import type { RichState } from './rich-state.ts'

/**
 * What each node of a driven route must know about those after it: bounds and slopes that price most positions
 * without a drive, and how far the rest of the route can be late without a change.
 */
export function boundRoute(state: RichState, route: number): void {
  const { instance, tours, rows, width, place } = state
  const { prev } = tours
  const info = instance.route[route]
  const start = startOf(tours, route)
  const end = endOf(tours, route)
  let isTied = 0
  // rows of a route that could not be driven are of no use, nor are its bounds, until it is driven again
  const isDriven = state.driven[route] !== UNDRIVEN
  let secondsAfter = 0
  let node = end
  boundEnd(state, info, end * width)
  while (node !== start) {
    const before = prev[node]
    const [row, next] = [before * width, node * width]
    const [from, to] = [place[before], place[node]]
    const seconds = from < 0 || to < 0 ? 0 : info.matrix.seconds[from * info.matrix.size + to]
    rows[row + LEG] = legPrice(info, from, to)
    let length = 0
    if (node !== end) {
      length = instance.service[node] + (from === to ? 0 : instance.setup[node])
      isTied |= instance.links.isTied[node]
    }
    // a bound for the stop before: it ignores breaks and reloads
    const latest = rows[next + DEADLINE] - seconds
    if (before !== start) {
      const own = instance.service[before] + (place[prev[before]] === from ? 0 : instance.setup[before])
      rows[row + DEADLINE] = latestIn(instance, before, latest - own)
    }
    const breaksBetween = isDriven ? breakSeconds(info, rows[row + BREAK], rows[next + BREAK]) : 0
    rows[row + AFTER] = breaksBetween + (node === end ? 0 : length + secondsAfter + rows[next + AFTER])
    boundDelay(state, info, before, node, seconds)
    boundLoad(state, row, next, node)
    secondsAfter = seconds
    node = before
  }
  state.hasTied[route] = isTied
}

function boundEnd({ rows, instance }: RichState, info: RichRoute, row: number): void {
  rows[row + DEADLINE] = info.latestEnd
  rows[row + SLOPE] = rows[row + LATE] = rows[row + FAIR] = rows[row + AFTER] = 0
  rows[row + RIGID] = Infinity
  for (let at = row + LOADS; at < row + LOADS + LOAD_FIELDS * instance.dimensions; at += LOAD_FIELDS) {
    rows[at + BROUGHT] = 0
    rows[at + TAIL] = -Infinity
  }
}

function breakSeconds({ breaks }: RichRoute, from: number, to: number): number {
  let seconds = 0
  for (let index = from; index < to; index++) seconds += breaks[index].durationSeconds
  return seconds
}

/** How a later departure from `before` moves `node` and what follows it. */
function boundDelay(state: RichState, info: RichRoute, before: number, node: number, seconds: number): void {
  const { instance, rows, width, tours, gradient, endAt, startAt } = state
  const { due, latePrice, hood, weights, publishedCrew, publishedStart, publishedEnd } = instance
  const [row, next] = [before * width, node * width]
  let late = rows[next + LATE]
  let fair = rows[next + FAIR]
  let rigid = rows[next + RIGID]
  if (node < tours.jobs) {
    if (endAt[node] >= due[node]) late += latePrice[node]
    else if (latePrice[node] > 0) rigid = Math.min(rigid, due[node] - endAt[node])
    if (weights.fairness > 0 && hood[node] >= 0) fair += gradient[hood[node]]
    if (weights.stability > 0 && publishedCrew[node] >= 0) {
      const isInside = startAt[node] >= publishedStart[node]
      rigid = isInside ? Math.min(rigid, Math.max(0, publishedEnd[node] - startAt[node])) : 0
    }
    rigid = Math.min(rigid, windowAfter(instance, node, startAt[node]))
    const isWaiting = startAt[node] !== rows[row + END] + seconds
    if (isWaiting || instance.links.isTied[node] || rows[row + TRIP] !== rows[next + TRIP]) rigid = 0
  }
  if (rows[row + BREAK] < info.breaks.length) rigid = 0
  rows[row + LATE] = late
  rows[row + FAIR] = fair
  rows[row + RIGID] = rigid
  // of the node itself and all that follow
  rows[next + SLOPE] = late + fair
}

/** Seconds that a start may still move within its window. */
function windowAfter({ windowFrom, windowEnd }: RichInstance, job: number, start: number): number {
  for (let index = windowFrom[job]; index < windowFrom[job + 1]; index++) {
    if (start <= windowEnd[index]) return windowEnd[index] - start
  }
  return 0
}

function boundLoad({ instance, rows, tours }: RichState, row: number, next: number, node: number): void {
  const { dimensions, delivery } = instance
  const isTripOver = node >= tours.jobs || rows[row + TRIP] !== rows[next + TRIP]
  for (let dimension = 0; dimension < dimensions; dimension++) {
    const at = LOADS + LOAD_FIELDS * dimension
    if (isTripOver) {
      rows[row + at + BROUGHT] = 0
      rows[row + at + TAIL] = -Infinity
      continue
    }
    const brought = rows[next + at + BROUGHT]
    rows[row + at + BROUGHT] = brought + delivery[node * dimensions + dimension]
    rows[row + at + TAIL] = Math.max(rows[next + at + LOAD] + brought, rows[next + at + TAIL])
  }
}

/** Latest second of a job's windows that is not after `bound`. */
function latestIn({ windowFrom, windowStart, windowEnd }: RichInstance, job: number, bound: number): number {
  for (let index = windowFrom[job + 1] - 1; index >= windowFrom[job]; index--) {
    if (bound >= windowEnd[index]) return windowEnd[index]
    if (bound >= windowStart[index]) return bound
  }
  return -Infinity
}

/** Weighted cost of a leg for a route's crew. */
export function legPrice(info: RichRoute, from: number, to: number): number {
  if (from < 0 || to < 0) return 0
  const { matrix, perSecond, perMeter, perCost, isByTime } = info
  const arc = from * matrix.size + to
  if (isByTime) return matrix.seconds[arc] * perSecond
  if (matrix.costs) return matrix.costs[arc] * perCost
  return matrix.seconds[arc] * perSecond + matrix.meters[arc] * perMeter
}
