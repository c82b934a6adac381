import { expect, test } from 'vitest'
import { isLockFulfilled } from './dependencies.mjs'

const asked = {
  '': { version: '0.1.0' },
  web: { version: '0.1.0' },
  'node_modules/pg': { version: '8.23.1' },
  'node_modules/@img/sharp-darwin-arm64': { version: '0.35.5', optional: true },
  'node_modules/@dromos/web': { link: true },
}
const installed = {
  web: { version: '0.1.0' },
  'node_modules/pg': { version: '8.23.1' },
  'node_modules/@dromos/web': { link: true },
}

test('a lock is fulfilled without the parts of other systems', () => {
  expect(isLockFulfilled(asked, installed)).toBe(true)
})

test('another version is not what the lock asks for', () => {
  expect(isLockFulfilled(asked, { ...installed, 'node_modules/pg': { version: '8.0.0' } })).toBe(false)
})

test('a missing package is missed', () => {
  expect(isLockFulfilled({ ...asked, 'node_modules/zod': { version: '4.6.7' } }, installed)).toBe(false)
})

test('a package the lock no longer names calls for a new install', () => {
  expect(isLockFulfilled(asked, { ...installed, 'node_modules/left-pad': { version: '1.0.0' } })).toBe(false)
})
