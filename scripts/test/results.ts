import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from '../serve/config.ts'
import { checkNames, type Failure } from './checks.ts'

/** Every part of a test run leaves one JSON file here, in the form of vitest's reporter. */
export const resultsFolder = join(root, '.data/test-results')

const report = z.object({
  numPassedTests: z.number().int(),
  numFailedTests: z.number().int(),
  // files that could not be loaded hold no test that could fail
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })).default([]),
})

export type Tally = { passed: number; failed: number }

export function forgetResults(): void {
  rmSync(resultsFolder, { recursive: true, force: true })
}

export function recordChecks(failures: Failure[]): void {
  mkdirSync(resultsFolder, { recursive: true })
  const numFailedTests = failures.length
  const counts = { numPassedTests: checkNames.length - numFailedTests, numFailedTests }
  writeFileSync(join(resultsFolder, 'checks.json'), JSON.stringify(counts))
}

/** Adds up the results; a part that left none, because it broke down, counts as one failure. */
export function tallyResults(parts: readonly string[]): Tally {
  const missing = parts.filter((part) => !existsSync(join(resultsFolder, `${part}.json`)))
  const tallies = globSync('*.json', { cwd: resultsFolder }).map((file) =>
    tallyReport(JSON.parse(readFileSync(join(resultsFolder, file), 'utf8'))),
  )
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0)
  return { passed: sum('passed'), failed: sum('failed') + missing.length }
}

/** Counts one report; a test file that broke before its tests counts as one failure. */
export function tallyReport(json: unknown): Tally {
  const { numPassedTests, numFailedTests, testResults } = report.parse(json)
  const broken = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.length,
  )
  return { passed: numPassedTests, failed: numFailedTests + broken.length }
}
