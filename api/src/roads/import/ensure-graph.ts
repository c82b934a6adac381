import { closeSync, openSync, readSync, statSync } from 'node:fs'
import { FORMAT } from '../network/graph-file.ts'
import { buildRoads } from './build-roads.ts'
import type { ImportReport } from './report.ts'

/** Builds the graph file if there is none, or if it is older than its extract or of another format. */
export async function ensureGraph(pbfFile: string, graphFile: string): Promise<ImportReport | null> {
  return isCurrent(pbfFile, graphFile) ? null : buildRoads(pbfFile, graphFile)
}

function isCurrent(pbfFile: string, graphFile: string): boolean {
  const graph = statSync(graphFile, { throwIfNoEntry: false })
  if (!graph || graph.mtimeMs < statSync(pbfFile).mtimeMs) return false
  const descriptor = openSync(graphFile, 'r')
  try {
    const beginning = Buffer.alloc(64)
    readSync(descriptor, beginning, 0, beginning.length, 0)
    return beginning.includes(FORMAT)
  } finally {
    closeSync(descriptor)
  }
}
