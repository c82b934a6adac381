import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { Plan, Problem, Stop } from '../../../api/src/planner/index.ts'

/** The best plan ever found for a day. */
export interface DayRecord {
  cost: number
  date: string
  budget: string
  /** Of the problem that the plan is for: a day changes with the road engine's times. */
  fingerprint: string
  /** Jobs' numbers. */
  unassigned: string
  /** `crew/shift: stops`, where a stop is a job's number, `bN` for a break or `r` for a reload. */
  routes: string[]
}

const folder = new URL('../data/municipal/', import.meta.url)

/** Null where nothing is known about this very problem. */
export function readRecord(name: string, problem: Problem): { record: DayRecord; plan: Plan } | null {
  const file = new URL(`${name}.json`, folder)
  if (!existsSync(file)) return null
  const record = JSON.parse(readFileSync(file, 'utf8')) as DayRecord
  if (record.fingerprint !== fingerprintOf(problem)) return null
  const unassigned = record.unassigned === '' ? [] : record.unassigned.split(' ').map(Number)
  return { record, plan: { routes: record.routes.map(readRoute), unassigned } }
}

export function writeRecord(name: string, problem: Problem, plan: Plan, cost: number, budget: string): void {
  const record: DayRecord = {
    cost,
    date: new Date().toISOString().slice(0, 10),
    budget,
    fingerprint: fingerprintOf(problem),
    unassigned: plan.unassigned.join(' '),
    routes: plan.routes.filter(({ stops }) => stops.length > 0).map(writeRoute),
  }
  writeFileSync(new URL(`${name}.json`, folder), JSON.stringify(record, null, 2) + '\n')
}

function fingerprintOf({ matrices, ...rest }: Problem): string {
  const hash = createHash('sha256').update(JSON.stringify(rest))
  for (const { seconds, meters } of Object.values(matrices))
    for (const part of [seconds, meters]) hash.update(part)
  return hash.digest('hex').slice(0, 16)
}

function writeRoute({ crew, shift, stops }: Plan['routes'][number]): string {
  return `${crew}/${shift}: ${stops.map(writeStop).join(' ')}`
}

function writeStop(stop: Stop): string {
  if (stop.kind === 'job') return String(stop.job)
  return stop.kind === 'break' ? `b${stop.break}` : 'r'
}

function readRoute(text: string): Plan['routes'][number] {
  const [, crew, shift, stops] = text.match(/^(\d+)\/(\d+): (.*)$/)!
  return { crew: Number(crew), shift: Number(shift), stops: stops.split(' ').map(readStop) }
}

function readStop(text: string): Stop {
  if (text === 'r') return { kind: 'reload' }
  return text.startsWith('b')
    ? { kind: 'break', break: Number(text.slice(1)) }
    : { kind: 'job', job: Number(text) }
}
