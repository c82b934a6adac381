import { goto } from '$app/navigation'
import { page } from '$app/state'
import { localizeHref } from '#lib/paraglide/runtime.js'
import { readView, sectionOf, writeView, type Focus, type Section, type View } from './view.ts'

/** The view the address of the page asks for. */
class CurrentView {
  readonly view: View = $derived(readView(page.url))
  readonly section: Section = $derived(sectionOf(page.url.pathname))
  /** a text, so that it changes only when the focus does */
  readonly focusText: string = $derived(
    this.view.focus ? `${this.view.focus.kind}:${this.view.focus.id}` : '',
  )

  /** an address that the page does not stand at yet; the next change would take its place */
  #going: { url: URL; replace: boolean } | null = null

  /** Where a link leads that changes some of the view. */
  href(change: Partial<View>): string {
    const { pathname, search } = writeView(page.url, change)
    return pathname + search
  }

  /** Changes the view; `replace` leaves no step to go back to. Said while another change is on its way, it adds to it. */
  async show(change: Partial<View>, { replace = false } = {}): Promise<void> {
    const before = this.#going
    const url = writeView(before?.url ?? page.url, change)
    if (url.href === (before?.url ?? page.url).href) return
    const going = { url, replace: replace && (before?.replace ?? true) }
    this.#going = going
    try {
      await goto(url.pathname + url.search, { replace: going.replace, reset: false })
    } finally {
      if (this.#going === going) this.#going = null
    }
  }

  /** Another day, and nothing yet of its plans; today needs no words in the address. */
  async showDay(day: string, today: string): Promise<void> {
    await this.show({
      day: day === today ? null : day,
      planId: null,
      version: null,
      against: null,
      stage: null,
    })
  }

  async focus(focus: Focus | null): Promise<void> {
    await this.show({ focus })
  }
}

export const current = new CurrentView()

export function sectionHref(jurisdictionId: string, section: Section, query = ''): string {
  return localizeHref(`/${jurisdictionId}/dispatch/${section}${query}`)
}
