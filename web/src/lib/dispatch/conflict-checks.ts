export { AssignmentConflict, PlanConflict, RosterClash } from '@dromos/api/contract'
