import type { PreparedProblem } from '../../evaluate/index.ts'
import type { Break, TravelMatrix } from '../../model/index.ts'

export interface RichBreak extends Break {
  index: number
  latest: number
}

/** A shift as the search sees it; prices are weighted. */
export interface RichRoute {
  crew: number
  shift: number
  matrix: TravelMatrix
  /** Seconds by spot, see `addNeighbours`: `secondsFrom[from * spots + to]` and `secondsTo[to * spots + from]`. */
  secondsFrom: Int32Array
  secondsTo: Int32Array | null
  /** Legs are priced by their seconds alone. */
  isByTime: boolean
  start: number | null
  end: number | null
  startSeconds: number
  endSeconds: number
  /** Overtime included. */
  latestEnd: number
  breaks: RichBreak[]
  breakSeconds: number
  hasLoadBreaks: boolean
  capacity: number[]
  onBoard: number[]
  maxStops: number
  maxMeters: number
  maxTravel: number
  reloadPlace: number
  reloadSeconds: number
  maxReloads: number
  perSecond: number
  perMeter: number
  perCost: number
  perOvertime: number
  fixed: number
  typeKey: string
}

export function createRichRoutes({ problem, crewMatrices }: PreparedProblem): RichRoute[] {
  const { weights } = problem
  return problem.crews.flatMap((crew, index) =>
    crew.shifts.map((shift, number): RichRoute => {
      const { frozen } = shift
      const breaks = shift.breaks
        .map((pause, position) => ({
          ...pause,
          index: position,
          latest: pause.windows[pause.windows.length - 1].endSeconds,
        }))
        .filter(({ index: position }) => !frozen?.breaksTaken.includes(position))
        .sort((a, b) => a.windows[0].startSeconds - b.windows[0].startSeconds)
      const isAlike = !frozen && weights.balance === 0 && weights.stability === 0
      // crews differ by whom they may serve, so a type never spans two of them unless told otherwise
      const typeKey = isAlike ? JSON.stringify([{ ...crew, id: '', shifts: 0 }, shift]) : `${index} ${number}`
      return {
        crew: index,
        shift: number,
        matrix: crewMatrices[index],
        secondsFrom: crewMatrices[index].seconds,
        secondsTo: null,
        isByTime: !crewMatrices[index].costs && crew.costs.perMeter * weights.travel === 0,
        start: frozen ? frozen.place : shift.start,
        end: shift.end,
        startSeconds: frozen ? frozen.readySeconds : shift.startSeconds,
        endSeconds: shift.endSeconds,
        latestEnd: shift.endSeconds + shift.maxOvertimeSeconds,
        breaks,
        breakSeconds: breaks.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
        hasLoadBreaks: breaks.some(({ maxLoad }) => maxLoad !== null),
        capacity: crew.capacity,
        onBoard: frozen?.onBoard ?? crew.capacity.map(() => 0),
        maxStops: crew.maxStops - (frozen?.stops.length ?? 0),
        maxMeters: crew.maxMeters - (frozen?.meters ?? 0),
        maxTravel: crew.maxTravelSeconds - (frozen?.travelSeconds ?? 0),
        reloadPlace: crew.reload?.place ?? -1,
        reloadSeconds: crew.reload?.durationSeconds ?? 0,
        maxReloads: crew.reload?.maxReloads ?? 0,
        perSecond: crewMatrices[index].costs ? 0 : crew.costs.perTravelSecond * weights.travel,
        perMeter: crewMatrices[index].costs ? 0 : crew.costs.perMeter * weights.travel,
        perCost: weights.travel,
        perOvertime: crew.costs.perOvertimeSecond * weights.overtime,
        fixed: crew.costs.fixed * weights.fixed,
        typeKey,
      }
    }),
  )
}
