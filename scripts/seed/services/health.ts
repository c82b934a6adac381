import { choice, type DemoService } from './service.ts'

const base = { department: 'public-health', group: 'health', setupMinutes: 5 } as const

export const healthServices: readonly DemoService[] = [
  {
    ...base,
    code: 'stray-animal',
    name: ['Αδέσποτο ζώο', 'Stray animal'],
    description: ['Ζώο τραυματισμένο, άρρωστο ή επικίνδυνο', 'An injured, sick or dangerous animal'],
    keywords: ['αδέσποτο', 'σκύλος', 'γάτα', 'stray', 'dog', 'cat'],
    icon: 'paw-print',
    priority: 50,
    sla: [24, 'hours'],
    durationMinutes: 35,
    skills: ['animal-handling'],
    vehicleFeatures: ['cage'],
    duplicateRadiusMeters: 80,
    duplicateDays: 3,
    questions: [
      choice(
        'animal',
        ['Ποιο ζώο;', 'Which animal?'],
        [
          ['dog', 'Σκύλος', 'Dog'],
          ['cat', 'Γάτα', 'Cat'],
          ['other', 'Άλλο', 'Other'],
        ],
        { isRequired: true },
      ),
    ],
  },
  {
    ...base,
    code: 'dead-animal',
    name: ['Περισυλλογή νεκρού ζώου', 'Dead animal removal'],
    description: ['Νεκρό ζώο σε δημόσιο χώρο', 'A dead animal in public space'],
    keywords: ['νεκρό', 'ζώο', 'dead', 'animal'],
    icon: 'circle-x',
    priority: 60,
    sla: [12, 'hours'],
    durationMinutes: 12,
    skills: ['animal-handling'],
    vehicleFeatures: [],
    loadM3: 0.1,
    loadKg: 15,
    duplicateRadiusMeters: 40,
    duplicateDays: 2,
    questions: [],
  },
  {
    ...base,
    code: 'pest-control',
    name: ['Απεντόμωση - μυοκτονία', 'Pest control'],
    description: [
      'Κατσαρίδες, κουνούπια, ποντίκια σε δημόσιο χώρο',
      'Cockroaches, mosquitoes or rats in public space',
    ],
    keywords: ['κατσαρίδες', 'κουνούπια', 'ποντίκια', 'rats', 'mosquitoes'],
    icon: 'bug',
    priority: 30,
    sla: [7, 'working_days'],
    durationMinutes: 30,
    skills: ['pest-control'],
    vehicleFeatures: [],
    duplicateRadiusMeters: 60,
    duplicateDays: 20,
    questions: [
      choice(
        'pest',
        ['Τι είδους;', 'What kind?'],
        [
          ['insects', 'Έντομα', 'Insects'],
          ['rodents', 'Τρωκτικά', 'Rodents'],
        ],
        { isRequired: true },
      ),
    ],
  },
]
