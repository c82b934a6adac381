import type { Response } from 'express'
import { expect, test } from 'vitest'
import { Admission } from './admission.ts'

/** As much of an answer as is written to. */
function answer() {
  const headers = new Map<string, string>()
  return { headers, response: { set: (name: string, value: string) => headers.set(name, value) } }
}

test('so many run, so many wait for their turn, the next is told when to come again', async () => {
  const admission = new Admission({ atOnce: 1, waiting: 1 })
  const told = answer()
  const response = told.response as unknown as Response
  const first = Promise.withResolvers<string>()
  const began: string[] = []
  const running = admission.run(response, () => (began.push('first'), first.promise))
  const waiting = admission.run(response, async () => (began.push('second'), 'second'))
  expect(admission.isFull).toBe(true)
  await expect(admission.run(response, async () => 'third')).rejects.toMatchObject({
    type: 'too-many-requests',
  })
  expect(Number(told.headers.get('Retry-After'))).toBeGreaterThanOrEqual(1)
  expect(began).toEqual(['first'])
  first.resolve('first')
  expect(await Promise.all([running, waiting])).toEqual(['first', 'second'])
  expect(admission.isFull).toBe(false)
  expect(await admission.run(response, async () => 'fourth')).toBe('fourth')
})

test('work that fails gives its place on', async () => {
  const admission = new Admission({ atOnce: 1, waiting: 0 })
  const response = answer().response as unknown as Response
  const failing = admission.run(response, async () => {
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  expect(await admission.run(response, async () => 'next')).toBe('next')
})
