import { fileURLToPath } from 'node:url'
import { installPackages } from './apt.mjs'
import { areDependenciesInstalled, installDependencies } from './dependencies.mjs'
import { launch } from './launch.mjs'
import { inspectMachine } from './machine.mjs'
import { decide, explain } from './needs.mjs'
import { step } from './progress.mjs'

// TypeScript stripped and compiled once is read again by the next start
const compiled = fileURLToPath(new URL('../../node_modules/.cache/compiled/', import.meta.url))
const scripts = { start: 'scripts/serve.ts', test: 'scripts/test.ts', check: 'scripts/check.ts' }

/**
 * @param {string} goal
 * @param {string[]} rest arguments for the script behind the goal
 * @returns {Promise<number>} exit code
 */
export async function bootstrap(goal, rest) {
  if (!isGoal(goal)) {
    console.error(`Usage: node scripts/bootstrap.mjs ${Object.keys(scripts).join(' | ')}`)
    return 1
  }
  try {
    await prepare(goal)
  } catch (error) {
    console.error(`\n${error instanceof Error ? error.message : error}`)
    return 1
  }
  return launch(scripts[goal], rest, goal === 'start' ? { NODE_COMPILE_CACHE: compiled } : {})
}

/** @param {string} goal @returns {goal is keyof typeof scripts} */
function isGoal(goal) {
  return Object.hasOwn(scripts, goal)
}

/** @param {keyof typeof scripts} goal */
async function prepare(goal) {
  const decision = decide(inspectMachine(), goal)
  if (decision.missing.length > 0) throw new Error(explain(decision.missing))
  const installs = []
  if (decision.packages.length > 0)
    installs.push(step('system packages', (report) => installPackages(decision, report)))
  if (!areDependenciesInstalled()) installs.push(step('npm dependencies', installDependencies))
  // all of them come to an end before a failure is told, so that none is cut off halfway
  for (const result of await Promise.allSettled(installs)) {
    if (result.status === 'rejected') throw result.reason
  }
  // each look asks programs, which a start that has all it needs does not wait for twice
  if (installs.length === 0) return
  const left = decide(inspectMachine(), goal)
  if (left.packages.length > 0) throw new Error(explain(left.wanted))
}
