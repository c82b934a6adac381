import { expect, test } from 'vitest'
import { Hovered, pointedAt } from './hovered.svelte.ts'

/** A part of a page, as far as it is asked for here. */
function part(data: { task?: string; crew?: string }) {
  const attributes = new Set<string>()
  return {
    attributes,
    closest: (selector: string) =>
      (selector === '[data-task]' ? data.task : data.crew) === undefined ? null : { dataset: data },
    toggleAttribute: (name: string, isOn?: boolean) =>
      isOn ? (attributes.add(name), true) : attributes.delete(name),
  }
}

test('a part of the page is about a stop, a crew, or nothing', () => {
  const at = (data: { task?: string; crew?: string }) => pointedAt(part(data) as unknown as Element)
  expect(at({ task: '7', crew: '3' })).toEqual({ taskId: 7, crewId: 3 })
  expect(at({ crew: '3' })).toEqual({ taskId: null, crewId: 3 })
  expect(at({})).toBeNull()
})

test('what is pointed at is lit wherever it stands, and only that', () => {
  const [row, bar, other] = [part({ task: '7' }), part({ task: '7' }), part({ task: '8' })]
  const found: Record<string, ReturnType<typeof part>[]> = {
    '[data-task="7"]': [row, bar],
    '[data-task="8"]': [other],
  }
  const room = { querySelectorAll: (selector: string) => found[selector] ?? [] }
  const hovered = new Hovered()
  hovered.point({ taskId: 7, crewId: 3 })
  hovered.light(room)
  expect([row, bar, other].map(({ attributes }) => attributes.has('data-lit'))).toEqual([true, true, false])
  hovered.point({ taskId: 8, crewId: null })
  hovered.light(room)
  expect([row, bar, other].map(({ attributes }) => attributes.has('data-lit'))).toEqual([false, false, true])
  hovered.point(null)
  hovered.light(room)
  expect(other.attributes.size).toBe(0)
})

test('pointing at the same thing again changes nothing', () => {
  const hovered = new Hovered()
  hovered.point({ taskId: 7, crewId: 3 })
  const before = hovered.shown
  hovered.point({ taskId: 7, crewId: 3 })
  expect(hovered.shown).toBe(before)
})
