/**
 * The dispatcher's console as people feel it: the real product with Athens' sixty days, a real Chromium, twenty crews
 * and four hundred stops. Page until it answers, cold, again and warm; selecting two thousand requests; a drop until it
 * stands on a second screen; the main thread while fifty crews send where they are once a second.
 * npm run bench:console -- [--runs=5] [--drops=60] [--seconds=20] [--stops=400] [--crews=20]
 * [--data=.data/bench-console], which it loads the first time and keeps; it plans and publishes a day there.
 */
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { startCluster } from '@dromos/db/embedded'
import { openDatabase } from '@dromos/db'
import { root } from '../serve/config.ts'
import { findChromium } from '../bootstrap/machine.mjs'
import { arrangeDay } from './console/arrange-day.ts'
import { openScreens } from './console/open-screens.ts'
import { measureDrops } from './console/measure-drops.ts'
import { measurePages } from './console/measure-pages.ts'
import { measurePositions } from './console/measure-positions.ts'
import { measureProgress } from './console/measure-progress.ts'
import { measureSelection } from './console/measure-selection.ts'
import { startAthens } from './console/start-athens.ts'
import { machine } from './timed-solve.ts'

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    drops: { type: 'string', default: '60' },
    seconds: { type: 'string', default: '20' },
    stops: { type: 'string', default: '400' },
    crews: { type: 'string', default: '20' },
    data: { type: 'string', default: '.data/bench-console' },
  },
})
const chromiumPath = findChromium()
if (!chromiumPath) throw new Error('The bench needs Chromium: npm test installs it')
const [runs, drops, seconds, stops, crews] = [
  values.runs,
  values.drops,
  values.seconds,
  values.stops,
  values.crews,
].map(Number)
const budgets = { pageColdMs: 2000, pageWarmMs: 500, select2000Ms: 100, dropP95Ms: 300, longestTaskMs: 50 }

console.log(machine())
console.log(`data: Athens, sixty days of requests; ${crews} crews, ${stops} stops, plan of seed 1`)
console.log(`budgets: ${JSON.stringify(budgets)}`)

await using stack = new AsyncDisposableStack()
const directory = resolve(root, values.data)
const cluster = await startCluster({ directory: join(directory, 'postgres'), durable: true })
stack.defer(() => cluster.stop())
const owner = openDatabase({ connectionString: cluster.url, role: null, max: 2 })
stack.defer(() => owner.close())
const product = await startAthens(owner, cluster.url, directory)
stack.defer(async () => void (await product.stop('SIGTERM')))

const day = await arrangeDay(owner, product.baseUrl, { stops, crews })
console.log(`plan ${day.planId} of ${day.day}: ${day.crewCount} crews, ${day.stopCount} stops`)
const progress = await measureProgress(day, runs)
console.log(`progress of the day: ${progress} ms, median of ${runs}`)

const screens = await openScreens(product.baseUrl, chromiumPath)
stack.defer(() => screens.close())
const pages = await measurePages(screens, day, runs)
const selection = await measureSelection(screens, runs)
const drop = await measureDrops(screens, day, drops)
const task = await measurePositions(owner, product.baseUrl, screens, day, seconds)
const withoutMap = await openScreens(product.baseUrl, chromiumPath, { hasMap: false })
stack.defer(() => withoutMap.close())
const bare = await measurePages(withoutMap, day, runs)
const bareDrop = await measureDrops(withoutMap, day, drops)
const bareTask = await measurePositions(owner, product.baseUrl, withoutMap, day, seconds)
console.log('Chromium draws the map by software here. The same without a map:')
console.log(
  JSON.stringify({
    pageColdMs: bare.cold,
    pageWarmMs: bare.warm,
    dropP95Ms: bareDrop.p95,
    longestTaskMs: bareTask.longest,
  }),
)

const result = {
  pageColdMs: pages.cold,
  pageWarmMs: pages.warm,
  select2000Ms: selection.median,
  dropP95Ms: drop.p95,
  longestTaskMs: task.longest,
}
for (const [name, most] of Object.entries(budgets)) {
  const value = result[name as keyof typeof budgets]
  if (value > most) console.log(`over budget: ${name} ${value} of ${most}`)
}
console.log(
  JSON.stringify({
    bench: 'console',
    ...result,
    progressMs: progress,
    dropMedianMs: drop.median,
    dropSavedMs: drop.saved,
    dropsMissed: drop.missed,
    longTasks: task.count,
    pageAgainMs: pages.again,
    pageColdNoMapMs: bare.cold,
    pageAgainNoMapMs: bare.again,
    pageWarmNoMapMs: bare.warm,
    pageWholeWarmMs: pages.warmWhole,
    pageWholeWarmNoMapMs: bare.warmWhole,
    dropP95NoMapMs: bareDrop.p95,
    dropMedianNoMapMs: bareDrop.median,
    dropsMissedNoMap: bareDrop.missed,
    longestTaskNoMapMs: bareTask.longest,
  }),
)
