import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'

test('migrations are numbered one by one, without a gap or a number used twice', () => {
  const names = readdirSync(new URL('../migrations', import.meta.url)).toSorted()
  const numbers = names.map((name) => Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1]))
  expect(numbers).toEqual(names.map((_, index) => index + 1))
})
