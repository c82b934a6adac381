/** Finds a page's language again only when its address is another one: every message asks for it. */
export function rememberLocale<Locale>(find: () => Locale, address: () => string): () => Locale {
  let known: { address: string; locale: Locale } | null = null
  return () => {
    const now = address()
    if (known?.address !== now) known = { address: now, locale: find() }
    return known.locale
  }
}
