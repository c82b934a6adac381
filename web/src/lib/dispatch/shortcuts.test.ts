import { expect, test } from 'vitest'
import { Shortcuts, type Press } from './shortcuts.ts'

const press = (code: string, more: Partial<Press> = {}): Press => ({
  code,
  key: '',
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...more,
})

test('G and a letter go to a section, if the letter follows soon', () => {
  const shortcuts = new Shortcuts()
  expect(shortcuts.read(press('KeyG', { key: 'γ' }), 0, true)).toBeNull()
  expect(shortcuts.read(press('KeyB', { key: 'β' }), 400, true)).toBe('backlog')
  expect(shortcuts.read(press('KeyB'), 500, true)).toBeNull()
  shortcuts.read(press('KeyG'), 1000, true)
  expect(shortcuts.read(press('KeyT'), 3000, true)).toBeNull()
})

test('single letters can be turned off, what needs Ctrl stays', () => {
  const shortcuts = new Shortcuts()
  expect(shortcuts.read(press('KeyM'), 0, true)).toBe('move')
  expect(shortcuts.read(press('KeyM'), 0, false)).toBeNull()
  expect(shortcuts.read(press('KeyX'), 0, true)).toBe('lock')
  expect(shortcuts.read(press('KeyX', { shiftKey: true }), 0, true)).toBe('lock-route')
  expect(shortcuts.read(press('KeyX', { shiftKey: true }), 0, false)).toBeNull()
  expect(shortcuts.read(press('KeyK', { ctrlKey: true }), 0, false)).toBe('palette')
  expect(shortcuts.read(press('KeyZ', { metaKey: true }), 0, false)).toBe('undo')
  expect(shortcuts.read(press('KeyZ', { ctrlKey: true, shiftKey: true }), 0, false)).toBe('redo')
  expect(shortcuts.read(press('KeyY', { ctrlKey: true }), 0, false)).toBe('redo')
})

test('what the browser means by Ctrl or Alt is left to it', () => {
  const shortcuts = new Shortcuts()
  expect(shortcuts.read(press('KeyP', { ctrlKey: true }), 0, true)).toBeNull()
  expect(shortcuts.read(press('KeyF', { altKey: true }), 0, true)).toBeNull()
})
