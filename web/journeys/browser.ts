import { chromium, type Browser } from 'playwright-core'
import { inject } from 'vitest'

/** The system's Chromium, without a window. WebGL is drawn by software: never assert on frame rates. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: inject('chromiumPath'), args: ['--no-sandbox'] })
}
