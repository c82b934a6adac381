/**
 * Plans after an event: how soon the first valid one is there, and how good the one after a second is.
 * node scripts/bench/replan.ts [--sizes=200x10,500x25,1000x50] [--repeats=N] [--seconds=N] [--long=N]
 */
import { parseArgs } from 'node:util'
import { checkPlan } from '../../api/src/planner/check/index.ts'
import { jobsOf } from '../../api/src/planner/index.ts'
import { replan } from '../../api/src/planner/replan/index.ts'
import type { Replanned } from '../../api/src/planner/replan/index.ts'
import { solve } from '../../api/src/planner/search/index.ts'
import { dayEvents, happen, plannedDay } from './replan-events.ts'
import type { DayEvent, PlannedDay } from './replan-events.ts'

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '200x10,500x25,1000x50' },
    repeats: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '1' },
    /** Of the plan from nothing that costs are compared with; 0 leaves it out. */
    long: { type: 'string', default: '20' },
    /** Changes allowed, in percent of the stops. */
    budget: { type: 'string', default: '3' },
  },
})

interface Row {
  jobs: number
  kind: DayEvent
  firstMs: number
  firstCpuMs: number
  totalMs: number
  changes: number
  budget: number
  forced: number
  newCrewPct: number
  gainPct: number
  gapPct: number | null
}

const rows: Row[] = []
for (const size of values.sizes.split(',')) {
  const [jobs, crews] = size.split('x').map(Number)
  for (let repeat = 0; repeat < Number(values.repeats); repeat++) {
    const day = await plannedDay(repeat + 1, jobs, crews)
    for (const kind of dayEvents) rows.push(await run(day, kind, repeat + 1))
  }
}

for (const size of [...new Set(rows.map(({ jobs }) => jobs))]) for (const kind of dayEvents) print(size, kind)
const firsts = rows.map(({ firstMs }) => firstMs).sort((a, b) => a - b)
const gaps = rows.flatMap(({ gapPct }) => gapPct ?? [])
console.log(
  JSON.stringify({
    bench: 'replan',
    sizes: values.sizes,
    seconds: Number(values.seconds),
    events: rows.length,
    firstP50Ms: rounded(quantile(firsts, 0.5)),
    firstP95Ms: rounded(quantile(firsts, 0.95)),
    firstCpuP95Ms: rounded(
      quantile(
        rows.map(({ firstCpuMs }) => firstCpuMs).sort((a, b) => a - b),
        0.95,
      ),
    ),
    meanGapPct: gaps.length > 0 ? rounded(mean(gaps)) : null,
    newCrewPct: rounded(mean(rows.map(({ newCrewPct }) => newCrewPct))),
    overBudget: rows.filter(({ changes, budget }) => changes > budget).length,
  }),
)

async function run(day: PlannedDay, kind: DayEvent, seed: number): Promise<Row> {
  const { problem, base } = happen(day, kind, seed)
  const changeBudget = Math.ceil((Number(values.budget) / 100) * problem.jobs.length)
  const firsts: { result: Replanned; ms: number; cpuMs: number }[] = []
  const cpu = process.cpuUsage()
  const begin = performance.now()
  const found = replan(problem, base, {
    changeBudget,
    seed,
    deadline: begin + 1000 * Number(values.seconds),
    now: () => performance.now(),
    onFirst: (result) =>
      firsts.push({ result, ms: performance.now() - begin, cpuMs: process.cpuUsage(cpu).user / 1000 }),
  })
  const totalMs = performance.now() - begin
  const [first] = firsts
  for (const { plan, evaluation } of [first.result, found]) {
    for (const { rule, message } of checkPlan(problem, plan, evaluation)) console.error(kind, rule, message)
  }
  const long = Number(values.long)
  const cold = long > 0 ? await solve(problem, { seconds: long, seed }) : null
  const { moves, changes, forced } = found.diff
  const known = base.plan.routes.reduce((sum, route) => sum + jobsOf(route).length, 0) - forced
  const movedCrew = moves.filter((move) => move.kind === 'crew' && !move.isForced).length
  return {
    jobs: problem.jobs.length,
    kind,
    firstMs: first.ms,
    firstCpuMs: first.cpuMs,
    totalMs,
    changes,
    budget: changeBudget,
    forced,
    newCrewPct: (100 * movedCrew) / known,
    gainPct: 100 * (1 - found.evaluation.total / first.result.evaluation.total),
    gapPct: cold && 100 * (found.evaluation.total / cold.evaluation.total - 1),
  }
}

function print(size: number, kind: DayEvent): void {
  const some = rows.filter((row) => row.jobs === size && row.kind === kind)
  const firstMs = some.map((row) => row.firstMs).sort((a, b) => a - b)
  console.log(
    `${size} jobs`.padEnd(10),
    kind.padEnd(14),
    `first ${rounded(quantile(firstMs, 0.5))} ms, p95 ${rounded(quantile(firstMs, 0.95))} ms`.padEnd(30),
    `all ${rounded(mean(some.map((row) => row.totalMs)))} ms`.padEnd(13),
    `changes ${rounded(mean(some.map((row) => row.changes)))} of ${some[0].budget}, forced ${rounded(mean(some.map((row) => row.forced)))}`.padEnd(
      32,
    ),
    `other crew ${rounded(mean(some.map((row) => row.newCrewPct)))} %`.padEnd(18),
    `gain ${rounded(mean(some.map((row) => row.gainPct)))} %`,
    some[0].gapPct === null ? '' : `gap ${rounded(mean(some.map((row) => row.gapPct!)))} %`,
  )
}

function quantile(sorted: number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))]
}

function mean(list: number[]): number {
  return list.reduce((sum, value) => sum + value, 0) / list.length
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
