import { navigationApps, type NavigationApp } from './navigation-apps.ts'

const key = 'crew-settings'

/** What a crew chose on this tablet, beside language and colours. */
export class TabletSettings {
  /** says the next stop aloud */
  speaks = $state(false)
  navigation = $state<NavigationApp>('google')
  /** says during the shift where it is */
  sharesPosition = $state(true)
  readonly #storage: Pick<Storage, 'getItem' | 'setItem'> | undefined

  constructor(storage: Pick<Storage, 'getItem' | 'setItem'> | undefined = globalThis.localStorage) {
    this.#storage = storage
    const { speaks, navigation, sharesPosition } = this.#read()
    this.speaks = speaks === true
    this.sharesPosition = sharesPosition !== false
    this.navigation = navigationApps.find((app) => app === navigation) ?? 'google'
  }

  keep(changes: { speaks?: boolean; navigation?: NavigationApp; sharesPosition?: boolean }): void {
    Object.assign(this, changes)
    const { speaks, navigation, sharesPosition } = this
    try {
      this.#storage?.setItem(key, JSON.stringify({ speaks, navigation, sharesPosition }))
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
