/** A kind of municipal work and how its jobs look. */
export interface Trade {
  skill: number
  share: number
  minutes: [number, number]
  setupMinutes: number
  /** Litres and kilograms that are taken away. */
  liters: [number, number]
  kilograms: [number, number]
  priority: [number, number]
  /** Share of jobs at which someone must be at home. */
  appointments: number
}

const NOTHING: [number, number] = [0, 0]

export const TRADES: Trade[] = [
  {
    skill: 1, // street lighting
    share: 0.24,
    minutes: [6, 15],
    setupMinutes: 2,
    liters: NOTHING,
    kilograms: NOTHING,
    priority: [10, 40],
    appointments: 0.05,
  },
  {
    skill: 2, // roads and pavements
    share: 0.2,
    minutes: [8, 25],
    setupMinutes: 4,
    liters: [50, 400],
    kilograms: [60, 500],
    priority: [10, 60],
    appointments: 0,
  },
  {
    skill: 3, // bulky waste
    share: 0.24,
    minutes: [3, 8],
    setupMinutes: 1,
    liters: [300, 2500],
    kilograms: [30, 250],
    priority: [5, 20],
    appointments: 0.35,
  },
  {
    skill: 4, // trees and green
    share: 0.14,
    minutes: [8, 20],
    setupMinutes: 3,
    liters: [200, 2000],
    kilograms: [20, 300],
    priority: [5, 50],
    appointments: 0.1,
  },
  {
    skill: 5, // water and drains
    share: 0.12,
    minutes: [6, 20],
    setupMinutes: 3,
    liters: NOTHING,
    kilograms: NOTHING,
    priority: [20, 80],
    appointments: 0.3,
  },
  {
    skill: 0, // inspection, which every crew can do
    share: 0.06,
    minutes: [3, 6],
    setupMinutes: 0,
    liters: NOTHING,
    kilograms: NOTHING,
    priority: [1, 10],
    appointments: 0.2,
  },
]
