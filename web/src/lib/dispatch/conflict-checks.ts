export {
  AssignmentConflict,
  BegunCrews,
  PlanConflict,
  RetirementConflict,
  RosterClash,
} from '@dromos/api/contract'
