import { createHash } from 'node:crypto'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { Account } from '../../accounts/auth.ts'
import type { Context } from '../../context.ts'
import { JurisdictionId, NewRequest, pictureLimit, type Language, type LonLat } from '../../contract/index.ts'
import { authorize } from '../../http/authorize.ts'
import { inLanguage, type Api } from '../../http/bind.ts'
import { toProblem } from '../../http/errors.ts'
import { badInput, notFound, notValid } from '../../http/problems.ts'
import { withinLimit } from '../../http/rate-limits.ts'
import { storePicture } from '../../media/store-picture.ts'
import { trackingPath } from '../../notifications/compose.ts'
import { findPlaces } from '../../places/search-places.ts'
import { findServices } from '../../services/queries.ts'
import { takeReport } from '../take-report.ts'
import { problemPage } from './problem-page.ts'
import { readForm, type SentForm } from './read-form.ts'
import { pointOfForm, reportOfForm } from './report-of-form.ts'

const Params = z.object({ jurisdictionId: JurisdictionId })
const picturesAtMost = 5

/**
 * POST /api/v1/:jurisdictionId/reports: the report of a browser without scripts, as a multipart form. Answers with
 * a redirect to the tracking page, or with a page that says what is wrong and holds all that was typed.
 */
export function reportFormRoutes({ router, context, limits }: Api): void {
  router.post('/api/v1/:jurisdictionId/reports', async (request, response) => {
    response.locals.endpointName = 'reportByForm'
    const params = Params.safeParse(request.params)
    if (!params.success) throw notFound('city')
    const { jurisdictionId } = params.data
    const account = await context.auth.accountOf(request, response)
    if (!(await withinLimit(limits.anonymousWrites, request, response))) return
    await authorize(context, account, 'public', jurisdictionId)
    await answerForm(context, jurisdictionId, account, request, response)
  })
}

async function answerForm(
  context: Context,
  jurisdictionId: string,
  account: Account | null,
  request: Request,
  response: Response,
): Promise<void> {
  let form: SentForm = { fields: new Map(), files: [] }
  try {
    form = await readForm(request, { fileBytes: pictureLimit, files: picturesAtMost })
    const { publicId, language } = await takeForm(context, jurisdictionId, account, form)
    response.redirect(303, `${trackingPath(jurisdictionId, publicId, language)}?new`)
  } catch (error) {
    const trouble = toProblem(error)
    if (trouble.status >= 500) throw error
    const language = languageOfForm(form)
    const problem = trouble.in(language)
    const services = await context.db.tenant(jurisdictionId, findServices)
    response
      .status(problem.status)
      .set('Content-Security-Policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(problemPage({ language, problem, jurisdictionId, fields: form.fields, services }))
  }
}

function languageOfForm({ fields }: SentForm): Language {
  return fields.get('language')?.[0] === 'en' ? 'en' : 'el'
}

async function takeForm(context: Context, jurisdictionId: string, account: Account | null, form: SentForm) {
  const location = pointOfForm(form.fields) ?? (await findAddressed(context, jurisdictionId, form))
  const draft = reportOfForm(form.fields, location, [])
  const mediaIds = form.files.map((_, index) => pictureId(draft.idempotencyKey, index))
  const parsed = NewRequest.safeParse({ ...draft, mediaIds }, inLanguage(languageOfForm(form)))
  if (!parsed.success)
    throw notValid(parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })))
  const uploadedBy = account?.id ?? null
  for (const [index, bytes] of form.files.entries())
    await storePicture(context, { jurisdictionId, id: mediaIds[index], kind: 'report', bytes, uploadedBy })
  const { publicId } = await context.db.tenant(jurisdictionId, (tx) =>
    takeReport(tx, context, parsed.data, {
      kind: 'citizen',
      accountId: account?.id,
      reporterAccountId: account?.id,
    }),
  )
  return { publicId, language: parsed.data.language }
}

/** Where an address written by hand is: "Θηβών 123", or "Θηβών 123, Νέα Ζωή". */
async function findAddressed(context: Context, jurisdictionId: string, form: SentForm): Promise<LonLat> {
  const address = form.fields.get('address')?.[0]?.split(',')[0].trim().slice(0, 120)
  const [place] = address ? await context.db.tenant(jurisdictionId, (tx) => findPlaces(tx, address, 1)) : []
  if (!place)
    throw badInput('This address is not known', [{ path: 'address', message: 'not known in this city' }])
  return place.location
}

/** A picture's id follows from the report's key, so that a form sent twice keeps its pictures once. */
function pictureId(key: string, index: number): string {
  const hex = createHash('sha256').update(`${key} ${index}`).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
