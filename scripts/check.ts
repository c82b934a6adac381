import { runChecks } from './test/checks.ts'
import { recordChecks } from './test/results.ts'

const failures = await runChecks()
recordChecks(failures)
for (const { name, output } of failures) console.error(`\n── ${name} ──\n${output}`)
if (failures.length > 0) console.error(`\nFailed: ${failures.map(({ name }) => name).join(', ')}`)
process.exitCode = failures.length > 0 ? 1 : 0
