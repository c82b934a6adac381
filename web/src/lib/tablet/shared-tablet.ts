import { localizeHref } from '#lib/paraglide/runtime.js'

const keyOf = (jurisdictionId: string) => `dromos-tablet-${jurisdictionId}`

/** Remembers that this device is a tablet of the city's; what proves it is a cookie that no script reads. */
export function noteSharedTablet(jurisdictionId: string, isOne: boolean): void {
  try {
    if (isOne) localStorage.setItem(keyOf(jurisdictionId), 'yes')
    else localStorage.removeItem(keyOf(jurisdictionId))
  } catch {
    // a browser that keeps nothing asks for an email, with a way to the names beside it
  }
}

function isSharedTablet(jurisdictionId: string): boolean {
  try {
    return localStorage.getItem(keyOf(jurisdictionId)) !== null
  } catch {
    return false
  }
}

export function doorHref(jurisdictionId: string): string {
  return localizeHref(`/${jurisdictionId}/tablet`)
}

/** Where somebody signs in who wanted a page of the city: by PIN for the crew's page on a tablet, else by email. */
export function signInHref(jurisdictionId: string, url: Pick<URL, 'pathname' | 'search'>): string {
  const isCrews = /\/crew\/?$/.test(url.pathname)
  if (isCrews && isSharedTablet(jurisdictionId)) return doorHref(jurisdictionId)
  return localizeHref(`/sign-in?to=${encodeURIComponent(url.pathname + url.search)}`)
}
