import type { CrewPosition, DayInput, PlannableTask } from './day-input.ts'

type LonLat = readonly [lon: number, lat: number]
type Crew = DayInput['crews'][number]

/** The places of a day, each once, as the travel matrix counts them. */
export interface Places {
  points: LonLat[]
  /** where vehicles are unloaded */
  depotPlace(crew: Crew): number
  startPlace(crew: Crew): number
  endPlace(crew: Crew): number
  taskPlace(task: Pick<PlannableTask, 'location'>): number
  positionPlace(position: CrewPosition): number
}

export function placesOf(input: DayInput): Places {
  const points: LonLat[] = []
  const index = new Map<string, number>()
  const add = (point: LonLat): number => {
    const key = point.join()
    let place = index.get(key)
    if (place === undefined) {
      place = points.push(point) - 1
      index.set(key, place)
    }
    return place
  }
  for (const crew of input.crews)
    for (const point of [crew.depot.location, startOf(crew), endOf(crew)]) add(point)
  // work that has begun keeps its place, so that a day has the same travel times from morning to evening
  const work = [...input.tasks, ...input.past.map(({ taskId: id, location }) => ({ id, location }))]
  for (const { location } of work.sort((a, b) => a.id - b.id)) add(location)
  for (const position of input.positions) add(position.location)
  return {
    points,
    depotPlace: (crew) => add(crew.depot.location),
    startPlace: (crew) => add(startOf(crew)),
    endPlace: (crew) => add(endOf(crew)),
    taskPlace: (task) => add(task.location),
    positionPlace: (position) => add(position.location),
  }
}

export function startOf({ start, depot }: Pick<Crew, 'start' | 'depot'>): Crew['depot']['location'] {
  return start ?? depot.location
}

export function endOf({ end, depot }: Pick<Crew, 'end' | 'depot'>): Crew['depot']['location'] {
  return end ?? depot.location
}
