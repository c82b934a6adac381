import { useClosing } from '#lib/closures/closing.svelte.ts'
import { placeName } from '#lib/closures/closure-words.ts'
import { useDispatch } from '#lib/dispatch/dispatch.svelte.ts'
import type { NamesOf } from './order-words.ts'

/** The city's names for an order's words; call during component initialisation. */
export function useOrderNames(): NamesOf {
  const dispatch = useDispatch()
  const closing = useClosing()
  return {
    skill: dispatch.skillName,
    closure: (id) => {
      const closure = closing.find(id)
      return closure ? placeName(closure) : `#${id}`
    },
  }
}
