import {
  figuresByDay,
  heatByArea,
  heatByCell,
  keyFigures,
  type Client,
  type ResultOf,
} from '@dromos/api/contract'
import type { Question } from './question.ts'
import { surfacesOfAreas, surfacesOfCells, type Surface } from './surfaces.ts'

type Figures = ResultOf<typeof keyFigures>
type Days = ResultOf<typeof figuresByDay>

/** The answers to one question: heat on the map, figures beside it, days below. The last question wins. */
export class Study {
  surfaces = $state.raw<Surface[]>([])
  figures = $state.raw<Figures | null>(null)
  days = $state.raw<Days>([])
  receivedElsewhere = $state(0)
  isLoading = $state(true)
  failure = $state.raw<unknown>(null)
  readonly #client: Client
  readonly #jurisdictionId: string
  readonly #areaName: (id: number | null) => string
  #latest = 0
  #latestDays = 0

  constructor(client: Client, city: { id: string; areaName: (id: number | null) => string }) {
    this.#client = client
    this.#jurisdictionId = city.id
    this.#areaName = (id) => city.areaName(id)
  }

  async ask(question: Question): Promise<void> {
    const mine = ++this.#latest
    this.isLoading = true
    try {
      const [figures, heat] = await Promise.all([this.#figures(question), this.#heat(question)])
      if (mine !== this.#latest) return
      this.figures = figures
      this.surfaces = heat.surfaces
      this.receivedElsewhere = heat.elsewhere
      this.failure = null
    } catch (failure) {
      if (mine === this.#latest) this.failure = failure
    } finally {
      if (mine === this.#latest) this.isLoading = false
    }
  }

  /** The whole stretch the brush lies on; asked when service or area change, not with every drag. */
  async askDays(
    span: { from: string; to: string },
    { service, areaId }: Pick<Question, 'service' | 'areaId'>,
  ): Promise<void> {
    const mine = ++this.#latestDays
    try {
      const days = await this.#client(figuresByDay, {
        params: { jurisdictionId: this.#jurisdictionId },
        query: { ...span, service: service ?? undefined, areaId: areaId ?? undefined },
      })
      if (mine === this.#latestDays) this.days = days
    } catch (failure) {
      if (mine === this.#latestDays) this.failure = failure
    }
  }

  #figures({ from, to, service, areaId }: Question): Promise<Figures> {
    return this.#client(keyFigures, {
      params: { jurisdictionId: this.#jurisdictionId },
      query: { from, to, service: service ?? undefined, areaId: areaId ?? undefined },
    })
  }

  async #heat({ from, to, service, by, measure, resolution }: Question) {
    const params = { jurisdictionId: this.#jurisdictionId }
    const span = { from, to, service: service ?? undefined }
    if (by === 'cell') {
      const { cells } = await this.#client(heatByCell, { params, query: { ...span, resolution } })
      return { surfaces: surfacesOfCells(cells, measure, this.#areaName), elsewhere: 0 }
    }
    const { areas, receivedElsewhere } = await this.#client(heatByArea, {
      params,
      query: { ...span, kind: by },
    })
    return { surfaces: surfacesOfAreas(areas, measure), elsewhere: receivedElsewhere }
  }
}
