import {
  ApiError,
  type Client,
  type RosterChange,
  type RosterShift,
  type RosterWeek,
} from '@dromos/api/contract'
import { expect, test } from 'vitest'
import { addShift, removeShift, setShift, shiftPlan } from './changes.ts'
import { Roster } from './roster.svelte.ts'

const first: RosterShift = {
  id: 1,
  version: 1,
  changedBy: null,
  crewId: 1,
  startsAt: '2026-03-12T05:00:00.000Z',
  endsAt: '2026-03-12T13:00:00.000Z',
  breakMinutes: 30,
  breakFrom: null,
  breakTo: null,
  vehicleId: null,
  memberIds: [1],
}

/** A server that holds shifts by version as the real one does. */
function server() {
  const shifts = new Map<number, RosterShift>([[1, first]])
  let version = 1
  let nextId = 2
  const change = (changes: RosterChange[]) => {
    const stale = changes.filter(
      ({ id, version }) => id !== null && (shifts.get(id)?.version ?? null) !== version,
    )
    if (stale.length > 0) {
      const changed = stale.map(({ kind, id }) => ({ kind, id: id!, isGone: !shifts.has(id!), by: 'Άννα' }))
      throw new ApiError({ type: 'conflict', title: 'changed', status: 409, data: { changed } })
    }
    const made = changes.map(({ id, to }) => {
      const given = id ?? nextId++
      if (to) shifts.set(given, { ...(to as RosterShift), id: given, version: ++version, changedBy: null })
      else shifts.delete(given)
      return { id: given, version: to ? version : null }
    })
    return { made }
  }
  const week = () => ({ shifts: [...shifts.values()] }) as RosterWeek
  const call = (async (endpoint: { name: string }, given: { body?: { changes: RosterChange[] } }) =>
    endpoint.name === 'changeRoster' ? change(given.body!.changes) : week()) as unknown as Client
  return { call, shifts, change, plans: () => [...shifts.values()].map(shiftPlan) }
}

async function open() {
  const remote = server()
  const roster = new Roster('city', remote.call)
  await roster.week.open('2026-03-09')
  return { remote, roster }
}
const shiftOf = (roster: Roster, id: number) => roster.week.value!.shifts.find((shift) => shift.id === id)!

test('every change is undone and done again, back to the start and forth to the end', async () => {
  const { remote, roster } = await open()
  const states = [remote.plans()]
  const steps: (() => RosterChange)[] = [
    () => setShift(shiftOf(roster, 1), { breakMinutes: 45 }),
    () => removeShift(shiftOf(roster, 1)),
    () => addShift({ ...shiftPlan(first), crewId: 2 }),
    () => setShift(shiftOf(roster, 2), { memberIds: [1, 2] }),
  ]
  for (const [index, step] of steps.entries()) {
    expect(await roster.change(`step ${index}`, [step()])).toBe(true)
    states.push(remote.plans())
  }
  for (const round of [1, 2]) {
    for (const state of states.slice(0, -1).toReversed()) {
      expect([round, await roster.undo()]).not.toContain(null)
      expect(remote.plans()).toEqual(state)
    }
    expect(await roster.undo()).toBeNull()
    for (const state of states.slice(1)) {
      expect(await roster.redo()).not.toBeNull()
      expect(remote.plans()).toEqual(state)
    }
    expect(await roster.redo()).toBeNull()
  }
})

test('another change leaves nothing to be done again', async () => {
  const { roster } = await open()
  await roster.change('one', [setShift(shiftOf(roster, 1), { breakMinutes: 45 })])
  await roster.undo()
  await roster.change('two', [setShift(shiftOf(roster, 1), { breakMinutes: 20 })])
  expect([roster.undoText, roster.redoText]).toEqual(['two', null])
})

test('what somebody else has changed is shown as it was and is, and written over by nobody', async () => {
  const { remote, roster } = await open()
  const mine = setShift(shiftOf(roster, 1), { breakMinutes: 45 })
  remote.change([setShift(first, { breakMinutes: 0 })])
  expect(await roster.change('mine', [mine])).toBe(false)
  expect(roster.refused).toMatchObject({
    text: 'mine',
    changed: [{ kind: 'shift', by: 'Άννα', before: { breakMinutes: 30 }, now: { breakMinutes: 0 } }],
  })
  expect([roster.undoText, shiftOf(roster, 1).breakMinutes]).toEqual([null, 0])
})

test('what somebody else has changed since is not undone', async () => {
  const { remote, roster } = await open()
  await roster.change('mine', [setShift(shiftOf(roster, 1), { breakMinutes: 45 })])
  remote.change([setShift(shiftOf(roster, 1), { breakMinutes: 0 })])
  await roster.week.refresh()
  expect(await roster.undo()).toBeNull()
  expect([roster.refused?.text, remote.shifts.get(1)!.breakMinutes]).toEqual(['mine', 0])
})
