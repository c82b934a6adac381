export const shortcutActions = [
  'today',
  'backlog',
  'streets',
  'roster',
  'review',
  'palette',
  'help',
  'day-before',
  'day-after',
  'stop-before',
  'stop-after',
  'move',
  'lock',
  'lock-route',
  'undo',
  'redo',
  'print',
  'panel',
  'timeline',
  'fit',
  'in-sight',
] as const
export type ShortcutAction = (typeof shortcutActions)[number]

/** What a key press says, by the key's place: a Greek keyboard types other letters on the same keys. */
export interface Press {
  code: string
  key: string
  ctrlKey: boolean
  metaKey: boolean
  altKey: boolean
  shiftKey: boolean
}

const places: Record<string, ShortcutAction> = {
  KeyT: 'today',
  KeyB: 'backlog',
  KeyS: 'streets',
  KeyR: 'roster',
  KeyA: 'review',
}

const single: Record<string, ShortcutAction> = {
  Slash: 'palette',
  BracketLeft: 'day-before',
  BracketRight: 'day-after',
  KeyK: 'stop-before',
  KeyJ: 'stop-after',
  KeyM: 'move',
  KeyX: 'lock',
  KeyP: 'print',
  KeyL: 'timeline',
  KeyF: 'fit',
  KeyV: 'in-sight',
  Backslash: 'panel',
}

/** milliseconds in which the second key of "G T" must follow */
const patience = 1200

/** Tells what a press means; remembers a "G" for the key after it. */
export class Shortcuts {
  #goAt = -Infinity

  read(press: Press, now: number, areSinglesOn: boolean): ShortcutAction | null {
    const hasCommand = press.ctrlKey || press.metaKey
    if (hasCommand && !press.altKey && press.code === 'KeyK') return 'palette'
    if (hasCommand && !press.altKey && press.code === 'KeyZ') return press.shiftKey ? 'redo' : 'undo'
    if (hasCommand && !press.altKey && !press.shiftKey && press.code === 'KeyY') return 'redo'
    if (hasCommand || press.altKey || !areSinglesOn) return null
    // "?" lies elsewhere on every layout
    if (press.key === '?' || (press.shiftKey && press.code === 'Slash')) return 'help'
    if (press.shiftKey) return press.code === 'KeyX' ? 'lock-route' : null
    const isSecond = now - this.#goAt < patience
    this.#goAt = press.code === 'KeyG' ? now : -Infinity
    if (isSecond && places[press.code]) return places[press.code]!
    return single[press.code] ?? null
  }
}

/** Where letters are typed, or something else listens to them. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.closest(
      'input:not([type=checkbox]):not([type=radio]), textarea, select, [role=dialog], [role=menu]',
    ) !== null
  )
}
