export { solveVroom } from './solve-vroom.ts'
export type { VroomOptions } from './solve-vroom.ts'
export type { FindTravel, VroomPoint } from './places.ts'
export type { VroomAnswer, VroomFailure, VroomSolution } from './vroom-output.ts'
