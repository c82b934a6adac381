/**
 * Gap to the best known results, every plan checked twice.
 * node scripts/bench/planner.ts --set=solomon|homberger_200|dimacs_1000 --seconds=N [--sample=K] [--seeds=S]
 */
import { parseArgs } from 'node:util'
import { checkPlan } from '../../api/src/planner/check/index.ts'
import { solve } from '../../api/src/planner/search/index.ts'
import { machine, rounded } from './timed-solve.ts'
import { measure, readSet, toProblem } from './vrp-instances.ts'
import type { VrpInstance, VrpSet } from './vrp-instances.ts'

const { values } = parseArgs({
  options: {
    set: { type: 'string', default: 'solomon' },
    seconds: { type: 'string', default: '1' },
    iterations: { type: 'string' },
    sample: { type: 'string' },
    seeds: { type: 'string', default: '1' },
    threads: { type: 'string', default: '2' },
    only: { type: 'string' },
  },
})
const seconds = Number(values.seconds)
const threads = Number(values.threads)
const seeds = Number(values.seeds)

interface Row {
  isFeasible: boolean
  gapPct: number
}

const all = readSet(values.set as VrpSet)
const instances = sampled(values.only ? all.filter(({ name }) => name.startsWith(values.only!)) : all)
const rows: Row[] = []
console.log(machine())
for (const instance of instances) rows.push(await medianOfSeeds(instance))

// a plan that leaves a customer out has no distance to compare
const served = rows.filter(({ isFeasible }) => isFeasible)
console.log(
  JSON.stringify({
    bench: 'planner',
    set: values.set,
    seconds,
    threads,
    seeds,
    instances: rows.length,
    feasible: served.length,
    meanGapPct: rounded(served.reduce((sum, { gapPct }) => sum + gapPct, 0) / served.length),
    worstGapPct: rounded(Math.max(...served.map(({ gapPct }) => gapPct))),
  }),
)

function sampled(list: VrpInstance[]): VrpInstance[] {
  const wanted = Math.min(list.length, Number(values.sample ?? list.length))
  return Array.from({ length: wanted }, (_, index) => list[Math.floor((index * list.length) / wanted)])
}

async function medianOfSeeds(instance: VrpInstance): Promise<Row> {
  const runs: Row[] = []
  for (let seed = 1; seed <= seeds; seed++) runs.push(await run(instance, seed))
  runs.sort((a, b) => Number(b.isFeasible) - Number(a.isFeasible) || a.gapPct - b.gapPct)
  return runs[Math.floor((runs.length - 1) / 2)]
}

async function run(instance: VrpInstance, seed: number): Promise<Row> {
  const begin = performance.now()
  const problem = toProblem(instance)
  const setupSeconds = (performance.now() - begin) / 1000
  const iterations = values.iterations === undefined ? undefined : Number(values.iterations)
  const solution = await solve(problem, { seconds: seconds - setupSeconds, iterations, threads, seed })
  const wallSeconds = (performance.now() - begin) / 1000
  const { plan, evaluation } = solution
  const findings = checkPlan(problem, plan, evaluation)
  for (const { rule, message } of findings) console.error(instance.name, rule, message)
  const { distance, isFeasible } = measure(instance, plan)
  const gapPct = 100 * (distance / instance.bestKnown - 1)
  console.log(
    instance.name.padEnd(10),
    `seed ${seed}`,
    `${distance.toFixed(1)} (${instance.bestKnown})`.padEnd(22),
    `${gapPct.toFixed(2)} %`,
    `${plan.routes.length} routes`,
    plan.unassigned.length > 0 ? `${plan.unassigned.length} left out` : '',
    `${solution.iterations} steps, ${wallSeconds.toFixed(2)} s`,
  )
  return { isFeasible: isFeasible && findings.length === 0, gapPct }
}
