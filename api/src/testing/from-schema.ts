import fc from 'fast-check'
import { z } from 'zod'

type Schema = Exclude<z.core.JSONSchema._JSONSchema, boolean>

/** Values that a schema takes, made from the JSON Schema of its input; small, so that many can be sent. */
export function fromSchema(schema: z.ZodType): fc.Arbitrary<unknown> {
  const json = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === 'date')
        Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
    },
  })
  return build(json as Schema, json as Schema)
}

function build(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  if (schema.$ref) return build(follow(schema.$ref, root), root)
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => build(choice as Schema, root)))
  switch (schema.type) {
    case 'string':
      return text(schema)
    case 'integer':
      return fc.integer({ min: Math.ceil(least(schema)), max: Math.floor(most(schema)) })
    case 'number':
      return fc.double({ min: least(schema), max: most(schema), noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return list(schema, root)
    case 'object':
      return record(schema, root)
    default:
      return fc.constantFrom('x', 1, null)
  }
}

function follow(reference: string, root: Schema): Schema {
  return reference
    .split('/')
    .slice(1)
    .reduce((at, key) => (at as Record<string, unknown>)[key] as Schema, root)
}

// near the values that are in use, so that both what is there and what is not is asked for
function least({ minimum = -Infinity, exclusiveMinimum = -Infinity }: Schema): number {
  return Math.max(minimum, Number(exclusiveMinimum) + 1e-9, -3)
}

function most(schema: Schema): number {
  return Math.min(
    schema.maximum ?? Infinity,
    Number(schema.exclusiveMaximum ?? Infinity) - 1e-9,
    least(schema) + 40,
  )
}

function text({ format, pattern, minLength = 0, maxLength = 20 }: Schema): fc.Arbitrary<string> {
  const dates = fc.date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
  if (format === 'date-time') return dates.map((date) => date.toISOString())
  if (format === 'date') return dates.map((date) => date.toISOString().slice(0, 10))
  if (format === 'uuid') return fc.uuid({ version: 4 })
  if (format === 'email') return fc.constantFrom('a@home.test', 'long.name+tag@mail.home.test')
  if (pattern) return fc.stringMatching(new RegExp(pattern))
  return fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, minLength + 12) })
}

function list(
  { items, prefixItems, minItems = 0, maxItems = 3 }: Schema,
  root: Schema,
): fc.Arbitrary<unknown> {
  if (prefixItems) return fc.tuple(...prefixItems.map((item) => build(item as Schema, root)))
  const size = { minLength: minItems, maxLength: Math.min(maxItems, minItems + 3) }
  return fc.array(build((items ?? {}) as Schema, root), size)
}

function record(schema: Schema, root: Schema): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], additionalProperties } = schema
  const known = Object.entries(properties).map(([name, each]) => [name, build(each as Schema, root)] as const)
  const named = fc.record(Object.fromEntries(known), { requiredKeys: required })
  if (typeof additionalProperties !== 'object' || known.length > 0) return named
  return fc.dictionary(
    fc.string({ minLength: 1, maxLength: 8 }),
    build(additionalProperties as Schema, root),
    {
      maxKeys: 3,
    },
  )
}
