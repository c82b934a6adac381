import type { Operation, RunSheetVisit, VisitStatus } from '@dromos/api/contract'

const after: Partial<Record<Operation['kind'], VisitStatus>> = {
  en_route: 'en_route',
  arrive: 'arrived',
  start: 'working',
  done: 'done',
  fail: 'failed',
}

/** The visit as it will be once the city has taken the operation: what the tablet shows at once. */
export function applyOperation(visit: RunSheetVisit, operation: Operation): RunSheetVisit {
  const status = after[operation.kind] ?? visit.status
  return {
    ...visit,
    status,
    arrivedAt: operation.kind === 'arrive' ? operation.occurredAt : visit.arrivedAt,
    finishedAt: status === 'done' || status === 'failed' ? operation.occurredAt : visit.finishedAt,
    reason: operation.kind === 'fail' ? operation.reason : visit.reason,
    note: 'note' in operation && operation.note ? operation.note : visit.note,
  }
}

/** The day as the city knows it, with what was done since on this tablet. */
export function applyOperations(visits: RunSheetVisit[], operations: Operation[]): RunSheetVisit[] {
  return visits.map((visit) =>
    operations.filter((operation) => operation.visitId === visit.id).reduce(applyOperation, visit),
  )
}
