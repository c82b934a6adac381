/** The part of the planner that also runs in the browser. */
export * from './model/index.ts'
export * from './evaluate/index.ts'
export { bestGaps } from './explain/best-gaps.ts'
export { moveJob, moveJobs } from './explain/move-job.ts'
export { placeAhead, placeAmongAll } from './explain/place-ahead.ts'
export { placeCheapest } from './explain/placement.ts'
export { viewPlan, withoutJobs } from './explain/plan-view.ts'
export type { PlanView } from './explain/plan-view.ts'
