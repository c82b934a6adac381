/**
 * Municipal days on the streets of Athens: cost beside the best ever found, every plan checked twice.
 * npm run bench:municipal -- [--seconds=N] [--seeds=S] [--threads=T] [--iterations=N] [--only=prefix] [--keep]
 */
import { parseArgs } from 'node:util'
import { checkPlan } from '../../api/src/planner/check/index.ts'
import { evaluatePlan, prepareProblem, validateProblem } from '../../api/src/planner/index.ts'
import type { Problem } from '../../api/src/planner/index.ts'
import { openCity } from './municipal/city.ts'
import { DAYS } from './municipal/days.ts'
import type { DaySpec } from './municipal/days.ts'
import { drawDay } from './municipal/draw-day.ts'
import { readRecord, writeRecord } from './municipal/record.ts'
import { machine, median, rounded, timedSolve } from './timed-solve.ts'
import type { TimedSolution } from './timed-solve.ts'

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '5' },
    iterations: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    only: { type: 'string', default: '' },
    /** Writes a plan that is better than the best known. */
    keep: { type: 'boolean', default: false },
  },
})
const seconds = Number(values.seconds)
const iterations = values.iterations === undefined ? undefined : Number(values.iterations)
const threads = Number(values.threads)
const seeds = Number(values.seeds)
const budget = iterations === undefined ? `${seconds} s` : `${iterations} steps`

interface Row {
  isFeasible: boolean
  gapPct: number | null
  firstMs: number
  firstCpuMs: number
  stepsPerCpuSecond: number
}

const city = await openCity()
console.log(machine())
console.log(
  `data: db/demo/athens.osm.pbf; budget: ${budget}, ${threads} threads, median of seeds 1 to ${seeds}`,
)
const rows: Row[] = []
for (const day of DAYS.filter(({ name }) => name.startsWith(values.only))) rows.push(await runDay(day))
const gaps = rows.flatMap(({ gapPct }) => gapPct ?? [])
console.log(
  JSON.stringify({
    bench: 'municipal',
    seconds: iterations === undefined ? seconds : null,
    iterations: iterations ?? null,
    threads,
    seeds,
    instances: rows.length,
    feasible: rows.filter(({ isFeasible }) => isFeasible).length,
    meanGapPct: gaps.length > 0 ? rounded(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length) : null,
    worstGapPct: gaps.length > 0 ? rounded(Math.max(...gaps)) : null,
    worstFirstMs: rounded(Math.max(...rows.map(({ firstMs }) => firstMs))),
    worstFirstCpuMs: rounded(Math.max(...rows.map(({ firstCpuMs }) => firstCpuMs))),
    stepsPerCpuSecond: median(rows.map(({ stepsPerCpuSecond }) => stepsPerCpuSecond)),
  }),
)
if (rows.some(({ isFeasible }) => !isFeasible)) process.exitCode = 1

async function runDay(day: DaySpec): Promise<Row> {
  const problem = await drawDay(city, day)
  for (const { path, message } of validateProblem(problem)) throw new Error(`${day.name}: ${path} ${message}`)
  const known = bestKnown(day, problem)
  const runs: TimedSolution[] = []
  for (let seed = 1; seed <= seeds; seed++) {
    runs.push(await timedSolve(problem, { seconds, iterations, threads, seed }))
  }
  for (const { rule, message } of runs.flatMap(({ findings }) => findings)) {
    console.error(day.name, rule, message)
  }
  const isFeasible = runs.every(isRight)
  const best = runs.reduce((a, b) => (b.cost < a.cost ? b : a))
  if (values.keep && isFeasible && best.cost < known) {
    const seed = runs.indexOf(best) + 1
    writeRecord(day.name, problem, best.plan, best.cost, `${budget}, ${threads} threads, seed ${seed}`)
  }
  return report(day, known, isFeasible, runs)
}

function isRight({ findings, evaluation, cost }: TimedSolution): boolean {
  return findings.length === 0 && evaluation.violations.length === 0 && evaluation.total === cost
}

/** Infinity where none is known; a kept plan is worth what it costs today. */
function bestKnown(day: DaySpec, problem: Problem): number {
  const kept = readRecord(day.name, problem)
  if (!kept) return Infinity
  const evaluation = evaluatePlan(prepareProblem(problem), kept.plan)
  const findings = checkPlan(problem, kept.plan, evaluation)
  if (findings.length > 0 || evaluation.violations.length > 0 || evaluation.total !== kept.record.cost) {
    throw new Error(`${day.name}: the plan kept as the best is not what its record says`)
  }
  return kept.record.cost
}

function report(day: DaySpec, known: number, isFeasible: boolean, runs: TimedSolution[]): Row {
  const cost = median(runs.map((run) => run.cost))
  const middle = runs.find((run) => run.cost === cost)!
  const gapPct = known === Infinity ? null : 100 * (cost / known - 1)
  const [firstMs, firstCpuMs, stepsPerCpuSecond] = (
    ['firstMs', 'firstCpuMs', 'stepsPerCpuSecond'] as const
  ).map((figure) => median(runs.map((run) => run[figure])))
  console.log(
    day.name.padEnd(14),
    `seed ${day.seed}`,
    `cost ${cost}`,
    known === Infinity ? 'none known' : `best known ${known} (${gapPct!.toFixed(2)} %)`,
    `${middle.plan.unassigned.length} left out`,
    `first plan ${firstMs.toFixed(0)} ms (${firstCpuMs.toFixed(0)} ms of processor)`,
    `${middle.iterations} steps, ${stepsPerCpuSecond} a CPU second`,
    isFeasible ? '' : 'NOT FEASIBLE',
  )
  return { isFeasible, gapPct, firstMs, firstCpuMs, stepsPerCpuSecond }
}
