import type { RequestRow } from '@dromos/api/contract'

/** A request as the lists have it, with what a test says about it. */
export function requestRow(given: Partial<RequestRow> = {}): RequestRow {
  return {
    id: 1,
    publicId: '7F3KQ92D',
    serviceCode: 'lamp-out',
    departmentCode: 'lighting',
    status: 'received',
    isOpen: true,
    channel: 'web',
    priority: 20,
    description: '',
    address: 'Θηβών 123',
    areaId: 1,
    incidentId: null,
    reportCount: 1,
    workOrderId: null,
    hotspotId: null,
    mediaCount: 0,
    location: [23.68, 37.99],
    requestedAt: '2026-03-02T08:00:00.000Z',
    dueAt: '2026-03-05T08:00:00.000Z',
    clockStoppedAt: null,
    closedAt: null,
    isLate: false,
    version: 1,
    ...given,
  }
}
