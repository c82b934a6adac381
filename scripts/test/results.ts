import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { z } from 'zod'
import { root } from '../serve/config.ts'
import { checkNames, type Failure } from './checks.ts'

/** Every part of a test run leaves one JSON file here, in the form of vitest's reporter. */
export const resultsFolder = join(root, '.data/test-results')

const report = z.object({
  numPassedTests: z.number().int(),
  numFailedTests: z.number().int(),
  testResults: z
    .array(
      z.object({
        name: z.string(),
        status: z.string(),
        /** why a file could not be loaded: it holds no test that could fail */
        message: z.string().default(''),
        assertionResults: z.array(
          z.object({
            title: z.string(),
            status: z.string(),
            failureMessages: z.array(z.string()).nullish(),
          }),
        ),
      }),
    )
    .default([]),
})
type Report = z.infer<typeof report>

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
  const tallies = readReports().map(tallyReport)
  const sum = (key: keyof Tally) => tallies.reduce((total, tally) => total + tally[key], 0)
  return { passed: sum('passed'), failed: sum('failed') + missing.length }
}

/** What failed in all parts, each test with what was wrong: at the end of the run, where a log that was cut still has it. */
export function failuresOfResults(): string[] {
  return readReports().flatMap(failuresOf)
}

/** Counts one report; a test file that broke before its tests counts as one failure. */
export function tallyReport(json: unknown): Tally {
  const { numPassedTests, numFailedTests, testResults } = report.parse(json)
  return { passed: numPassedTests, failed: numFailedTests + testResults.filter(isBroken).length }
}

export function failuresOf(json: unknown): string[] {
  return report.parse(json).testResults.flatMap((file) => {
    const path = relative(root, file.name)
    if (isBroken(file)) return [`${path}\n${firstLines(file.message)}`]
    return file.assertionResults
      .filter(({ status }) => status === 'failed')
      .map(({ title, failureMessages }) => `${path} › ${title}\n${firstLines(failureMessages?.[0] ?? '')}`)
  })
}

function isBroken({ status, assertionResults }: Report['testResults'][number]): boolean {
  return status === 'failed' && assertionResults.length === 0
}

function firstLines(message: string): string {
  return message
    .split('\n')
    .slice(0, 12)
    .map((line) => `    ${line}`)
    .join('\n')
}

function readReports(): unknown[] {
  return globSync('*.json', { cwd: resultsFolder }).map((file) =>
    JSON.parse(readFileSync(join(resultsFolder, file), 'utf8')),
  )
}
