import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { LonLat } from '../../api/src/geo/lon-lat.ts'
import type { Profile, RoadGraph } from '../../api/src/roads/index.ts'
import {
  createMetric,
  createRoadsOn,
  extendMatrix,
  loadGraph,
  mainComponent,
  networkOf,
  randomPoints,
  seededRandom,
  segmentCosts,
  snapPoint,
} from '../../api/src/roads/measuring.ts'
import type { Network } from '../../api/src/roads/measuring.ts'
import { checkPairs, timeDijkstra } from './roads-check.ts'

const IMPORT = fileURLToPath(new URL('../import-roads.ts', import.meta.url))

const { values: options } = parseArgs({
  options: {
    pbf: { type: 'string', default: fileURLToPath(new URL('../../db/demo/athens.osm.pbf', import.meta.url)) },
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '7' },
    pairs: { type: 'string', default: '100000' },
  },
})
const seed = Number(options.seed)
const runs = Number(options.runs)
const pairsPerProfile = Number(options.pairs)

interface Timing {
  wallMs: number
  cpuMs: number
}

/** Wall and processor milliseconds: the median of some runs, after two to warm up. */
async function measure<Input>(
  prepare: () => Input,
  work: (input: Input) => Promise<unknown> | unknown,
): Promise<Timing> {
  const wall: number[] = []
  const cpu: number[] = []
  for (let run = -2; run < runs; run++) {
    const input = prepare()
    const cpuBefore = process.cpuUsage()
    const before = performance.now()
    await work(input)
    const spent = process.cpuUsage(cpuBefore)
    if (run < 0) continue
    wall.push(performance.now() - before)
    cpu.push((spent.user + spent.system) / 1000)
  }
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(values.length / 2)]
  return { wallMs: round(median(wall)), cpuMs: round(median(cpu)) }
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}

/** Gives ever new points on the streets that the van uses, as a dispatcher would have them. */
function createStops(network: Network): (count: number) => LonLat[] {
  const random = seededRandom(seed)
  const isMain = mainComponent(network, segmentCosts(network.streets, { profile: 'van', band: 'day' }))
  return (count) => {
    const stops: LonLat[] = []
    while (stops.length < count) {
      const [point] = randomPoints(network, 1, random)
      if (snapPoint(network, isMain, point)) stops.push(point)
    }
    return stops
  }
}

async function main(): Promise<void> {
  console.log(`machine: ${cpus().length} × ${cpus()[0].model}, node ${process.version}`)
  console.log(`data: ${options.pbf}, seed ${seed}, median of ${runs} runs`)
  const folder = mkdtempSync(join(tmpdir(), 'dromos-roads-'))
  try {
    await bench(join(folder, 'bench.graph'))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

async function bench(graphFile: string): Promise<void> {
  // in a process of its own, so that the memory measured is that of the graph in use
  const report = execFileSync(process.execPath, [IMPORT, options.pbf, graphFile], { encoding: 'utf8' })
  console.log(`import and order: ${(JSON.parse(report) as { importMs: number }).importMs} ms`)
  const graph = loadGraph(graphFile)
  const network = networkOf(graph, 'van')
  const times = await measureMatrices(graph)
  show(
    'load',
    await measure(
      () => graphFile,
      (file) => loadGraph(file),
    ),
  )
  const customize = await measureCustomization(network)
  const dijkstra200Ms = round(timeDijkstra(network, createStops(network)(200)))
  const ratio = round(dijkstra200Ms / times.matrix200.wallMs)
  console.log(`200 × 200 by plain Dijkstra: ${dijkstra200Ms} ms, ${ratio} times as long`)
  const { pairs, mismatches } = checkAll(graph)
  console.log(
    JSON.stringify({
      bench: 'roads',
      nodes: network.turns.vertexCount,
      edges: network.turns.arcTail.length,
      matrix1000Ms: times.matrix1000.wallMs,
      matrix200Ms: times.matrix200.wallMs,
      addStopMs: times.addStop.wallMs,
      customizeMs: customize.wallMs,
      dijkstra200Ms,
      pairsChecked: pairs,
      mismatches,
      rssMb: times.rssMb,
    }),
  )
  if (mismatches > 0) process.exitCode = 1
}

interface MatrixTimes {
  matrix1000: Timing
  matrix200: Timing
  addStop: Timing
  /** Of the whole process, with the graph, one metric and one matrix of 1,000 points. */
  rssMb: number
}

async function measureMatrices(graph: RoadGraph): Promise<MatrixTimes> {
  const roads = createRoadsOn(graph)
  const van = { profile: 'van' as const }
  // new stops in each run, for known ones are not snapped again
  const newStops = createStops(networkOf(graph, 'van'))
  const stops = newStops(1000)
  const matrix = await roads.matrix(stops, van)
  const rssMb = Math.round(process.memoryUsage().rss / 2 ** 20)
  console.log(`memory of the process: ${rssMb} MB`)
  const matrix1000 = await measure(
    () => newStops(1000),
    (fresh) => roads.matrix(fresh, van),
  )
  show('1000 × 1000 with snapping', matrix1000)
  const matrix200 = await measure(
    () => newStops(200),
    (fresh) => roads.matrix(fresh, van),
  )
  show('200 × 200 with snapping', matrix200)
  await roads.matrix(stops, van)
  const addStop = await measure(
    () => newStops(1),
    async (added) => {
      await roads.table(added, stops, van)
      await roads.table(stops, added, van)
    },
  )
  show('one new stop to and from 1000', addStop)
  const extend = await measure(
    () => newStops(1),
    (added) => extendMatrix(roads, matrix, stops, added, van),
  )
  show('the same with a copy of the whole matrix', extend)
  return { matrix1000, matrix200, addStop, rssMb }
}

async function measureCustomization(network: Network): Promise<Timing> {
  const costs = segmentCosts(network.streets, { profile: 'van', band: 'day' })
  const isMain = mainComponent(network, costs)
  const customize = await measure(
    () => new Map([[0, 0]]),
    (slowing) => createMetric(network, costs, isMain, slowing),
  )
  show('customization', customize)
  return customize
}

function checkAll(graph: RoadGraph): { pairs: number; mismatches: number } {
  const all = { pairs: 0, mismatches: 0 }
  for (const profile of ['van', 'truck', 'foot'] as Profile[]) {
    for (const closedShare of [0, 0.03]) {
      const network = networkOf(graph, profile)
      const { pairs, mismatches, unreachable } = checkPairs(
        network,
        profile,
        closedShare,
        pairsPerProfile,
        seed,
      )
      const closed = closedShare === 0 ? '' : `, ${closedShare * 100} % of the streets closed or slow`
      console.log(
        `${profile}${closed}: ${pairs} pairs, ${unreachable} without a way, ${mismatches} mismatches`,
      )
      all.pairs += pairs
      all.mismatches += mismatches
    }
  }
  return all
}

function show(what: string, { wallMs, cpuMs }: Timing): void {
  console.log(`${what}: ${wallMs} ms (${cpuMs} ms of processor)`)
}

await main()
