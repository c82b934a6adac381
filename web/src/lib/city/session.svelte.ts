import { ApiError, getMe, isProblem, staff, type Me, type Role } from '@dromos/api/contract'
import { forgetScreens } from '#lib/crew/early/kept-screens.ts'
import { getLocale } from '#lib/paraglide/runtime.js'
import { api } from './api.ts'
import { keepDesks } from './known-desks.ts'

const nobody: Me = { account: null, memberships: [], crews: [], tablet: null }

/** Who is signed in. */
class Session {
  me = $state.raw<Me>(nobody)
  isLoaded = $state(false)
  #loading: Promise<void> | null = null

  get isSignedIn(): boolean {
    return this.me.account !== null
  }

  async load(): Promise<void> {
    this.me = await api()(getMe, {})
    // another's day is not shown to whoever is in now
    void forgetScreens(this.me.account?.id)
    this.isLoaded = true
    const desks = this.me.memberships.filter(({ role }) => staff.some((each) => each === role))
    keepDesks([...new Set(desks.map(({ jurisdictionId }) => jurisdictionId))])
  }

  /** Who is signed in is known: asked for once, by whoever needs it first. */
  async ready(): Promise<void> {
    if (this.isLoaded) return
    this.#loading ??= this.load().finally(() => (this.#loading = null))
    await this.#loading
  }

  hasRole(jurisdictionId: string, ...wanted: Role[]): boolean {
    return this.me.memberships.some(
      (membership) => membership.jurisdictionId === jurisdictionId && wanted.includes(membership.role),
    )
  }

  /** Signs in; gives back false when address or password is wrong. Too many attempts are a failure of their own. */
  async signIn(email: string, password: string): Promise<boolean> {
    const response = await fetch('/api/auth/sign-in/email', {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': getLocale() },
      body: JSON.stringify({ email, password }),
    })
    if (!response.ok) {
      const answer: unknown = await response.json().catch(() => null)
      if (isProblem(answer)) throw new ApiError(answer)
      return false
    }
    await this.load()
    return true
  }

  async signOut(): Promise<void> {
    await fetch('/api/auth/sign-out', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    this.me = nobody
    keepDesks([])
    await forgetScreens()
  }
}

export const session = new Session()
