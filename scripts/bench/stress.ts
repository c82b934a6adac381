/**
 * Small random problems with every rule, each solved, checked, and where few plans are possible compared with all
 * of them. npm run bench:stress -- [--problems=N] [--seed=S] [--minutes=M] [--threads=T]
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { prepareProblem, scheduleRoute } from '../../api/src/planner/index.ts'
import type { Problem } from '../../api/src/planner/index.ts'
import { longRoute } from '../../api/src/planner/testing/long-route.ts'
import { shrinkProblem } from '../../api/src/planner/testing/shrink.ts'
import { stressCase, stressProblem } from '../../api/src/planner/testing/stress-case.ts'
import type { StressResult } from '../../api/src/planner/testing/stress-case.ts'

/** What is asserted of the plans that were compared with all others. */
const LEAST_EQUAL = 0.98
/** the search takes breaks and reloads late or early, and nowhere between */
const LEAST_EQUAL_WITH_BREAKS = 0.86
const MOST_SERVING_LESS = 0.015
/** Failures that are shrunk; the rest is counted. */
const MOST_SHRUNK = 3

interface Share {
  first: number
  count: number
  step: number
  until: number
}

interface Line {
  seed: number
  result: StressResult
  shrunk: string | null
}

if (isMainThread) await runAll()
else workShare(workerData as Share)

async function runAll(): Promise<void> {
  const { values } = parseArgs({
    options: {
      problems: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      minutes: { type: 'string', default: '20' },
      threads: { type: 'string', default: String(Math.min(2, availableParallelism())) },
    },
  })
  const [problems, seed, minutes, threads] = [
    values.problems,
    values.seed,
    values.minutes,
    values.threads,
  ].map(Number)
  console.log(`${problems} problems from seed ${seed}`)
  const begin = performance.now()
  const until = Date.now() + minutes * 60_000
  const lines: Line[] = []
  await Promise.all(
    Array.from({ length: threads }, (_, thread) => {
      const count = Math.ceil((problems - thread) / threads)
      return inWorker({ first: seed + thread, count, step: threads, until }, (line) => {
        lines.push(line)
        if (line.result.failures.length > 0) tellFailure(line)
        if (lines.length % 500 === 0) console.log(`${lines.length} done`)
      })
    }),
  )
  summarise(lines, { problems, seed, seconds: (performance.now() - begin) / 1000 })
}

function summarise(lines: Line[], run: { problems: number; seed: number; seconds: number }): void {
  const compared = lines.filter(({ result }) => result.isExhausted && result.best !== null)
  const gaps = compared.map(({ result }) => (100 * (result.cost - result.best!)) / Math.max(1, result.best!))
  const equal = gaps.filter((gap) => gap === 0).length
  const isEqual = ({ result }: Line) => result.cost === result.best
  const plain = compared.filter(({ result }) => !result.hasBreaks)
  const broken = compared.filter(({ result }) => result.hasBreaks)
  const servingLess = compared.filter(({ result }) => result.isServingLess).length
  const failures = lines.filter(({ result }) => result.failures.length > 0).length
  const route60Microseconds = measureRoute()
  for (const { seed, result } of compared.filter(({ result }) => result.isServingLess).slice(0, 10))
    console.log(`seed ${seed} could serve more: ${result.cost} against ${result.best}`)
  const isGood =
    failures === 0 &&
    plain.filter(isEqual).length >= LEAST_EQUAL * plain.length &&
    broken.filter(isEqual).length >= LEAST_EQUAL_WITH_BREAKS * broken.length &&
    servingLess <= MOST_SERVING_LESS * compared.length &&
    route60Microseconds < 1000
  if (!isGood) process.exitCode = 1
  console.log(
    JSON.stringify({
      bench: 'stress',
      seed: run.seed,
      problems: run.problems,
      solved: lines.length,
      failures,
      compared: compared.length,
      equal,
      equalPct: rounded((100 * equal) / compared.length),
      plainEqualPct: rounded((100 * plain.filter(isEqual).length) / plain.length),
      withBreaksEqualPct: rounded((100 * broken.filter(isEqual).length) / broken.length),
      servingLess,
      medianGapPct: rounded(median(gaps.filter((gap) => gap > 0))),
      route60Microseconds,
      seconds: rounded(run.seconds),
    }),
  )
}

function workShare({ first, count, step, until }: Share): void {
  let shrunk = 0
  for (let index = 0; index < count && Date.now() < until; index++) {
    const seed = first + index * step
    const problem = stressProblem(seed)
    const result = safely(problem, seed)
    const hasFailed = result.failures.length > 0 && shrunk++ < MOST_SHRUNK
    const smallest = hasFailed
      ? shrinkProblem(problem, (smaller) => safely(smaller, seed).failures.length > 0)
      : null
    parentPort!.postMessage({ seed, result, shrunk: smallest && describe(smallest) } satisfies Line)
  }
}

function safely(problem: Problem, seed: number): StressResult {
  try {
    return stressCase(problem, seed)
  } catch (error) {
    const failures = [`throws: ${error instanceof Error ? error.message : error}`]
    return { failures, isExhausted: false, cost: 0, best: null, hasBreaks: false, isServingLess: false }
  }
}

function inWorker(share: Share, onLine: (line: Line) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share })
    worker.on('message', onLine)
    worker.once('error', reject)
    worker.once('exit', () => resolve())
  })
}

function tellFailure({ seed, result, shrunk }: Line): void {
  console.log(`seed ${seed}: ${result.failures.slice(0, 3).join('; ')}`)
  console.log(`  again: npm run bench:stress -- --problems=1 --seed=${seed}`)
  if (shrunk) console.log(`  shrunk: ${shrunk}`)
}

function describe({ matrices, ...problem }: Problem): string {
  return JSON.stringify({ ...problem, places: Object.values(matrices)[0].size })
}

/** CPU time of one pricing, the best of some runs. */
function measureRoute(): number {
  const { problem, plan } = longRoute(60)
  const prepared = prepareProblem(problem)
  let best = Infinity
  for (let run = 0; run < 10; run++) {
    const begin = process.cpuUsage().user
    for (let time = 0; time < 200; time++) scheduleRoute(prepared, plan.routes[0])
    best = Math.min(best, (process.cpuUsage().user - begin) / 200)
  }
  return rounded(best)
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
