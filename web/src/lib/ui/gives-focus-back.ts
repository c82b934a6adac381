/** An attachment: what goes away while the focus is in it gives it back to where it came from. */
export function givesFocusBack(element: HTMLElement): () => void {
  let before: Element | null = null
  function note({ relatedTarget }: FocusEvent): void {
    if (relatedTarget instanceof Element && !element.contains(relatedTarget)) before = relatedTarget
  }
  element.addEventListener('focusin', note)
  return () => {
    element.removeEventListener('focusin', note)
    requestAnimationFrame(() => {
      // who is somewhere else stays there
      if (document.activeElement !== document.body) return
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    })
  }
}
