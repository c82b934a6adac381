import { beforeAll, expect, test } from 'vitest'
import { overwriteGetLocale } from '#lib/paraglide/runtime.js'
import { storyOfChange } from './order-words.ts'

beforeAll(() => overwriteGetLocale(() => 'en'))
const names = { skill: (code: string) => code.toUpperCase(), closure: (id: number) => `Closure ${id}` }

test('the story says what each field was and is', () => {
  const data = {
    durationMinutes: 75,
    skills: ['plumber'],
    permit: '',
    closureId: 4,
    needsClosure: true,
    was: { durationMinutes: 30, skills: [], permit: 'asked for', closureId: null, needsClosure: false },
  }
  expect(storyOfChange(data, names)).toEqual([
    'Duration: 30′ → 1 h 15′',
    'Skills: — → PLUMBER',
    'Permit: asked for → —',
    'Road closure: — → Closure 4',
    'The road has to be closed: no → yes',
  ])
})

test('events from before, which kept no before, say no more than that something was changed', () => {
  expect(storyOfChange({ title: 'New' }, names)).toEqual([])
})
