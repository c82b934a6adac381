import type { Language, Problem, ProblemType, Service } from '../../contract/index.ts'
import { escape } from './markup.ts'
import { questionFields } from './question-fields.ts'

export interface ProblemPage {
  language: Language
  problem: Problem
  jurisdictionId: string
  fields: ReadonlyMap<string, string[]>
  /** what the city can be asked for */
  services: Service[]
}

type Words = Partial<Record<ProblemType | 'other', string>>

const greek: Words = {
  'bad-input': 'Κάτι λείπει ή δεν είναι σωστό. Ελέγξτε τη διεύθυνση, την κατηγορία και τις ερωτήσεις της.',
  'outside-the-city': 'Το σημείο βρίσκεται έξω από τον δήμο.',
  'unreadable-picture': 'Η φωτογραφία δεν διαβάζεται. Διαλέξτε άλλη ή στείλτε χωρίς φωτογραφία.',
  'unsupported-media': 'Στείλτε φωτογραφία JPEG, PNG, WebP, AVIF ή GIF, ή στείλτε χωρίς φωτογραφία.',
  'too-large': 'Η φωτογραφία είναι πολύ μεγάλη. Διαλέξτε μικρότερη ή στείλτε χωρίς φωτογραφία.',
  'not-found': 'Η κατηγορία δεν υπάρχει πια. Διαλέξτε άλλη.',
  'too-many-requests': 'Πολλά αιτήματα σε λίγη ώρα. Περιμένετε ένα λεπτό και στείλτε ξανά.',
  other: 'Το αίτημα δεν στάλθηκε. Δοκιμάστε ξανά σε λίγο.',
}

const english: Words = {
  'bad-input': 'Something is missing or not right. Check the address, the category and its questions.',
  'outside-the-city': 'This place lies outside the city.',
  'unreadable-picture': 'The picture cannot be read. Choose another one or send without a picture.',
  'unsupported-media': 'Send a JPEG, PNG, WebP, AVIF or GIF picture, or send without a picture.',
  'too-large': 'The picture is too large. Choose a smaller one or send without a picture.',
  'not-found': 'This category is no longer there. Choose another one.',
  'too-many-requests': 'Many reports within a short time. Wait a minute and send again.',
  other: 'The report was not sent. Try again in a moment.',
}

const labels = {
  el: {
    title: 'Το αίτημα δεν στάλθηκε',
    kept: 'Όσα γράψατε είναι εδώ.',
    send: 'Αποστολή',
    back: 'Πίσω στη φόρμα',
    address: 'Διεύθυνση',
    description: 'Περιγραφή',
    email: 'Email',
    phone: 'Τηλέφωνο',
    photo: 'Φωτογραφία',
    authority: 'Αρμόδιος',
  },
  en: {
    title: 'The report was not sent',
    kept: 'What you wrote is here.',
    send: 'Send',
    back: 'Back to the form',
    address: 'Address',
    description: 'Description',
    email: 'Email',
    phone: 'Phone',
    photo: 'Photo',
    authority: 'In charge',
  },
}

const shown = ['address', 'description', 'email', 'phone'] as const

/** A page without script: what is wrong, and the form again with all that was typed and all that is asked. */
export function problemPage({ language, problem, jurisdictionId, fields, services }: ProblemPage): string {
  const words = labels[language]
  const texts = language === 'el' ? greek : english
  const authority = authorityOf(problem, language)
  const errors = problem.errors
    ?.map(({ path, message }) => `<li>${escape(`${path}: ${message}`)}</li>`)
    .join('')
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${words.title}</title>
<style>
body { font: 1rem/1.5 sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem }
label { display: block; margin-top: 1rem }
input, textarea, select { font: inherit; width: 100%; box-sizing: border-box; padding: .5rem }
button { font: inherit; margin-top: 1.5rem; padding: .75rem 1.5rem }
</style>
</head>
<body>
<main>
<h1>${words.title}</h1>
<p role="alert">${escape(texts[problem.type] ?? texts.other!)}</p>
${authority ? `<p>${words.authority}: ${escape(authority)}</p>` : ''}
${errors ? `<ul>${errors}</ul>` : ''}
<p>${words.kept}</p>
<form method="post" enctype="multipart/form-data" action="/api/v1/${jurisdictionId}/reports">
${hiddenFields(fields, problem.type === 'outside-the-city')}
${questionFields(services, fields, language)}
${shown.map((name) => shownField(name, words[name], fields.get(name)?.[0] ?? '')).join('\n')}
<label>${words.photo}<input type="file" name="photo" accept="image/*" multiple></label>
<button>${words.send}</button>
</form>
<p><a href="${language === 'el' ? '' : `/${language}`}/${jurisdictionId}/report">${words.back}</a></p>
</main>
</body>
</html>`
}

function shownField(name: (typeof shown)[number], label: string, value: string): string {
  if (name === 'description')
    return `<label>${label}<textarea name="description" rows="5" maxlength="4000">${escape(value)}</textarea></label>`
  return `<label>${label}<input name="${name}" value="${escape(value)}"></label>`
}

/** What is not asked again. A place that was refused is left out, so that the address is looked up instead. */
function hiddenFields(fields: ReadonlyMap<string, string[]>, isElsewhere: boolean): string {
  const left: string[] = [...shown, 'serviceCode', ...(isElsewhere ? ['lon', 'lat'] : [])]
  return [...fields]
    .filter(([name]) => !left.includes(name) && !name.startsWith('attribute['))
    .flatMap(([name, values]) => values.map((value) => [name, value]))
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join('\n')
}

function authorityOf({ data }: Problem, language: Language): string | null {
  const authority = data?.authority as { nameEl?: string; nameEn?: string | null } | null | undefined
  if (!authority) return null
  return (language === 'en' ? authority.nameEn : null) ?? authority.nameEl ?? null
}
