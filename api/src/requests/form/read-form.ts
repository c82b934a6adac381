import busboy from 'busboy'
import type { Request } from 'express'
import { badInput, ProblemError, tooLarge, unsupportedMedia } from '../../http/problems.ts'

export interface SentForm {
  /** every value of every field, in the order sent */
  fields: Map<string, string[]>
  files: Buffer[]
}

export interface FormLimits {
  fileBytes: number
  files: number
}

const fieldLimits = { fields: 150, fieldNameSize: 120, fieldSize: 32 * 1024 }

/** A multipart form, bounded in all its parts; files without content are left out. */
export async function readForm(request: Request, limits: FormLimits): Promise<SentForm> {
  const parser = openParser(request, limits)
  const form: SentForm = { fields: new Map(), files: [] }
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  parser.on('field', (name, value, { valueTruncated }) => {
    if (valueTruncated) return reject(badInput('A field is too long'))
    form.fields.set(name, [...(form.fields.get(name) ?? []), value])
  })
  parser.on('file', (_name, stream) => {
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    stream.on('limit', () => reject(tooLarge(limits.fileBytes)))
    stream.on('error', reject)
    stream.on('end', () => {
      if (chunks.length > 0) form.files.push(Buffer.concat(chunks))
    })
  })
  parser.on('filesLimit', () =>
    reject(badInput('There are too many pictures', undefined, { most: limits.files })),
  )
  parser.on('fieldsLimit', () => reject(badInput('There are too many fields')))
  parser.on('error', () => reject(badInput('The form is damaged')))
  parser.on('close', resolve)
  request.on('error', () => reject(badInput('The form is cut off')))
  request.pipe(parser)
  try {
    await promise
    return form
  } catch (error) {
    // a browser reads the answer only once its upload is through
    request.unpipe(parser)
    request.resume()
    throw error
  }
}

function openParser(request: Request, { fileBytes, files }: FormLimits): busboy.Busboy {
  try {
    const limits = { ...fieldLimits, fileSize: fileBytes, files }
    return busboy({ headers: request.headers, limits, defParamCharset: 'utf8' })
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw unsupportedMedia('Send the form as multipart/form-data')
  }
}
