/** What an import kept, and what it dropped and why. */
export interface NetworkReport {
  waysRead: number
  waysKept: number
  /** Ways by the reason they were left out. */
  waysDropped: Record<string, number>
  /** Ways of which a part lies outside the extract. */
  waysCut: number
  /** Nodes that block the network's vehicles. */
  barriers: number
  nodes: number
  segments: number
  vertices: number
  arcs: number
  restrictionsKept: number
  restrictionsDropped: Record<string, number>
  /** Segments by profile that can be reached from, and can reach, the main part of the network. */
  segmentsInMainComponent: Record<string, number>
  kilometers: number
}

export interface ImportReport {
  drive: NetworkReport
  walk: NetworkReport
  /** Wall time of reading, building and ordering. */
  importMs: number
}

export function emptyReport(): NetworkReport {
  return {
    waysRead: 0,
    waysKept: 0,
    waysDropped: {},
    waysCut: 0,
    barriers: 0,
    nodes: 0,
    segments: 0,
    vertices: 0,
    arcs: 0,
    restrictionsKept: 0,
    restrictionsDropped: {},
    segmentsInMainComponent: {},
    kilometers: 0,
  }
}

export function count(reasons: Record<string, number>, reason: string): void {
  reasons[reason] = (reasons[reason] ?? 0) + 1
}
