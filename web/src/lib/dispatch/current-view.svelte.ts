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

  /** Where a link leads that changes some of the view. */
  href(change: Partial<View>): string {
    const { pathname, search } = writeView(page.url, change)
    return pathname + search
  }

  /** Changes the view; `replace` leaves no step to go back to. */
  async show(change: Partial<View>, { replace = false } = {}): Promise<void> {
    const href = this.href(change)
    if (href === page.url.pathname + page.url.search) return
    await goto(href, { replace, reset: false })
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
