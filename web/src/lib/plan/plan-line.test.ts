import { expect, test } from 'vitest'
import { isBeside, lineOf, redoTarget, undoTarget } from './plan-line.ts'

function version(number: number, follows: number | null, status = 'optimised') {
  return { version: number, follows, status: status as 'optimised', publishedAt: null }
}

/** Solved, moved twice, and back to the first move, from where another one was made. */
const versions = [version(1, null), version(2, 1), version(3, 2), version(4, 2)]
const at = (headVersion: number | null, publishedVersion: number | null = null) => ({
  headVersion,
  publishedVersion,
  versions,
})

test('a version knows what it was made from', () => {
  expect(lineOf(versions, 4)).toEqual([4, 2, 1])
  expect(lineOf(versions, null)).toEqual([])
  expect(isBeside(at(4), 3)).toBe(true)
  expect(isBeside(at(4), 1)).toBe(false)
})

test('undo goes back step by step, redo the same way forth, to what was done last', () => {
  expect([undoTarget(at(4)), undoTarget(at(2)), undoTarget(at(1))]).toEqual([2, 1, null])
  expect([redoTarget(at(1)), redoTarget(at(2)), redoTarget(at(4))]).toEqual([2, 4, null])
})

test('what is published is the floor: nothing before it comes back by undo', () => {
  expect(undoTarget(at(2, 2))).toBeNull()
  const over = { ...at(2), versions: [version(1, null, 'superseded'), version(2, 1)] }
  expect(undoTarget(over)).toBeNull()
})

test('a plan that has nothing yet has nothing to undo or redo', () => {
  expect([undoTarget(at(null)), redoTarget(at(null))]).toEqual([null, null])
})
