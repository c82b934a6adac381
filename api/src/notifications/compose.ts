import type { Language } from '../contract/index.ts'
import type { PendingNotification } from './queries.ts'
import { requestMoved, requestReported, type Message, type RequestSubject } from './templates/index.ts'

/** The message of a notification about a request; null when there is nothing to be said by mail. */
export function composeNotification(
  notification: PendingNotification,
  place: { publicOrigin: string; jurisdictionId: string },
): Message | null {
  const { template, language, data, publicId, dueAt, timezone } = notification
  if (publicId === null || dueAt === null) return null
  const subject: RequestSubject = {
    cityName: notification.cityName,
    serviceName: notification.serviceName ?? '',
    publicId,
    address: notification.address,
    link: trackingLink(place.publicOrigin, place.jurisdictionId, publicId, language),
  }
  if (template === 'request-reported')
    return requestReported(language, subject, dueText(dueAt, timezone, language))
  if (template === 'request-moved' && data.status)
    return requestMoved(language, subject, { ...data, status: data.status })
  return null
}

/** The tracking page; Greek has no prefix. */
export function trackingPath(jurisdictionId: string, publicId: string, language: Language): string {
  return `${language === 'el' ? '' : `/${language}`}/${jurisdictionId}/requests/${publicId}`
}

function trackingLink(
  publicOrigin: string,
  jurisdictionId: string,
  publicId: string,
  language: Language,
): string {
  return publicOrigin.replace(/\/$/, '') + trackingPath(jurisdictionId, publicId, language)
}

function dueText(dueAt: Date, timeZone: string, language: Language): string {
  const locale = language === 'el' ? 'el-GR' : 'en-GB'
  return new Intl.DateTimeFormat(locale, { timeZone, weekday: 'long', day: 'numeric', month: 'long' }).format(
    dueAt,
  )
}
