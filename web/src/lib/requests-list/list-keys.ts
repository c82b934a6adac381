/** What a key does in a list where rows are looked at one by one and chosen many at once. */
export type ListAction =
  | { do: 'move'; to: number; isExtending: boolean }
  | { do: 'toggle' }
  | { do: 'open' }
  | { do: 'choose-all' }
  | { do: 'clear' }

interface Pressed {
  key: string
  shiftKey: boolean
  ctrlKey: boolean
  metaKey: boolean
}

const pageRows = 10

export function listAction(event: Pressed, at: number, length: number): ListAction | null {
  const hasControl = event.ctrlKey || event.metaKey
  const move = (to: number): ListAction => ({
    do: 'move',
    to: Math.max(0, Math.min(length - 1, to)),
    isExtending: event.shiftKey,
  })
  switch (event.key) {
    case 'ArrowDown':
      return move(at + 1)
    case 'ArrowUp':
      return move(at - 1)
    case 'PageDown':
      return move(at + pageRows)
    case 'PageUp':
      return move(at - pageRows)
    case 'Home':
      return move(0)
    case 'End':
      return move(length - 1)
    case ' ':
      return { do: 'toggle' }
    case 'Enter':
      return { do: 'open' }
    case 'Escape':
      return { do: 'clear' }
    case 'a':
    case 'α':
      return hasControl ? { do: 'choose-all' } : null
    default:
      return null
  }
}
