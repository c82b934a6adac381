import { cityId } from './asked-ahead.ts'

/**
 * The cities whose desks this browser was let in to last. It says so beside its requests, so that the server's page can
 * ask ahead for what only a desk may see: a hint, which opens nothing.
 */
const name = 'dromos.desks'
const keptSeconds = 180 * 24 * 60 * 60

/** From the text of a Cookie header. */
export function readDesks(cookies: string): string[] {
  const pair = cookies.split('; ').find((each) => each.startsWith(`${name}=`)) ?? ''
  return pair
    .slice(name.length + 1)
    .split('.')
    .filter((id) => cityId.test(id))
}

/** An empty list forgets them. */
export function keepDesks(jurisdictionIds: readonly string[]): void {
  const seconds = jurisdictionIds.length > 0 ? keptSeconds : 0
  const secure = location.protocol === 'https:' ? '; secure' : ''
  const text = jurisdictionIds.slice(0, 20).join('.')
  if (text === readDesks(document.cookie).join('.')) return
  document.cookie = `${name}=${text}; path=/; samesite=lax; max-age=${seconds}${secure}`
}

export function isKnownDesk(jurisdictionId: string): boolean {
  return readDesks(document.cookie).includes(jurisdictionId)
}
