/** What the bench runs inside the page, as texts: the rest of it knows no window. */

/** The words that a page tells its times with. */
export const standsWords = 'the plan stands '

/**
 * When all of the plan that is in sight stands, its routes, figures and each lane of the timeline, and the main thread
 * answers within so many milliseconds; and when every stop is on the timeline. The page tells both by itself: asked from
 * outside while it loads, it would have to read the asker's script first, which takes a tenth of a second.
 */
export function watchPlan(stops: number, within: number): string {
  return `{
    const isInSight = () => {
      const table = document.querySelector('.scroll > .table')
      // asked where things are before they are there, the browser would lay out the page once more
      if (!table?.querySelector('button.service') || !document.querySelector('summary[data-drop=crew]')) return false
      const box = table.parentElement.getBoundingClientRect()
      const rows = [...table.children].filter((row) => {
        const { top, bottom } = row.getBoundingClientRect()
        return bottom > box.top && top < box.bottom && !row.matches('.hours, .now')
      })
      return rows.length > 0 && rows.every((row) => row.querySelector('button.service'))
    }
    const isWhole = () => document.querySelectorAll('button.service').length >= ${stops}
    const whenAnswered = (done) => {
      const asked = performance.now()
      setTimeout(() => (performance.now() - asked > ${within} ? whenAnswered(done) : done(performance.now())))
    }
    const look = () => {
      if (window.answersAt === undefined && isInSight()) {
        window.answersAt = null
        whenAnswered((at) => tell((window.answersAt = at), window.wholeAt))
      }
      if (!isWhole()) return void requestAnimationFrame(look)
      whenAnswered((at) => tell(window.answersAt, (window.wholeAt = at)))
    }
    const tell = (...times) => times.every((at) => at) && console.debug('${standsWords}' + JSON.stringify(times))
    requestAnimationFrame(look)
  }`
}

/** From the key that chooses all to the picture after which so many are told as chosen, and every row in sight is. */
export function watchSelection(wanted: number): string {
  return `{
    window.chosenMs = undefined
    const isAll = () => {
      const count = document.querySelector('strong[role=status]')?.textContent.replace(/\\D/g, '')
      return Number(count) >= ${wanted} && !document.querySelector('[role=option][aria-selected=false]')
    }
    const began = (event) => {
      if (event.key !== 'a') return
      window.removeEventListener('keydown', began, { capture: true })
      const at = performance.now()
      const look = () => {
        if (!isAll()) return void requestAnimationFrame(look)
        setTimeout(() => (window.chosenMs = performance.now() - at))
      }
      requestAnimationFrame(look)
    }
    window.addEventListener('keydown', began, { capture: true })
  }`
}

export const chosenMs = 'window.chosenMs'
/** how far down the rows are that are in sight */
export const listedCount = `Math.max(...[...document.querySelectorAll('[role=option]')].map((row) => Number(row.ariaPosInSet)))`
export const isNothingChosen = `!document.querySelector('[role=option][aria-selected=true]')`

/** The words that a page tells with when a stop was let go, or stands there. */
export const arrivedWords = 'the stop stands '
export const droppedWords = 'the stop was let go '

/**
 * When a stop is let go, and when a crew's hours hold one more, by the clock that both screens share: at the picture
 * that shows it. Asked with each picture, a page that stands still would draw all the while.
 */
export function watchLane(index: number): string {
  return `{
    const clock = () => performance.timeOrigin + performance.now()
    const lane = () => document.querySelectorAll('[data-drop=lane]')[${index}]
    const count = () => lane()?.querySelectorAll('button.service').length ?? 0
    const before = count()
    const letGo = () => console.debug('${droppedWords}' + clock())
    window.addEventListener('pointerup', letGo, { capture: true, once: true })
    const look = new MutationObserver(() => {
      if (count() <= before) return
      look.disconnect()
      requestAnimationFrame(() => console.debug('${arrivedWords}' + clock()))
    })
    look.observe(document.querySelector('.scroll > .table'), { childList: true, subtree: true })
  }`
}

export const nextPicture = 'new Promise((done) => requestAnimationFrame(() => done(null)))'

/** Tasks that kept the main thread for over fifty milliseconds. */
export const watchTasks = `{
  window.longTasks = []
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longTasks.push(duration)
  }).observe({ type: 'longtask' })
}`
export const longTasks = 'window.longTasks'
