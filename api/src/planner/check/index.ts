export { checkPlan } from './check-plan.ts'
export type { Finding } from './finding.ts'
