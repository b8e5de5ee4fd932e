import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'

const EXECUTABLE = process.env['CHROMIUM'] ?? '/usr/bin/chromium'

const ARGUMENTS = [
  '--no-sandbox',
  '--headless',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync'
]

/** Whether the browser tests can run here; under CI they must. */
export function isChromiumThere(): boolean {
  if (existsSync(EXECUTABLE)) return true
  const advice = `there is no ${EXECUTABLE}: install the Debian package "chromium", or set CHROMIUM to its path`
  if (process.env['CI'] !== undefined) throw new Error(advice)
  console.warn(`The browser tests are skipped: ${advice}`)
  return false
}

/** Starts the browser without a window. */
export async function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: EXECUTABLE, args: ARGUMENTS })
}
