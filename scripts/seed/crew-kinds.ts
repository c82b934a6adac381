/** What kinds of crew there are: who rides in them, in what, and what they may be sent to. */
export interface CrewKind {
  department: string
  nameEl: string
  nameEn: string
  members: number
  /** each member has some of these; the crew together has all */
  skills: readonly string[]
  vehicle: {
    nameEl: string
    profile: 'van' | 'truck' | 'foot'
    features: readonly string[]
    capacityM3: number
    capacityKg: number
  }
}

export const crewKinds: Readonly<Record<string, CrewKind>> = {
  bulky: {
    department: 'cleanliness',
    nameEl: 'Ογκωδών',
    nameEn: 'Bulky waste',
    members: 3,
    skills: ['lifting'],
    vehicle: {
      nameEl: 'Φορτηγό με αρπάγη',
      profile: 'truck',
      features: ['crane', 'tipper'],
      capacityM3: 14,
      capacityKg: 6000,
    },
  },
  cleaning: {
    department: 'cleanliness',
    nameEl: 'Καθαριότητας',
    nameEn: 'Cleaning',
    members: 3,
    skills: ['lifting', 'street-cleaning'],
    vehicle: {
      nameEl: 'Απορριμματοφόρο',
      profile: 'truck',
      features: ['compactor', 'water-tank'],
      capacityM3: 12,
      capacityKg: 5000,
    },
  },
  lighting: {
    department: 'electrical',
    nameEl: 'Ηλεκτροφωτισμού',
    nameEn: 'Lighting',
    members: 2,
    skills: ['electrician'],
    vehicle: {
      nameEl: 'Καλαθοφόρο',
      profile: 'truck',
      features: ['bucket'],
      capacityM3: 3,
      capacityKg: 800,
    },
  },
  roads: {
    department: 'technical-works',
    nameEl: 'Οδοποιίας',
    nameEn: 'Road works',
    members: 4,
    skills: ['road-works', 'plumber', 'metalwork', 'painting'],
    vehicle: {
      nameEl: 'Ανατρεπόμενο φορτηγό',
      profile: 'truck',
      features: ['tipper', 'water-tank'],
      capacityM3: 8,
      capacityKg: 5000,
    },
  },
  green: {
    department: 'green',
    nameEl: 'Πρασίνου',
    nameEn: 'Green',
    members: 4,
    skills: ['tree-surgeon', 'gardener', 'plumber', 'metalwork'],
    vehicle: {
      nameEl: 'Καλαθοφόρο με γερανό',
      profile: 'truck',
      features: ['bucket', 'crane'],
      capacityM3: 10,
      capacityKg: 3000,
    },
  },
  inspection: {
    department: 'public-space',
    nameEl: 'Ελέγχου και υγιεινής',
    nameEn: 'Inspection and health',
    members: 3,
    skills: ['inspection', 'animal-handling', 'pest-control', 'painting', 'metalwork'],
    vehicle: {
      nameEl: 'Κλειστό ημιφορτηγό',
      profile: 'van',
      features: ['cage', 'water-tank'],
      capacityM3: 4,
      capacityKg: 700,
    },
  },
}
