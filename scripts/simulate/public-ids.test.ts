import { expect, test } from 'vitest'
import { PublicId } from '../../api/src/contract/values.ts'
import { publicIdOf } from './public-ids.ts'

test('no two numbers of one city share an id, and ids do not follow each other', () => {
  const ids = Array.from({ length: 60_000 }, (_, i) => publicIdOf(i * 17, 99))
  expect(new Set(ids).size).toBe(ids.length)
  for (const id of ids.slice(0, 200)) expect(PublicId.safeParse(id).success).toBe(true)
  const sorted = ids.toSorted()
  expect(ids.filter((id, i) => id === sorted[i]).length).toBeLessThan(10)
})
