import type { PlanAct } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import {
  draftBeside,
  draftLeftBeside,
  draftOfReplan,
  publishAgain,
  redoTarget,
  takeBackTarget,
  undoTarget,
} from './plan-line.ts'

function version(
  number: number,
  follows: number | null,
  status = 'optimised',
  kind: PlanAct['kind'] = 'move',
) {
  const act = { kind, title: null }
  return { version: number, follows, baseVersion: 1, act, status: status as 'optimised' }
}

/** Solved, moved twice, and back to the first move, from where another one was made. */
const versions = [version(1, null), version(2, 1), version(3, 2), version(4, 2)]
const at = (headVersion: number | null, publishedVersion: number | null = null) => ({
  headVersion,
  publishedVersion,
  versions,
})

test('undo goes back step by step, redo the same way forth, to what was done last', () => {
  expect([undoTarget(at(4)), undoTarget(at(2)), undoTarget(at(1))]).toEqual([2, 1, null])
  expect([redoTarget(at(1)), redoTarget(at(2)), redoTarget(at(4))]).toEqual([2, 4, null])
})

test('what is published is the floor of steps: undo takes it back, and then goes on behind it', () => {
  expect([undoTarget(at(2, 2)), takeBackTarget(at(2, 2))]).toEqual([null, 2])
  expect([undoTarget(at(4, 2)), takeBackTarget(at(4, 2))]).toEqual([2, null])
  expect([undoTarget(at(2)), takeBackTarget(at(2))]).toEqual([1, null])
  const over = { ...at(2), versions: [version(1, null, 'superseded'), version(2, 1)] }
  expect(undoTarget(over)).toBeNull()
})

test('undo of what a part has left as a draft takes the part back', () => {
  const rest = [version(1, null), version(2, 1, 'published', 'part'), version(3, 2, 'optimised', 'rest')]
  const standing = { headVersion: 3, publishedVersion: 2, versions: rest }
  expect([undoTarget(standing), takeBackTarget(standing)]).toEqual([null, 2])
  expect([draftLeftBeside(standing, 2), draftLeftBeside({ ...standing, headVersion: 4 }, 2)]).toEqual([
    null,
    null,
  ])
  const moved = [...rest, version(4, 3)]
  const gone = { headVersion: 4, publishedVersion: 2, versions: moved }
  expect([undoTarget(gone), takeBackTarget(gone), draftLeftBeside(gone, 2)]).toEqual([3, null, 4])
})

test('redo publishes again what was taken back, the same part of it, unless the plan was gone on with since', () => {
  const takenBack = { at: '2026-03-12T09:00:00.000Z', by: null, reason: null, crewIds: null }
  const before = { ...version(3, 2), createdAt: '2026-03-12T08:00:00.000Z' }
  const head = { ...version(2, 1), takenBack }
  const standing = { headVersion: 2, publishedVersion: null, versions: [version(1, null), head, before] }
  expect(publishAgain(standing)).toEqual({ version: 2, crewIds: null })
  const since = { ...before, version: 4, createdAt: '2026-03-12T09:30:00.000Z' }
  expect(publishAgain({ ...standing, versions: [...standing.versions, since] })).toBeNull()
  expect(publishAgain({ ...standing, headVersion: 1 })).toBeNull()
  const part = {
    ...version(5, 2, 'superseded', 'part'),
    baseVersion: 2,
    takenBack: { ...takenBack, at: '2026-03-12T10:00:00.000Z', crewIds: [7] },
  }
  expect(publishAgain({ ...standing, versions: [head, part] })).toEqual({ version: 2, crewIds: [7] })
})

test('a repair that was taken up in the place of a draft leads back to it', () => {
  const versions = [version(1, null, 'published'), version(2, 1), version(3, 2, 'optimised', 'offer')]
  const standing = { headVersion: 3, publishedVersion: 1, versions }
  expect(draftOfReplan(standing, versions[2]!)).toBe(2)
  expect(undoTarget(standing)).toBe(2)
})

test('a re-plan leaves out the draft that was the head, the rest of a part too, and nothing where there was none', () => {
  const part = [version(1, null, 'published', 'part'), version(2, 1, 'optimised', 'rest')]
  expect(draftBeside({ headVersion: 2, publishedVersion: 1, versions: part })).toBe(2)
  expect(draftBeside({ headVersion: 1, publishedVersion: 1, versions: part })).toBeNull()
  expect(draftBeside({ headVersion: 2, publishedVersion: null, versions: part })).toBeNull()
  const ofDraft = version(3, 2, 'optimised', 'replan')
  expect(draftOfReplan({ versions: [...part, ofDraft] }, ofDraft)).toBe(2)
  const ofPublished = version(3, 1, 'optimised', 'replan')
  expect(draftOfReplan({ versions: [...part, ofPublished] }, ofPublished)).toBeNull()
  expect(draftOfReplan({ versions: part }, part[1]!)).toBeNull()
})

test('a plan that has nothing yet has nothing to undo or redo', () => {
  expect([undoTarget(at(null)), redoTarget(at(null))]).toEqual([null, null])
})
