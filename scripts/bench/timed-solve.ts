import { cpus } from 'node:os'
import { checkPlan } from '../../api/src/planner/check/index.ts'
import type { Problem } from '../../api/src/planner/index.ts'
import { solve } from '../../api/src/planner/search/index.ts'
import type { Solution, SolveOptions } from '../../api/src/planner/search/index.ts'

export interface TimedSolution extends Solution {
  /** What the independent checker has against the plan. */
  findings: ReturnType<typeof checkPlan>
  wallMs: number
  /** From the call until the first plan, set-up included. */
  firstMs: number
  firstCpuMs: number
  stepsPerCpuSecond: number
}

/** Solves and re-checks; times are of the call alone. */
export async function timedSolve(problem: Problem, options: SolveOptions): Promise<TimedSolution> {
  const begin = performance.now()
  const cpuBegin = process.cpuUsage()
  let firstMs = 0
  let firstCpuMs = 0
  const solution = await solve(problem, {
    ...options,
    onProgress: () => {
      if (firstMs > 0) return
      firstMs = performance.now() - begin
      firstCpuMs = cpuMsSince(cpuBegin)
    },
  })
  const wallMs = performance.now() - begin
  const cpuMs = cpuMsSince(cpuBegin) - firstCpuMs
  const findings = checkPlan(problem, solution.plan, solution.evaluation)
  const stepsPerCpuSecond = Math.round((1000 * solution.iterations) / cpuMs)
  return { ...solution, findings, wallMs, firstMs, firstCpuMs, stepsPerCpuSecond }
}

function cpuMsSince(begin: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(begin)
  return (user + system) / 1000
}

/** The lower of the two in the middle. */
export function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)]
}

export function rounded(value: number): number {
  return Math.round(value * 1000) / 1000
}

export function machine(): string {
  return `machine: ${cpus().length} × ${cpus()[0].model}, node ${process.version}`
}
