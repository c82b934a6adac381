import { navigationApps, type NavigationApp } from './navigation-apps.ts'

const key = 'crew-settings'

/** What a crew chose on this tablet, beside language and colours. */
export class TabletSettings {
  /** says the next stop aloud */
  speaks = $state(false)
  navigation = $state<NavigationApp>('google')
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | undefined

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined = globalThis.localStorage) {
    this.#storage = storage
    const { speaks, navigation } = this.#read()
    this.speaks = speaks === true
    this.navigation = navigationApps.find((app) => app === navigation) ?? 'google'
  }

  keep(changes: { speaks?: boolean; navigation?: NavigationApp }): void {
    Object.assign(this, changes)
    try {
      this.#storage?.setItem(key, JSON.stringify({ speaks: this.speaks, navigation: this.navigation }))
    } catch {
      // a browser that keeps nothing still obeys until it is closed
    }
  }

  #read(): Record<string, unknown> {
    try {
      return Object(JSON.parse(this.#storage?.getItem(key) ?? '{}')) as Record<string, unknown>
    } catch {
      return {}
    }
  }
}
