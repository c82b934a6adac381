/**
 * A hundred tablets that come back at once, each with what it did offline: the crew app's own outbox against the
 * API and the worker as processes of their own, over a PostgreSQL of its own. Fails when anything is lost, is there
 * twice, or took too long.
 * npm run bench:field -- [--tablets=100] [--visits=10] [--photos=2] [--photo-kb=1024]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startCluster } from '@dromos/db/embedded'
import { countArrived } from './field/count-arrived.ts'
import { openBenchCity } from './field/bench-city.ts'
import { FieldTablet } from './field/field-tablet.ts'
import { photosOf } from './field/photos-of.ts'
import { startServer } from './field/server.ts'

const { values } = parseArgs({
  options: {
    tablets: { type: 'string', default: '100' },
    visits: { type: 'string', default: '10' },
    photos: { type: 'string', default: '2' },
    'photo-kb': { type: 'string', default: '1024' },
  },
})
/** what a good day is */
const mostSeconds = 60
const mostRssMb = 600

await using stack = new AsyncDisposableStack()
const directory = mkdtempSync(join(tmpdir(), 'dromos-field-'))
stack.defer(() => rmSync(directory, { recursive: true, force: true }))
const cluster = await startCluster({ directory: join(directory, 'postgres'), durable: true })
stack.defer(() => cluster.stop())
process.env.DROMOS_TEST_DATABASE_URL = cluster.url

const city = stack.use(await openBenchCity(Number(values.tablets), Number(values.visits)))
const server = stack.use(await startServer(city.databaseUrl, join(directory, 'data')))
const photo = photosOf(Number(values['photo-kb']) * 1024)
console.error('the crews sign in and work offline')
const tablets = await Promise.all(
  city.crews.map(async (crew) => {
    const tablet = await FieldTablet.signIn(server.origin, crew)
    await tablet.workOffline(Number(values.photos), photo)
    return tablet
  }),
)

console.error('all tablets are back')
const began = performance.now()
await Promise.all(tablets.map((tablet) => tablet.sendAll()))
const seconds = Math.round((performance.now() - began) / 100) / 10

const usage = server.usage()
// what answers the tablets; the worker makes pictures beside it, and at its own pace
const serverRssMb = usage[0]!.peakRssMb
const statuses = tablets.flatMap(({ statuses }) => statuses)
const arrived = await countArrived(city.owner, tablets)
console.error(
  `${statuses.length} calls, ${statuses.filter((status) => status === 429).length} told to wait, ` +
    `${tablets.reduce((sum, { cuts }) => sum + cuts, 0)} cut`,
)
for (const { part, peakRssMb, cpuSeconds } of usage)
  console.error(`${part}: ${cpuSeconds} s of CPU, ${peakRssMb} MB`)
console.error(`the tablets themselves: ${Math.round(process.cpuUsage().user / 1e6)} s of CPU`)
const errors5xx = statuses.filter((status) => status >= 500).length
console.log(
  JSON.stringify({ bench: 'field', tablets: tablets.length, ...arrived, seconds, serverRssMb, errors5xx }),
)
const isGood =
  arrived.lost + arrived.duplicated + errors5xx === 0 && seconds < mostSeconds && serverRssMb < mostRssMb
process.exitCode = isGood ? 0 : 1
