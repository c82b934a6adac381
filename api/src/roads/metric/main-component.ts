import type { Network } from '../network/network.ts'

/** Arcs that can be driven, by the vertex they leave. */
export interface OpenArcs {
  start: Int32Array
  head: Int32Array
  directed: Int32Array
}

export function openArcs({ turns, streets }: Network, costs: Float64Array): OpenArcs {
  const start = new Int32Array(turns.vertexCount + 1)
  const { arcStart, arcTail, arcHead } = turns
  for (let directed = 0; directed < 2 * streets.segmentCount; directed++) {
    if (costs[directed] === Infinity) continue
    for (let arc = arcStart[directed]; arc < arcStart[directed + 1]; arc++) start[arcTail[arc] + 1]++
  }
  for (let vertex = 0; vertex < turns.vertexCount; vertex++) start[vertex + 1] += start[vertex]
  const next = start.slice()
  const open = { start, head: new Int32Array(start.at(-1)!), directed: new Int32Array(start.at(-1)!) }
  for (let directed = 0; directed < 2 * streets.segmentCount; directed++) {
    if (costs[directed] === Infinity) continue
    for (let arc = arcStart[directed]; arc < arcStart[directed + 1]; arc++) {
      const at = next[arcTail[arc]]++
      open.head[at] = arcHead[arc]
      open.directed[at] = directed
    }
  }
  return open
}

/**
 * 1 for every segment within the main strongly connected part: there and back from anywhere in it. It is
 * the part with the longest streets.
 */
export function mainComponent(network: Network, costs: Float64Array): Uint8Array {
  const { streets, turns } = network
  const component = strongComponents(openArcs(network, costs), turns.vertexCount)
  // the component that a directed segment stays inside, or -1
  const inside = new Int32Array(2 * streets.segmentCount).fill(-1)
  const decimeters = new Float64Array(turns.vertexCount)
  for (let directed = 0; directed < 2 * streets.segmentCount; directed++) {
    if (costs[directed] === Infinity) continue
    for (let arc = turns.arcStart[directed]; arc < turns.arcStart[directed + 1]; arc++) {
      const at = component[turns.arcTail[arc]]
      if (at === component[turns.arcHead[arc]]) inside[directed] = at
    }
    if (inside[directed] >= 0) decimeters[inside[directed]] += streets.decimeters[directed >> 1]
  }
  const main = decimeters.indexOf(decimeters.reduce((most, length) => Math.max(most, length), 0))
  const isMain = new Uint8Array(streets.segmentCount)
  for (let directed = 0; directed < 2 * streets.segmentCount; directed++) {
    if (inside[directed] === main) isMain[directed >> 1] = 1
  }
  return isMain
}

/** Tarjan 1972, with its own stack. */
function strongComponents({ start, head }: OpenArcs, vertexCount: number): Int32Array {
  const component = new Int32Array(vertexCount).fill(-1)
  const found = new Int32Array(vertexCount)
  const low = new Int32Array(vertexCount)
  const next = start.slice(0, vertexCount)
  const open: number[] = []
  const path: number[] = []
  let time = 0
  let components = 0
  const enter = (vertex: number): void => {
    found[vertex] = low[vertex] = ++time
    open.push(vertex)
    path.push(vertex)
  }
  for (let root = 0; root < vertexCount; root++) {
    if (found[root]) continue
    enter(root)
    while (path.length > 0) {
      const vertex = path[path.length - 1]
      if (next[vertex] < start[vertex + 1]) {
        const other = head[next[vertex]++]
        if (!found[other]) enter(other)
        else if (component[other] < 0) low[vertex] = Math.min(low[vertex], found[other])
        continue
      }
      path.pop()
      if (path.length > 0) {
        const below = path[path.length - 1]
        low[below] = Math.min(low[below], low[vertex])
      }
      if (low[vertex] !== found[vertex]) continue
      let member: number
      do component[(member = open.pop()!)] = components
      while (member !== vertex)
      components++
    }
  }
  return component
}
