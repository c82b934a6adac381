import { parseArgs } from 'node:util'
import { openLoader } from './seed/loader.ts'
import { seedDemo } from './seed-demo.ts'
import { openOwnDatabase } from './simulate/database-url.ts'
import { reportLive } from './simulate/live.ts'
import { loadCityModel } from './simulate/load-city-model.ts'
import { randomFrom } from './simulate/random.ts'
import { simulateCity } from './simulate/simulate-city.ts'
import { spotsOf } from './simulate/spots.ts'

const usage = `npm run simulate -- --city athens --all
    loads every simulated request of the city: 647,602 of Athens, 30,000 of Aigaleo
npm run simulate -- --city aigaleo --live [--per-minute 20] [--url http://localhost:3000]
    reports to a running Dromos as citizens do, until Ctrl-C`

const { values } = parseArgs({
  options: {
    city: { type: 'string', default: 'aigaleo' },
    all: { type: 'boolean', default: false },
    live: { type: 'boolean', default: false },
    'per-minute': { type: 'string', default: '20' },
    url: { type: 'string', default: 'http://localhost:3000' },
    seed: { type: 'string', default: 'dromos' },
  },
})

const perMinute = Number(values['per-minute'])
if (
  (values.city !== 'athens' && values.city !== 'aigaleo') ||
  values.all === values.live ||
  !(perMinute > 0)
) {
  console.error(usage)
  process.exit(2)
}
const city = values.city
await using stack = new AsyncDisposableStack()
const stop = new AbortController()
process.once('SIGINT', () => stop.abort())
const databaseUrl = await openOwnDatabase(stack)
const database = openLoader(databaseUrl)
stack.defer(() => database.close())
if (values.all) await loadAll()
else await reportAlong()

async function loadAll(): Promise<void> {
  const startedAt = performance.now()
  const onProgress = (text: string) => {
    console.log(`${((performance.now() - startedAt) / 1000).toFixed(1).padStart(6)} s  ${text}`)
  }
  const now = new Date()
  await seedDemo({ databaseUrl, now, onProgress })
  const { added, total } = await simulateCity({
    database,
    jurisdictionId: city,
    scale: city,
    now,
    seed: values.seed,
    onProgress,
  })
  onProgress('statistics')
  await database.pool.query('analyze')
  onProgress(
    `${total.toLocaleString('en')} requests of ${city} are there, ${added.toLocaleString('en')} of them new`,
  )
}

async function reportAlong(): Promise<void> {
  const model = await database.tenant(city, loadCityModel)
  const spots = spotsOf(model, `${values.seed} ${city}`)
  const random = randomFrom(`${values.seed} live ${Date.now()}`)
  const onReport = (text: string) => console.log(text)
  await reportLive({ model, spots, random, url: values.url, perMinute, signal: stop.signal, onReport })
}
