import type { Problem, ProblemType } from '../contract/index.ts'

/** Thrown anywhere below a route; becomes problem+json (RFC 9457) at the edge. */
export class ProblemError extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.title)
    this.name = 'ProblemError'
    this.problem = problem
  }
}

type More = Omit<Problem, 'type' | 'title' | 'status'>

export function badInput(title: string, errors?: Problem['errors']): ProblemError {
  return problem('bad-input', 400, title, { errors })
}

export function unauthenticated(): ProblemError {
  return problem('unauthenticated', 401, 'Sign in first')
}

export function forbidden(title = 'This is not yours to see or do'): ProblemError {
  return problem('forbidden', 403, title)
}

export function notFound(what: string, id?: string | number): ProblemError {
  return problem(
    'not-found',
    404,
    id === undefined ? `There is no such ${what}` : `There is no ${what} ${id}`,
  )
}

/** Someone else changed it first, or it exists already. */
export function conflict(title: string, data?: Problem['data']): ProblemError {
  return problem('conflict', 409, title, { data })
}

export function tooLarge(limitBytes: number): ProblemError {
  return problem('too-large', 413, `At most ${Math.floor(limitBytes / 1024)} kB can be sent here`, {
    data: { limitBytes },
  })
}

export function unsupportedMedia(title: string): ProblemError {
  return problem('unsupported-media', 415, title)
}

export function unreadablePicture(detail: string): ProblemError {
  return problem('unreadable-picture', 422, 'This picture cannot be read', { detail })
}

/** `data.authority` names whose the place is, where known. */
export function outsideTheCity(data: { authority: unknown }): ProblemError {
  return problem('outside-the-city', 422, 'This place lies outside the city', { data })
}

/** The lifecycle does not allow this move from where the thing stands. */
export function notAllowedNow(title: string, data?: Problem['data']): ProblemError {
  return problem('not-allowed-now', 409, title, { data })
}

export function tooManyRequests(): ProblemError {
  return problem('too-many-requests', 429, 'Too many requests; wait a little')
}

export function unavailable(title = 'This takes too long now; try again in a moment'): ProblemError {
  return problem('unavailable', 503, title)
}

export function internal(): ProblemError {
  return problem('internal', 500, 'Something went wrong here')
}

function problem(type: ProblemType, status: number, title: string, more: More = {}): ProblemError {
  return new ProblemError({ type, title, status, ...more })
}
