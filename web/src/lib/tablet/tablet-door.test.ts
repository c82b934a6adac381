import { ApiError, getTabletDoor, signInByPin, type Client, type Problem } from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { TabletDoor, type Person } from './tablet-door.svelte.ts'

const maria: Person = { memberId: 1, name: 'Μαρία', accountId: 'm', hasPin: true, isLocked: false }
const crew = { id: 1, nameEl: 'Συνεργείο', nameEn: 'Crew', color: 0 }

/** A city that answers what it is told to, and remembers what was asked of it. */
function city(answers: Record<string, unknown[]>) {
  const asked: unknown[] = []
  const client = (async (endpoint: { name: string }, call: { body?: unknown }) => {
    asked.push([endpoint.name, call.body])
    const answer = answers[endpoint.name]?.shift()
    if (answer instanceof Error) throw answer
    return answer
  }) as unknown as Client
  const known: boolean[] = []
  const door = new TabletDoor(client, {
    jurisdictionId: 'aigaleo',
    deviceId: async () => 'tablet-one',
    appVersion: '7',
    onknown: (isTablet) => known.push(isTablet),
    now: () => 1000,
  })
  return { door, asked, known }
}

function refusal(reason: string, type: Problem['type'] = 'forbidden', more: object = {}): ApiError {
  return new ApiError({ type, title: reason, status: 403, data: { reason, ...more } }, null)
}

async function typed(door: TabletDoor, figures: string): Promise<boolean> {
  for (const figure of figures) door.type(figure)
  return door.enter()
}

test('a device that is no tablet asks for its code, and then shows the names', async () => {
  const { door, asked, known } = city({
    [getTabletDoor.name]: [refusal('unregistered')],
    registerTablet: [{ crew, people: [maria], isLocked: false }],
  })
  await door.load()
  expect(door.stage).toEqual({ is: 'code' })
  await typed(door, '12345678')
  expect(asked).toHaveLength(1)
  await typed(door, '90')
  expect(asked[1]).toEqual([
    'registerTablet',
    { code: '1234567890', deviceId: 'tablet-one', appVersion: '7' },
  ])
  expect(door.stage).toEqual({ is: 'people' })
  expect(known).toEqual([false, true])
})

test('who has a PIN that was given chooses an own one: not an easy one, and twice the same', async () => {
  const { door, asked } = city({ [signInByPin.name]: [refusal('choose'), { name: 'Μαρία' }] })
  door.choose(maria)
  expect(await typed(door, '906142')).toBe(false)
  expect(door.stage).toMatchObject({ is: 'new' })
  await typed(door, '1234')
  expect(door.trouble).toEqual({ is: 'easy' })
  await typed(door, '4827')
  await typed(door, '4828')
  expect(door).toMatchObject({ stage: { is: 'new' }, trouble: { is: 'differs' } })
  await typed(door, '4827')
  expect(await typed(door, '4827')).toBe(true)
  expect(asked.at(-1)).toEqual(['signInByPin', { memberId: 1, pin: '906142', newPin: '4827' }])
})

test('a wrong PIN leaves nothing typed, and a wait is counted from when it was said', async () => {
  const waiting = refusal('waiting', 'too-many-requests', { seconds: 30 })
  const { door } = city({ [signInByPin.name]: [refusal('wrong'), waiting] })
  door.choose(maria)
  await typed(door, '9999')
  expect(door).toMatchObject({ figures: '', trouble: { is: 'failure' }, stage: { is: 'pin' } })
  await typed(door, '9999')
  expect(door.trouble).toEqual({ is: 'waiting', until: 31_000 })
})

test('a tablet that was revoked says so whenever it hears of it', async () => {
  const { door, known } = city({ [signInByPin.name]: [refusal('revoked')] })
  door.choose(maria)
  await typed(door, '4827')
  expect(door.stage).toEqual({ is: 'revoked' })
  expect(known).toEqual([true])
})

test('without a network it says so, and tries again', async () => {
  const { door } = city({
    [getTabletDoor.name]: [new TypeError('Failed to fetch'), { crew, people: [], isLocked: false }],
  })
  await door.load()
  expect(door.stage).toEqual({ is: 'offline' })
  await door.load()
  expect(door.stage).toEqual({ is: 'people' })
})
