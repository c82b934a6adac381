import type { Theme } from '#lib/map/colours.ts'

export const looks = ['light', 'dark', 'sunlight'] as const
export type Look = (typeof looks)[number]

/** The look a person chose here, else the light or the dark of their system; sunlight is for crews outside. */
class ThemeChoice {
  look = $state<Look>('light')
  /** what maps and charts are drawn for */
  current = $derived<Theme>(this.look === 'dark' ? 'dark' : 'light')

  constructor() {
    if (typeof document === 'undefined') return
    const dark = matchMedia('(prefers-color-scheme: dark)')
    this.#read(dark.matches)
    dark.addEventListener('change', () => this.#read(dark.matches))
  }

  turn(): void {
    this.choose(this.look === 'dark' ? 'light' : 'dark')
  }

  choose(look: Look): void {
    this.look = look
    document.documentElement.dataset.theme = look
    try {
      localStorage.setItem('theme', look)
    } catch {
      // a browser that keeps nothing still shows the theme until it is closed
    }
  }

  #read(systemIsDark: boolean): void {
    const chosen = looks.find((look) => look === document.documentElement.dataset.theme)
    this.look = chosen ?? (systemIsDark ? 'dark' : 'light')
  }
}

export const theme = new ThemeChoice()
