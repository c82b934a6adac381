import { expect, test } from 'vitest'
import { tallyReport } from './results.ts'

test('passed and failed tests are counted', () => {
  const testResults = [{ status: 'failed', assertionResults: [{}, {}, {}] }]
  expect(tallyReport({ numPassedTests: 2, numFailedTests: 1, testResults })).toEqual({ passed: 2, failed: 1 })
})

test('a file that cannot be loaded counts as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [{}] },
  ]
  expect(tallyReport({ numPassedTests: 1, numFailedTests: 0, testResults })).toEqual({ passed: 1, failed: 1 })
})
