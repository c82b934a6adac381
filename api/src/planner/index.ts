/** The part of the planner that also runs in the browser. */
export * from './model/index.ts'
export * from './evaluate/index.ts'
