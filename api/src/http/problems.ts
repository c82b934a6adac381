import type { Language, Problem, ProblemType } from '../contract/index.ts'
import { tell, tellMissing, translate, type Noun, type Sentence, type Told } from './sentences.ts'

/** Thrown anywhere below a route; becomes problem+json (RFC 9457) at the edge. */
export class ProblemError extends Error {
  readonly type: ProblemType
  readonly status: number
  readonly #title: Told
  readonly #more: More

  constructor(type: ProblemType, status: number, title: Told, more: More = {}) {
    super(title.en)
    this.name = 'ProblemError'
    this.type = type
    this.status = status
    this.#title = title
    this.#more = more
  }

  in(language: Language): Problem {
    const { detail, errors, data } = this.#more
    return {
      type: this.type,
      title: this.#title[language],
      status: this.status,
      ...(detail ? { detail: translate(detail, language) } : {}),
      ...(errors
        ? { errors: errors.map((error) => ({ ...error, message: translate(error.message, language) })) }
        : {}),
      ...(data ? { data } : {}),
    }
  }
}

/** One field and what is wrong with it, in a sentence of ours. */
export interface FieldError {
  path: string
  message: Sentence
}

type More = Omit<Problem, 'type' | 'title' | 'status'>

export function badInput(title: Sentence, errors?: FieldError[], data?: Problem['data']): ProblemError {
  return problem('bad-input', 400, title, { errors, data })
}

/** What a schema refused; `errors` are in the words of the validator, asked for in the caller's language. */
export function notValid(errors: Problem['errors']): ProblemError {
  return problem('bad-input', 400, 'What was sent is not valid', { errors })
}

export function unauthenticated(): ProblemError {
  return problem('unauthenticated', 401, 'Sign in first')
}

export function forbidden(
  title: Sentence = 'This is not yours to see or do',
  data?: Problem['data'],
): ProblemError {
  return problem('forbidden', 403, title, { data })
}

export function notFound(what: Noun, id?: string | number): ProblemError {
  return new ProblemError('not-found', 404, tellMissing(what, id))
}

/** Someone else changed it first, or it exists already. */
export function conflict(title: Sentence, data?: Problem['data']): ProblemError {
  return problem('conflict', 409, title, { data })
}

export function tooLarge(limitBytes: number): ProblemError {
  const kilobytes = Math.floor(limitBytes / 1024)
  const title = {
    en: `At most ${kilobytes} kB can be sent here`,
    el: `Εδώ στέλνονται το πολύ ${kilobytes} kB`,
  }
  return new ProblemError('too-large', 413, title, { data: { limitBytes } })
}

export function unsupportedMedia(title: Sentence): ProblemError {
  return problem('unsupported-media', 415, title)
}

export function unreadablePicture(detail: Sentence): ProblemError {
  return problem('unreadable-picture', 422, 'This picture cannot be read', { detail })
}

export function unreadableDocument(detail: Sentence): ProblemError {
  return problem('unreadable-document', 422, 'This document cannot be read', { detail })
}

/** `data.authority` names whose the place is, where known. */
export function outsideTheCity(data: { authority: unknown }): ProblemError {
  return problem('outside-the-city', 422, 'This place lies outside the city', { data })
}

/** The lifecycle does not allow this move from where the thing stands. */
export function notAllowedNow(title: Sentence, data?: Problem['data']): ProblemError {
  return problem('not-allowed-now', 409, title, { data })
}

export function tooManyRequests(
  title: Sentence = 'Too many requests; wait a little',
  data?: Problem['data'],
): ProblemError {
  return problem('too-many-requests', 429, title, { data })
}

export function unavailable(
  title: Sentence = 'This takes too long now; try again in a moment',
): ProblemError {
  return problem('unavailable', 503, title)
}

export function internal(): ProblemError {
  return problem('internal', 500, 'Something went wrong here')
}

function problem(type: ProblemType, status: number, title: Sentence, more: More = {}): ProblemError {
  return new ProblemError(type, status, tell(title), more)
}
