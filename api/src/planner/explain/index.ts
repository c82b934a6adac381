export { viewPlan } from './plan-view.ts'
export type { PlanView } from './plan-view.ts'
export { explainUnassigned } from './waterfall.ts'
export type { MarginUnit, Refusal, UnassignedReason, WaterfallStep } from './waterfall.ts'
