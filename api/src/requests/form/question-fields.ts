import type { Language, Service, ServiceAttribute } from '../../contract/index.ts'
import { escape } from './markup.ts'

type Fields = ReadonlyMap<string, string[]>

/** The category, and the questions of the chosen one with the answers given so far. */
export function questionFields(services: Service[], fields: Fields, language: Language): string {
  const code = fields.get('serviceCode')?.[0]
  const chosen = services.find((service) => service.code === code)
  const options = services.map((service) => ({ key: service.code, ...service }))
  const label = language === 'el' ? 'Κατηγορία' : 'Category'
  return [
    labelled(label, selectOf('serviceCode', options, code ? [code] : [], language, true)),
    ...(chosen?.attributes ?? []).map((attribute) => questionField(attribute, fields, language)),
  ].join('\n')
}

function questionField(attribute: ServiceAttribute, fields: Fields, language: Language): string {
  const name = `attribute[${attribute.code}]`
  const given = fields.get(name) ?? fields.get(`${name}[]`) ?? []
  const question = language === 'el' ? attribute.questionEl : attribute.questionEn
  const required = attribute.isRequired ? ' required' : ''
  const value = escape(given[0] ?? '')
  if (attribute.datatype === 'singlevaluelist' || attribute.datatype === 'multivaluelist') {
    const isMany = attribute.datatype === 'multivaluelist'
    return labelled(
      question,
      selectOf(name, attribute.options, given, language, attribute.isRequired, isMany),
    )
  }
  if (attribute.datatype === 'text')
    return labelled(
      question,
      `<textarea name="${name}" rows="3" maxlength="2000"${required}>${value}</textarea>`,
    )
  const kind = { number: ' inputmode="decimal"', datetime: ' type="datetime-local"', string: '' }[
    attribute.datatype
  ]
  return labelled(question, `<input name="${name}" maxlength="500" value="${value}"${kind}${required}>`)
}

function labelled(label: string, field: string): string {
  return `<label>${escape(label)}${field}</label>`
}

interface Option {
  key: string
  nameEl: string
  nameEn: string
}

function selectOf(
  name: string,
  options: Option[],
  given: string[],
  language: Language,
  isRequired: boolean,
  isMany = false,
): string {
  const shown = options.map(({ key, nameEl, nameEn }) => {
    const selected = given.includes(key) ? ' selected' : ''
    return `<option value="${escape(key)}"${selected}>${escape(language === 'el' ? nameEl : nameEn)}</option>`
  })
  const none = isMany ? '' : '<option value=""></option>'
  const words = `${isRequired ? ' required' : ''}${isMany ? ' multiple' : ''}`
  return `<select name="${name}"${words}>${none}${shown.join('')}</select>`
}
