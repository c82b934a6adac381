import type { KeptScreen, ScreenFacts } from './screen-facts.ts'

/** The place in a crew's page for what stands there before its program. */
export function earlyPlace(words: string): string {
  return `<div data-early hidden style="--early-words: '${words}'"></div>`
}

/** Puts a screen into its place, with what says whether it may be shown. */
export function withScreen(page: string, { html, ...facts }: KeptScreen): string {
  return page.replace(
    /(<div data-early [^>]*)><\/div>/,
    (_, place: string) => `${place} data-facts="${inAttribute(facts)}">${html}</div>`,
  )
}

function inAttribute(facts: ScreenFacts): string {
  return JSON.stringify(facts).replace(/[&"<>]/g, (letter) => `&#${letter.charCodeAt(0)};`)
}
