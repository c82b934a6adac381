/**
 * Who may import whom. One row a room: the files it holds for, and what it must not import.
 * Patterns are regular expressions over the import's text.
 */
const outside = '^(express|pg|pg-boss|@dromos/db|sql-template-tag)$'
const anyNode = '^node:'
const slices =
  '(^|/)(jurisdictions|services|requests|incidents|work-orders|crews|dispatch|field|insights|engagement|notifications|media|live|accounts|open311|webhooks|imports|jobs|arrivals|schedules|tablets|saved-views)/'

const rooms = [
  {
    files: ['api/src/contract/**/*.ts'],
    ignores: ['**/*.test.ts'],
    forbid: [['^(?!zod$|zod/|\\./)', 'The contract imports zod and itself only.']],
  },
  {
    files: ['api/src/geo/**/*.ts'],
    forbid: [
      [outside, 'Engines know no HTTP and no SQL.'],
      ['/(clustering|planner|roads|http)/', 'geo is the lowest engine.'],
      [slices, 'Engines know no slices.'],
    ],
  },
  {
    files: ['api/src/clustering/**/*.ts'],
    forbid: [
      [outside, 'Engines know no HTTP and no SQL.'],
      ['/(planner|roads|http)/', 'clustering stands on geo only.'],
      [slices, 'Engines know no slices.'],
    ],
  },
  {
    files: ['api/src/roads/**/*.ts'],
    forbid: [
      [outside, 'Engines know no HTTP and no SQL.'],
      ['/(planner|clustering|http)/', 'roads stands on geo only.'],
      [slices, 'Engines know no slices.'],
    ],
  },
  {
    files: ['api/src/planner/**/*.ts'],
    forbid: [
      [outside, 'Engines know no HTTP and no SQL.'],
      ['/(roads|clustering|http)/', 'The planner takes a matrix, not roads.'],
      [slices, 'Engines know no slices.'],
    ],
  },
  {
    files: [
      'api/src/planner/{evaluate,model}/**/*.ts',
      'api/src/planner/explain/{insertion,move-job,placement,plan-view}.ts',
    ],
    ignores: ['**/*.test.ts'],
    forbid: [
      [outside, 'Engines know no HTTP and no SQL.'],
      [anyNode, 'The evaluator also runs in the browser.'],
      ['/(roads|clustering|http)/', 'The planner takes a matrix, not roads.'],
    ],
  },
  {
    files: ['api/src/**/routes.ts'],
    forbid: [['^(pg|sql-template-tag)$', 'Routes have no SQL: put it into queries.ts.']],
  },
  {
    files: ['api/src/**/*.ts'],
    ignores: [
      'api/src/{contract,geo,clustering,roads,planner}/**',
      'api/src/{dispatch,live,jobs}/**',
      'api/src/{app,server,worker,main,context}.ts',
      'api/src/**/routes.ts',
      '**/*.test.ts',
    ],
    forbid: [['/(dispatch)/', 'Nothing imports dispatch.']],
  },
  {
    files: ['tiles/src/**/*.ts'],
    forbid: [['^(@dromos/api|@dromos/web)', 'tiles stands on db only.']],
  },
  {
    files: ['db/src/**/*.ts'],
    forbid: [['^@dromos/', 'db stands on nothing of ours.']],
  },
  {
    files: ['web/src/**/*.ts', 'web/src/**/*.svelte'],
    ignores: ['**/*.test.ts'],
    forbid: [
      [
        '^@dromos/(?!api/(contract|planner)$)',
        'web knows the API by its contract and the browser-safe evaluator.',
      ],
      ['^(pg|express)$', 'web knows no server.'],
    ],
  },
]

export const importRules = rooms.map(({ files, ignores, forbid }) => ({
  files,
  ...(ignores ? { ignores } : {}),
  rules: {
    'no-restricted-imports': [
      'error',
      { patterns: forbid.map(([regex, message]) => ({ regex, message, caseSensitive: true })) },
    ],
  },
}))
