import type { Theme } from '#lib/map/colours.ts'

/** Light or dark: what a person chose here, else what their system says. */
class ThemeChoice {
  current = $state<Theme>('light')

  constructor() {
    if (typeof document === 'undefined') return
    const dark = matchMedia('(prefers-color-scheme: dark)')
    this.#read(dark.matches)
    dark.addEventListener('change', () => this.#read(dark.matches))
  }

  turn(): void {
    this.current = this.current === 'dark' ? 'light' : 'dark'
    document.documentElement.dataset.theme = this.current
    try {
      localStorage.setItem('theme', this.current)
    } catch {
      // a browser that keeps nothing still shows the theme until it is closed
    }
  }

  #read(systemIsDark: boolean): void {
    const chosen = document.documentElement.dataset.theme
    this.current = chosen === 'dark' || (chosen !== 'light' && systemIsDark) ? 'dark' : 'light'
  }
}

export const theme = new ThemeChoice()
