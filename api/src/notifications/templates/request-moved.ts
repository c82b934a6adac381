import type { Language, RequestStatus } from '../../contract/index.ts'
import { composeMessage, type Message } from './message.ts'
import type { RequestSubject } from './request-reported.ts'

type Said = [title: string, sentence: string]

const greek: Partial<Record<RequestStatus, Said>> = {
  accepted: ['έγινε δεκτό', 'Το αίτημά σας έγινε δεκτό και μπαίνει στον προγραμματισμό.'],
  planned: ['προγραμματίστηκε', 'Η εργασία μπήκε στο πρόγραμμα ενός συνεργείου.'],
  resolved: [
    'ολοκληρώθηκε',
    'Η εργασία ολοκληρώθηκε. Αν κάτι δεν έγινε σωστά, πείτε μας το από τη σελίδα του αιτήματος.',
  ],
  reopened: ['άνοιξε ξανά', 'Το αίτημά σας άνοιξε ξανά.'],
  awaiting_citizen: ['περιμένει απάντησή σας', 'Χρειαζόμαστε μια διευκρίνιση για να συνεχίσουμε.'],
  forwarded_external: ['διαβιβάστηκε', 'Το αίτημά σας διαβιβάστηκε στον αρμόδιο φορέα.'],
  duplicate: ['συνδέθηκε με άλλο', 'Το ίδιο πρόβλημα έχει ήδη αναφερθεί. Θα ενημερωθείτε όταν διευθετηθεί.'],
  rejected: ['δεν έγινε δεκτό', 'Ο δήμος δεν μπορεί να προχωρήσει με αυτό το αίτημα.'],
  not_responsible: ['ανήκει σε άλλον φορέα', 'Ο δήμος δεν είναι αρμόδιος για αυτό το αίτημα.'],
  cancelled: ['ακυρώθηκε', 'Το αίτημά σας ακυρώθηκε.'],
}

const english: Partial<Record<RequestStatus, Said>> = {
  accepted: ['accepted', 'Your report has been accepted and is waiting to be scheduled.'],
  planned: ['scheduled', 'The work is now on a crew’s route.'],
  resolved: ['done', 'The work is done. If something is not right, tell us on the page of your report.'],
  reopened: ['opened again', 'Your report has been opened again.'],
  awaiting_citizen: ['waiting for your answer', 'We need one more thing from you to go on.'],
  forwarded_external: ['passed on', 'Your report has been passed on to the authority in charge.'],
  duplicate: [
    'joined with another',
    'The same problem had been reported already. You will be told when it is done.',
  ],
  rejected: ['not accepted', 'The city cannot go on with this report.'],
  not_responsible: ['not ours', 'The city is not in charge of this.'],
  cancelled: ['cancelled', 'Your report has been cancelled.'],
}

/** Of what was on a crew's route and is not any more. */
const greekOffRoute: Said = [
  'βγήκε από το πρόγραμμα',
  'Η εργασία βγήκε προς το παρόν από το πρόγραμμα και η ώρα που είχε ανακοινωθεί δεν ισχύει πια. Το αίτημά σας παραμένει ανοιχτό: θα σας γράψουμε μόλις προγραμματιστεί ξανά.',
]
const englishOffRoute: Said = [
  'no longer scheduled',
  'The work is off the schedule for now, and the time that was announced no longer holds. Your report stays open: we will write to you once it is scheduled again.',
]

/** What happened to a report; statuses nobody is written to about give null. */
export function requestMoved(
  language: Language,
  subject: RequestSubject,
  move: { status: RequestStatus; from?: RequestStatus; reason?: string },
): Message | null {
  const [said, offRoute] = language === 'el' ? [greek, greekOffRoute] : [english, englishOffRoute]
  const isOffRoute = move.status === 'accepted' && (move.from === 'planned' || move.from === 'in_progress')
  const found = isOffRoute ? offRoute : said[move.status]
  if (!found) return null
  const [title, sentence] = found
  const { serviceName, publicId, address, link, cityName } = subject
  const [heading, reason] =
    language === 'el'
      ? [`Το αίτημα ${publicId} ${title}: ${serviceName}`, `Αιτιολογία: ${move.reason}`]
      : [`Report ${publicId} ${title}: ${serviceName}`, `Reason: ${move.reason}`]
  return composeMessage(heading, [
    sentence,
    move.reason ? reason : '',
    [`${serviceName} (${publicId})`, address].filter(Boolean).join('\n'),
    link,
    cityName,
  ])
}
