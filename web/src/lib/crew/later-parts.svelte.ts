const loaders = {
  map: () => import('./CrewMap.svelte'),
  menu: () => import('./CrewMenu.svelte'),
  nearby: () => import('./sweep/NearbyJobs.svelte'),
  sheets: () => import('./JobSheets.svelte'),
}

type Loaders = typeof loaders
type Loaded = { [Name in keyof Loaders]?: Awaited<ReturnType<Loaders[Name]>>['default'] }

/** What a crew's first screen does without. Loaded once it stands; the service worker keeps it like the rest. */
export class LaterParts {
  loaded = $state.raw<Loaded>({})

  /** What could not be had is asked for again at the next call. */
  async load(): Promise<void> {
    const missing = (Object.keys(loaders) as (keyof Loaders)[]).filter((name) => !this.loaded[name])
    await Promise.allSettled(missing.map((name) => this.#load(name)))
  }

  async #load(name: keyof Loaders): Promise<void> {
    const { default: part } = await loaders[name]()
    this.loaded = { ...this.loaded, [name]: part }
  }
}

/** Once what was changed stands on the screen. */
export function afterPaint(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
}
