/**
 * A hundred tablets that come back at once, each with what it did offline: the crew app's own outbox against the
 * API and the worker as processes of their own, over a PostgreSQL of its own, while a dispatcher's screen is open.
 * Fails when anything is lost, is there twice, took too long or kept the dispatcher waiting.
 * npm run bench:field -- [--tablets=100] [--visits=10] [--photos=2] [--photo-kb=1024] [--seed=1] [--profile=DIR]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { one, sql, type Database } from '@dromos/db'
import { startCluster } from '@dromos/db/embedded'
import { openBenchCity } from './field/bench-city.ts'
import { Console } from './field/console.ts'
import { countArrived } from './field/count-arrived.ts'
import { startServer } from './field/server.ts'
import { openTablets } from './field/tablets.ts'
import { familySeconds, parentOf } from './field/usage.ts'
import { machine } from './timed-solve.ts'

const { values } = parseArgs({
  options: {
    tablets: { type: 'string', default: '100' },
    visits: { type: 'string', default: '10' },
    photos: { type: 'string', default: '2' },
    'photo-kb': { type: 'string', default: '1024' },
    seed: { type: 'string', default: '1' },
    profile: { type: 'string' },
  },
})
/** what a good day is */
const budget = { seconds: 60, rssMb: 600, consoleP95Ms: 300 }
const quietSeconds = 5

await using stack = new AsyncDisposableStack()
const directory = mkdtempSync(join(tmpdir(), 'dromos-field-'))
stack.defer(() => rmSync(directory, { recursive: true, force: true }))
const cluster = await startCluster({ directory: join(directory, 'postgres'), durable: true })
stack.defer(() => cluster.stop())
process.env.DROMOS_TEST_DATABASE_URL = cluster.url
console.error(machine())
console.error(`budget: ${JSON.stringify(budget)}, seed ${values.seed}`)
const city = stack.use(await openBenchCity(Number(values.tablets), Number(values.visits)))
const server = stack.use(await startServer(city.databaseUrl, join(directory, 'data'), values.profile))
console.error('the crews sign in and work offline')
const tablets = stack.use(
  await openTablets({
    origin: server.origin,
    crews: city.crews,
    photosOfAStop: Number(values.photos),
    photoBytes: Number(values['photo-kb']) * 1024,
    seed: values.seed,
  }),
)
const screen = await Console.open(server.origin, city.dispatcher)
const watching = screen.watch()
await wait(quietSeconds * 1000)
const quiet = screen.take()

const postmaster = parentOf(await backendOf(city.owner))
const postgres = () => familySeconds(postmaster)
console.error('all tablets are back')
const before = { parts: server.usage(), postgres: postgres() }
const { seconds, cpuSeconds, taken, statuses, cuts } = await tablets.comeBack()
const after = { parts: server.usage(), postgres: postgres() }
const busy = screen.take()
screen.close()
await watching
const arrived = await countArrived(city.owner, taken)

const share = (took: number) => `${took.toFixed(1)} s of CPU (${Math.round((took / seconds) * 100)} %)`
console.error(
  `${statuses.length} calls, ${statuses.filter((status) => status === 429).length} told to wait, ${cuts} cut`,
)
for (const [index, { part, peakRssMb, cpuSeconds }] of after.parts.entries())
  console.error(`${part}: ${share(cpuSeconds - before.parts[index]!.cpuSeconds)}, ${peakRssMb} MB`)
console.error(`PostgreSQL: ${share(after.postgres - before.postgres)}`)
console.error(`the tablets themselves: ${share(cpuSeconds)}`)
console.error(`the dispatcher's screen: ${JSON.stringify({ quiet, busy })}`)
// what has come whole is safe: the worker makes pictures of it beside other work, and gives way
console.error(`${await countWaiting(city.owner)} photos wait for the worker to make pictures of them`)

const errors5xx = statuses.filter((status) => status >= 500).length
// what answers the tablets, and beside it, at its own pace, what makes pictures
const [serverRssMb, workerRssMb] = after.parts.map(({ peakRssMb }) => peakRssMb)
console.log(
  JSON.stringify({
    bench: 'field',
    tablets: Number(values.tablets),
    ...arrived,
    seconds: Math.round(seconds * 10) / 10,
    serverRssMb,
    workerRssMb,
    errors5xx,
    consoleP95Ms: busy.p95,
  }),
)
const isGood =
  arrived.lost + arrived.duplicated + errors5xx === 0 &&
  seconds < budget.seconds &&
  Math.max(serverRssMb!, workerRssMb!) < budget.rssMb &&
  busy.p95 < budget.consoleP95Ms
process.exitCode = isGood ? 0 : 1

async function countWaiting(owner: Database): Promise<number> {
  const waiting = z.object({ count: z.number() })
  return (await one(owner, waiting, sql`select count(*)::integer as count from upload`)).count
}

async function backendOf(owner: Database): Promise<number> {
  const { pid } = await one(owner, z.object({ pid: z.number() }), sql`select pg_backend_pid() as pid`)
  return pid
}
