import { expect, test } from 'vitest'
import { TabletSettings } from './tablet-settings.svelte.ts'

function storage(text?: string) {
  let kept = text ?? null
  return { getItem: () => kept, setItem: (_: string, value: string) => void (kept = value) }
}

test('what a crew chose is there after a restart; the voice is off until someone wants it', () => {
  const tablet = storage()
  expect(new TabletSettings(tablet)).toMatchObject({ speaks: false, navigation: 'google' })
  new TabletSettings(tablet).keep({ speaks: true, navigation: 'osmand' })
  expect(new TabletSettings(tablet)).toMatchObject({ speaks: true, navigation: 'osmand' })
})

test('settings that are damaged or of another version are as if nobody had chosen', () => {
  for (const text of ['{', 'null', '{"navigation":"teleport","speaks":"yes"}'])
    expect(new TabletSettings(storage(text))).toMatchObject({ speaks: false, navigation: 'google' })
})
