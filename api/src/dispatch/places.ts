import type { CrewPosition, DayInput, PlannableTask } from './day-input.ts'

type LonLat = readonly [lon: number, lat: number]

/** The places of a day, each once, as the travel matrix counts them. */
export interface Places {
  points: LonLat[]
  depotPlace(crew: DayInput['crews'][number]): number
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
  for (const crew of input.crews) add(crew.depot.location)
  for (const position of input.positions) add(position.location)
  for (const task of input.tasks) add(task.location)
  return {
    points,
    depotPlace: (crew) => add(crew.depot.location),
    taskPlace: (task) => add(task.location),
    positionPlace: (position) => add(position.location),
  }
}
