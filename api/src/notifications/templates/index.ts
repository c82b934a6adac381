export { composeMessage, type Message } from './message.ts'
export { requestMoved } from './request-moved.ts'
export { requestReported, type RequestSubject } from './request-reported.ts'

/** What people are told. What a route is now goes to tablets, which show it from their run sheet. */
export type TemplateName =
  | 'request-reported'
  | 'request-moved'
  | 'route-published'
  | 'route-withdrawn'
  | 'visit-assigned'
  | 'visit-withdrawn'
