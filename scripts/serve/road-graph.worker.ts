import { workerData } from 'node:worker_threads'
import { buildRoads } from '../../api/src/roads/import/build-roads.ts'

await buildRoads(workerData.pbf, workerData.graph)
