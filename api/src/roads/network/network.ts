import type { Profile } from '../travel-times.ts'

/**
 * Streets as segments between nodes. Directed segment `2 s` runs from the tail of segment `s` to its
 * head, `2 s + 1` back. Coordinates are degrees × 10^7.
 */
export interface Streets {
  nodeCount: number
  segmentCount: number
  tail: Int32Array
  head: Int32Array
  /** Shape points of segment s: `shapeStart[s]` to `shapeStart[s + 1]`, ends included. */
  shapeStart: Int32Array
  shapeLon: Int32Array
  shapeLat: Int32Array
  decimeters: Int32Array
  highway: Uint8Array
  flags: Uint8Array
  surface: Uint8Array
  /** Posted limit along and against the segment, 0 if unknown. */
  forwardKmh: Uint8Array
  backwardKmh: Uint8Array
  /** Bits by profile and direction, see `accessBit`. */
  access: Uint8Array
  /** Limits of the way, 0 if there is none: decimetres, units of 100 kg. */
  maxHeight: Uint8Array
  maxWidth: Uint8Array
  maxWeight: Uint16Array
  name: Int32Array
  way: Float64Array
}

/**
 * What a path search walks on. A vertex is a node together with the turn restrictions under way there,
 * so that each node has one vertex, and a few more only where a restriction starts. Vertices are
 * numbered by their rank in the contraction order.
 */
export interface Turns {
  vertexCount: number
  /** The node of each vertex. */
  vertexNode: Int32Array
  /** Arcs of directed segment d: `arcStart[d]` to `arcStart[d + 1]`; the first leaves the free vertex. */
  arcStart: Int32Array
  arcTail: Int32Array
  arcHead: Int32Array
}

/** The chordal graph on top: every vertex with its neighbours of higher rank, ascending. */
export interface Hierarchy {
  upStart: Int32Array
  upHead: Int32Array
  /** The edge of the hierarchy that each arc feeds. -1 for loops. */
  edgeOfArc: Int32Array
}

/** Straight pieces of the segments, filed by square cells. */
export interface SnapGrid {
  /** [west, south, cell width, cell height] in degrees × 10^7, [columns, rows]. */
  frame: Float64Array
  cellStart: Int32Array
  /** The piece's first shape point. */
  cellPiece: Int32Array
  pieceSegment: Int32Array
}

export interface Network {
  streets: Streets
  turns: Turns
  hierarchy: Hierarchy
  grid: SnapGrid
}

/** One graph file: driving and walking, apart, with the street names of both. */
export interface RoadGraph {
  drive: Network
  walk: Network
  names: string[]
}

export const BRIDGE = 1
export const TUNNEL = 2
export const ROUNDABOUT = 4

export function networkOf(graph: RoadGraph, profile: Profile): Network {
  return profile === 'foot' ? graph.walk : graph.drive
}
