/** What is wrong with an input, and where: `jobs[3].time_windows[0]`. */
export class VroomError extends Error {
  readonly code: 2 | 3
  readonly path: string

  constructor(path: string, message: string, code: 2 | 3 = 2) {
    super(path === '' ? message : `${path}: ${message}`)
    this.name = 'VroomError'
    this.code = code
    this.path = path
  }
}

export function spellPath(path: PropertyKey[]): string {
  let text = ''
  for (const part of path) {
    if (typeof part === 'number') text += `[${part}]`
    else text += text === '' ? String(part) : `.${String(part)}`
  }
  return text
}
