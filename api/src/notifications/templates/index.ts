export { composeMessage, type Message } from './message.ts'
export { requestMoved } from './request-moved.ts'
export { requestReported, type RequestSubject } from './request-reported.ts'

/** What people are told. `route-published` goes to tablets, which show it from their run sheet. */
export type TemplateName =
  'request-reported' | 'request-moved' | 'route-published' | 'visit-assigned' | 'visit-withdrawn'
