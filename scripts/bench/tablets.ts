/**
 * Two tablets of a crew under cuts, repeats, reorders, crashes, restarts of the server and clocks that jump, seed by
 * seed, against the real API and a database of its own: which seeds end in a contradiction.
 * node scripts/bench/tablets.ts [--runs=5000] [--from=0]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startCluster } from '@dromos/db/embedded'
import { openModelCity } from '../tablet-model/model-city.ts'
import { giveOutFor, runModel } from '../tablet-model/run-model.ts'

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5000' }, from: { type: 'string', default: '0' } },
})
const runs = Number(values.runs)
const from = Number(values.from)
// a city's history grows with its runs: a fresh one keeps them as fast as the first
const runsOfACity = 250
const runsBetweenRestarts = 25

const directory = mkdtempSync(join(tmpdir(), 'dromos-tablets-'))
const cluster = await startCluster({ directory, durable: false })
process.env.DROMOS_TEST_DATABASE_URL = cluster.url
const began = performance.now()
const wrong: string[] = []
try {
  for (let first = from; first < from + runs; first += runsOfACity)
    await runCity(first, Math.min(runsOfACity, from + runs - first))
} finally {
  await cluster.stop()
  rmSync(directory, { recursive: true, force: true })
}
const seconds = Math.round((performance.now() - began) / 1000)
console.log(JSON.stringify({ bench: 'tablets', runs, seconds, contradictions: wrong.length, seeds: wrong }))
process.exitCode = wrong.length > 0 ? 1 : 0

async function runCity(first: number, count: number): Promise<void> {
  await using city = await openModelCity()
  for (const [index, work] of (await giveOutFor(city, count)).entries()) {
    const seed = `seed-${first + index}`
    if (index % runsBetweenRestarts === runsBetweenRestarts - 1) await city.restart()
    const found = await runModel(city, seed, work)
    if (found.length > 0) wrong.push(seed)
    for (const words of found) console.error(`${seed}: ${words}`)
  }
  console.error(`${first + count - from} of ${runs}`)
}
