export { solve, solveHere } from './solve.ts'
export type { Solution, SolveOptions } from './solve.ts'
export { warmUp } from './warm-up.ts'
