import {
  markWork,
  noLabour,
  type Operation,
  type RunSheetVisit,
  type VisitStatus,
} from '@dromos/api/contract'

const after: Partial<Record<Operation['kind'], VisitStatus>> = {
  en_route: 'en_route',
  arrive: 'arrived',
  start: 'working',
  done: 'done',
  partial: 'done',
  fail: 'failed',
  decline: 'declined',
}

const way: readonly VisitStatus[] = ['planned', 'dispatched', 'en_route', 'arrived', 'working']

/** How far along its way; every end is beyond it. */
function rank(status: VisitStatus): number {
  const place = way.indexOf(status)
  return place < 0 ? way.length : place
}

/** The visit as it will be once the city has taken the operation: what the tablet shows at once. */
export function applyOperation(visit: RunSheetVisit, operation: Operation): RunSheetVisit {
  const to = after[operation.kind]
  const status = to !== undefined && rank(to) > rank(visit.status) ? to : visit.status
  const hasEnded = status !== visit.status && rank(status) === way.length
  return {
    ...visit,
    status,
    arrivedAt: operation.kind === 'arrive' ? (visit.arrivedAt ?? operation.occurredAt) : visit.arrivedAt,
    finishedAt: hasEnded ? operation.occurredAt : visit.finishedAt,
    reason: hasEnded && operation.kind === 'fail' ? operation.reason : visit.reason,
    note: 'note' in operation && operation.note ? operation.note : visit.note,
    ...accepted(operation),
    ...worked(visit, operation),
    ...told(visit, operation),
  }
}

function accepted(operation: Operation): Partial<RunSheetVisit> {
  if (operation.kind !== 'accept' || operation.change === 'withdrawn') return {}
  return { acceptedAt: operation.occurredAt, acceptedArrivalAt: operation.plannedArrivalAt }
}

function told({ job }: RunSheetVisit, operation: Operation): Partial<RunSheetVisit> {
  const { answers = {}, materials = {} } = job ?? {}
  if (operation.kind === 'answer')
    return { job: { answers: { ...answers, [operation.field]: operation.value }, materials } }
  if (operation.kind === 'material')
    return { job: { answers, materials: { ...materials, [operation.material]: operation.value } } }
  return {}
}

function worked(
  { labour = noLabour }: RunSheetVisit,
  { kind, occurredAt: at }: Operation,
): Partial<RunSheetVisit> {
  if (kind === 'start') return { labour: markWork(labour, { kind, at }) }
  const ends = kind === 'stop' || after[kind] === 'done' || after[kind] === 'failed'
  return ends ? { labour: markWork(labour, { kind: 'stop', at }) } : {}
}

/** The day as the city knows it, with what was done since on this tablet. */
export function applyOperations(visits: RunSheetVisit[], operations: Operation[]): RunSheetVisit[] {
  return visits.map((visit) =>
    operations.filter((operation) => operation.visitId === visit.id).reduce(applyOperation, visit),
  )
}
