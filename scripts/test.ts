import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { startCluster } from '@dromos/db/embedded'
import { findPostgres } from '../db/src/embedded-binaries.mjs'
import { stopInOrder } from './serve/shutdown.ts'
import { runChecks } from './test/checks.ts'
import { testClusterDirectory } from './test/global-setup.ts'
import { runTestPart, testParts } from './test/parts.ts'
import {
  failuresOfResults,
  forgetResults,
  recordChecks,
  resultsFolder,
  tallyResults,
} from './test/results.ts'

const stack = new AsyncDisposableStack()
const stop = stopInOrder(stack)
const interrupt = new AbortController()
stack.defer(() => interrupt.abort())

forgetResults()
mkdirSync(resultsFolder, { recursive: true })
const failures = await runChecks(interrupt.signal)
recordChecks(failures)
for (const { name, output } of failures) console.error(`\n── ${name} ──\n${output}`)

await provideDatabase()
for (const part of testParts) await runTestPart(part, process.argv.slice(2), interrupt.signal)

if (failures.length > 0) console.error(`\nChecks that failed: ${failures.map(({ name }) => name).join(', ')}`)
const failedTests = failuresOfResults()
if (failedTests.length > 0) console.error(`\nTests that failed:\n${failedTests.join('\n')}`)
const { passed, failed } = tallyResults(['checks', ...testParts.map(({ name }) => name)])
const summary = `${passed} passed, ${failed} failed\n`
writeFileSync(join(resultsFolder, 'summary.txt'), summary)
console.log(`\n${summary}`)
await stop(failed > 0 ? 1 : 0)

/** One server for all tests: a private one where it can run, else the one the environment names. */
async function provideDatabase(): Promise<void> {
  if (process.env.DROMOS_TEST_DATABASE_URL) return
  if (findPostgres().length === 0 && process.env.DATABASE_URL) {
    process.env.DROMOS_TEST_DATABASE_URL = process.env.DATABASE_URL
    return
  }
  const cluster = await startCluster({ directory: testClusterDirectory, durable: false })
  stack.defer(() => cluster.stop())
  process.env.DROMOS_TEST_DATABASE_URL = cluster.url
}
