export { AssignmentConflict, BegunCrews, PlanConflict, RosterClash } from '@dromos/api/contract'
