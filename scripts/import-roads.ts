import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildRoads, ensureGraph } from '../api/src/roads/index.ts'

const USAGE = 'usage: node scripts/import-roads.ts FILE.osm.pbf [OUT.graph]'

export { buildRoads }

/** Where the graph of an extract is kept: `.data/roads/athens.graph` for `…/athens.osm.pbf`. */
export function graphFileOf(pbfFile: string): string {
  const name = basename(pbfFile).replace(/(\.osm)?\.pbf$/, '')
  return fileURLToPath(new URL(`../.data/roads/${name}.graph`, import.meta.url))
}

/** The graph of an extract, built first if there is none or an old one. */
export async function ensureRoads(pbfFile: string): Promise<string> {
  const graphFile = graphFileOf(pbfFile)
  await ensureGraph(pbfFile, graphFile)
  return graphFile
}

async function main(): Promise<void> {
  const [pbfFile, outFile = pbfFile && graphFileOf(pbfFile)] = process.argv.slice(2)
  if (!pbfFile) {
    console.error(USAGE)
    process.exitCode = 2
    return
  }
  const report = await buildRoads(pbfFile, outFile)
  console.log(JSON.stringify({ graph: outFile, ...report }, null, 2))
}

if (import.meta.main) await main()
