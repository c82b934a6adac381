import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { solveVroom } from '../planner/vroom/index.ts'
import { openTravelTimes } from '../roads/index.ts'
import { vroomTravel } from './travel.ts'

export interface SolveTask {
  problem: unknown
  seconds: number
  /** as in the configuration */
  travelTimes: string
  dataDirectory: string
}

const { problem, seconds, travelTimes, dataDirectory } = workerData as SolveTask
const graphFile = join(dataDirectory, 'roads.graph')
const setting = travelTimes === 'roads' && !existsSync(graphFile) ? 'estimate' : travelTimes
const answer = await solveVroom(problem, {
  seconds,
  threads: 2,
  ...vroomTravel(async () => openTravelTimes(setting, graphFile)),
})
parentPort!.postMessage(answer)
