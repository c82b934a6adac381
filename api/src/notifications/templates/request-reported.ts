import type { Language } from '../../contract/index.ts'
import { composeMessage, type Message } from './message.ts'

/** What every message about a request can name. */
export interface RequestSubject {
  cityName: string
  serviceName: string
  publicId: string
  address: string | null
  /** of the tracking page */
  link: string
}

/** "We have your report", with the date it is promised by, already in the words of the language. */
export function requestReported(language: Language, subject: RequestSubject, dueText: string): Message {
  return language === 'el' ? inGreek(subject, dueText) : inEnglish(subject, dueText)
}

function inGreek(
  { cityName, serviceName, publicId, address, link }: RequestSubject,
  dueText: string,
): Message {
  return composeMessage(`Λάβαμε το αίτημά σας ${publicId}: ${serviceName}`, [
    `Ευχαριστούμε. Ο δήμος έλαβε το αίτημά σας «${serviceName}»${address ? ` στο σημείο: ${address}` : ''}.`,
    `Στόχος μας είναι να έχει διευθετηθεί έως ${dueText}.`,
    'Δείτε την πορεία του εδώ:',
    link,
    cityName,
  ])
}

function inEnglish(
  { cityName, serviceName, publicId, address, link }: RequestSubject,
  dueText: string,
): Message {
  return composeMessage(`We have your report ${publicId}: ${serviceName}`, [
    `Thank you. The city has received your report “${serviceName}”${address ? ` at ${address}` : ''}.`,
    `We aim to have it done by ${dueText}.`,
    'Follow it here:',
    link,
    cityName,
  ])
}
