/**
 * Solves a problem in VROOM's JSON: npm run -s plan -- problem.json --seconds=N --threads=N
 * The answer alone goes to standard output; the exit status is its code. `-` reads standard input.
 */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { vroomTravel } from '../api/src/planner-api/travel.ts'
import { solveVroom } from '../api/src/planner/vroom/index.ts'
import type { VroomAnswer } from '../api/src/planner/vroom/index.ts'
import { createRoads } from '../api/src/roads/index.ts'
import { ensureRoads } from './import-roads.ts'

const USAGE =
  'usage: npm run -s plan -- FILE.json [--seconds=N] [--threads=N] [--seed=N] [--iterations=N] [--geometry] [--choose-eta]'
const PBF = fileURLToPath(new URL('../db/demo/athens.osm.pbf', import.meta.url))
const GRAPH = fileURLToPath(new URL('../.data/roads.graph', import.meta.url))

const answer = await main()
if (answer) {
  process.stdout.write(`${JSON.stringify(answer)}\n`)
  process.exitCode = answer.code
}

async function main(): Promise<VroomAnswer | null> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seconds: { type: 'string' },
      threads: { type: 'string' },
      seed: { type: 'string' },
      iterations: { type: 'string' },
      geometry: { type: 'boolean', short: 'g' },
      'choose-eta': { type: 'boolean', short: 'c' },
    },
  })
  if (positionals.length !== 1) {
    console.error(USAGE)
    process.exitCode = 2
    return null
  }
  const seconds = numberOf('seconds', values.seconds, 1, 86_400)
  const threads = numberOf('threads', values.threads, 2, 64)
  if (typeof seconds !== 'number') return seconds
  if (typeof threads !== 'number') return threads
  const problem = readProblem(positionals[0])
  if (!problem.ok) return { code: 2, error: problem.error, path: '' }
  if (values.geometry && isObject(problem.value)) {
    problem.value = { ...problem.value, options: { ...problem.value.options, g: true } }
  }
  return solveVroom(problem.value, {
    seconds,
    threads: Math.round(threads),
    seed: Number(values.seed ?? 1),
    iterations: values.iterations === undefined ? undefined : Number(values.iterations),
    isPlanMode: values['choose-eta'] ?? false,
    ...vroomTravel(async () => createRoads(existsSync(GRAPH) ? GRAPH : await ensureRoads(PBF))),
  })
}

function numberOf(
  name: string,
  text: string | undefined,
  standard: number,
  most: number,
): number | VroomAnswer {
  const value = Number(text ?? standard)
  if (value > 0 && value <= most) return value
  return { code: 2, error: `--${name} must be over 0 and at most ${most}`, path: `--${name}` }
}

function readProblem(file: string): { ok: true; value: unknown } | { ok: false; error: string } {
  try {
    return { ok: true, value: JSON.parse(readFileSync(file === '-' ? 0 : file, 'utf8')) }
  } catch (error) {
    return { ok: false, error: (error as Error).message }
  }
}

function isObject(value: unknown): value is Record<string, object> {
  return typeof value === 'object' && value !== null
}
