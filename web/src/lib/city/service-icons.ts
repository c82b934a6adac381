import {
  BadgeAlert,
  Ban,
  Bug,
  Car,
  CircleDot,
  Construction,
  Droplets,
  Dog,
  Fence,
  Footprints,
  Lamp,
  LampDesk,
  Leaf,
  Lightbulb,
  PaintRoller,
  PawPrint,
  Recycle,
  Shield,
  Signpost,
  Sofa,
  Sprout,
  Trash,
  Trash2,
  TrafficCone,
  TreeDeciduous,
  TreePine,
  TriangleAlert,
  Truck,
  Volume2,
  Waves,
  Wrench,
} from '@lucide/svelte'
import type { Component } from 'svelte'

const icons: Record<string, unknown> = {
  'badge-alert': BadgeAlert,
  ban: Ban,
  bug: Bug,
  car: Car,
  'circle-dot': CircleDot,
  construction: Construction,
  droplets: Droplets,
  dog: Dog,
  fence: Fence,
  footprints: Footprints,
  lamp: Lamp,
  'lamp-desk': LampDesk,
  leaf: Leaf,
  lightbulb: Lightbulb,
  'paint-roller': PaintRoller,
  'paw-print': PawPrint,
  recycle: Recycle,
  shield: Shield,
  signpost: Signpost,
  sofa: Sofa,
  sprout: Sprout,
  trash: Trash,
  'trash-2': Trash2,
  'traffic-cone': TrafficCone,
  'tree-deciduous': TreeDeciduous,
  'tree-pine': TreePine,
  'triangle-alert': TriangleAlert,
  truck: Truck,
  'volume-2': Volume2,
  waves: Waves,
  wrench: Wrench,
}

export function serviceIcon(
  name: string,
): Component<{ size?: number; strokeWidth?: number; 'aria-hidden'?: 'true' }> {
  return (icons[name] ?? CircleDot) as Component<{
    size?: number
    strokeWidth?: number
    'aria-hidden'?: 'true'
  }>
}
