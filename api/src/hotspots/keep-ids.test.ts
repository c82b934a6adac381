import fc from 'fast-check'
import { expect, test } from 'vitest'
import { keepIds } from './keep-ids.ts'

test('a cluster that grew keeps its id', () => {
  expect(keepIds([{ id: 7, members: [1, 2, 3, 4] }], [[1, 2, 3, 4, 5]])).toEqual([7])
})

test('the larger half of a split keeps the id, the other is new', () => {
  expect(
    keepIds(
      [{ id: 7, members: [1, 2, 3, 4, 5, 6, 7, 8, 9] }],
      [
        [1, 2, 3, 4],
        [5, 6, 7, 8, 9],
      ],
    ),
  ).toEqual([null, 7])
})

test('two that merge go on under the id of the larger part', () => {
  const old = [
    { id: 3, members: [1, 2, 3, 4] },
    { id: 4, members: [5, 6, 7, 8, 9] },
  ]
  expect(keepIds(old, [[1, 2, 3, 4, 5, 6, 7, 8, 9]])).toEqual([4])
})

test('nothing shared is a new cluster', () => {
  expect(keepIds([{ id: 3, members: [1, 2, 3, 4] }], [[5, 6, 7, 8]])).toEqual([null])
})

test('no id is kept twice and each kept id shares a member', () => {
  const partition = fc.array(fc.integer({ min: 0, max: 5 }), { minLength: 20, maxLength: 20 })
  fc.assert(
    fc.property(partition, partition, (before, after) => {
      const old = groups(before).map((members, index) => ({ id: index + 1, members }))
      const clusters = groups(after)
      const ids = keepIds(old, clusters)
      const kept = ids.filter((id) => id !== null)
      expect(new Set(kept).size).toBe(kept.length)
      ids.forEach((id, cluster) => {
        if (id === null) return
        expect(old[id - 1].members.some((member) => clusters[cluster].includes(member))).toBe(true)
      })
    }),
  )
})

/** Members by label; label 0 is in no cluster. */
function groups(labels: number[]): number[][] {
  return [1, 2, 3, 4, 5]
    .map((label) => labels.flatMap((given, member) => (given === label ? [member] : [])))
    .filter((members) => members.length > 0)
}
