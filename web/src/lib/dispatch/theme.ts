export function isDarkNow(): boolean {
  const chosen = document.documentElement.dataset.theme
  return (
    chosen === 'dark' ||
    (chosen !== 'light' && chosen !== 'sunlight' && matchMedia('(prefers-color-scheme: dark)').matches)
  )
}

/** From light to dark or back; told to the map by the same event as the switch of the public pages. */
export function turnTheme(): void {
  const theme = isDarkNow() ? 'light' : 'dark'
  document.documentElement.dataset.theme = theme
  try {
    localStorage.setItem('theme', theme)
  } catch {
    // a browser that keeps nothing still shows the theme until it is closed
  }
  document.dispatchEvent(new CustomEvent('themechange', { detail: theme }))
}
