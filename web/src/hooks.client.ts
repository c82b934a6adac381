import { config } from 'zod'

// zod asks whether it may make code out of text; the policy of the pages says no, and reports the question
config({ jitless: true })
