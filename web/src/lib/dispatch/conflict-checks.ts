export { AssignmentConflict, PlanConflict, RetirementConflict, RosterClash } from '@dromos/api/contract'
