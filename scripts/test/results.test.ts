import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../serve/config.ts'
import { failuresOf, tallyReport } from './results.ts'

const name = join(root, 'api/src/a.test.ts')
const passed = { title: 'it works', status: 'passed', failureMessages: [] }
const failed = { title: 'it holds', status: 'failed', failureMessages: ['expected 1\nto be 2'] }

test('passed and failed tests are counted', () => {
  const testResults = [{ name, status: 'failed', assertionResults: [passed, failed, passed] }]
  expect(tallyReport({ numPassedTests: 2, numFailedTests: 1, testResults })).toEqual({ passed: 2, failed: 1 })
})

test('a file that cannot be loaded counts as a failure', () => {
  const testResults = [
    { name, status: 'failed', assertionResults: [] },
    { name, status: 'passed', assertionResults: [passed] },
  ]
  expect(tallyReport({ numPassedTests: 1, numFailedTests: 0, testResults })).toEqual({ passed: 1, failed: 1 })
})

test('what failed is told by its file, its name and what was wrong', () => {
  const testResults = [
    { name, status: 'failed', assertionResults: [passed, failed] },
    { name, status: 'failed', message: 'no such module', assertionResults: [] },
  ]
  expect(failuresOf({ numPassedTests: 1, numFailedTests: 1, testResults })).toEqual([
    'api/src/a.test.ts › it holds\n    expected 1\n    to be 2',
    'api/src/a.test.ts\n    no such module',
  ])
})
