/**
 * One stop for the Tab key in a table of many: arrows go from stop to stop. Down and up go through what stands in a
 * cell and on to the next row, left and right to the same place of the day beside.
 */
export function roving(table: HTMLElement): () => void {
  const stopsIn = (part: ParentNode) => [...part.querySelectorAll<HTMLElement>('[data-stop]')]
  const ensure = () => {
    const stops = stopsIn(table)
    if (!stops.some((stop) => stop.tabIndex === 0)) stops[0]?.setAttribute('tabindex', '0')
  }
  const take = (event: FocusEvent) => {
    const taken = (event.target as Element).closest('[data-stop]')
    if (taken) for (const stop of stopsIn(table)) stop.tabIndex = stop === taken ? 0 : -1
  }
  const go = (event: KeyboardEvent) => {
    const from = (event.target as Element).closest<HTMLElement>('[data-stop]')
    if (event.defaultPrevented || !from || event.ctrlKey || event.metaKey || event.altKey) return
    const to = nextStop(from, event.key)
    if (!to) return
    event.preventDefault()
    to.focus()
  }
  function nextStop(from: HTMLElement, key: string): HTMLElement | undefined {
    const cell = from.closest<HTMLTableCellElement>('td, th')!
    const row = cell.closest('tr')!
    const rows = [...table.querySelectorAll('tr')].filter((each) => stopsIn(each).length > 0)
    const own = stopsIn(cell)
    const at = own.indexOf(from)
    const beside = (step: number) => rows[rows.indexOf(row) + step]?.cells[cell.cellIndex]
    switch (key) {
      case 'ArrowDown': {
        const below = beside(1)
        return own[at + 1] ?? (below && stopsIn(below)[0])
      }
      case 'ArrowUp': {
        const above = beside(-1)
        return own[at - 1] ?? (above && stopsIn(above).at(-1))
      }
      case 'ArrowLeft':
      case 'ArrowRight': {
        const next = row.cells[cell.cellIndex + (key === 'ArrowRight' ? 1 : -1)]
        const stops = next ? stopsIn(next) : []
        return stops[Math.min(at, stops.length - 1)]
      }
      default:
        return undefined
    }
  }
  ensure()
  const watching = new MutationObserver(ensure)
  watching.observe(table, { childList: true, subtree: true })
  table.addEventListener('focusin', take)
  table.addEventListener('keydown', go)
  return () => {
    watching.disconnect()
    table.removeEventListener('focusin', take)
    table.removeEventListener('keydown', go)
  }
}
