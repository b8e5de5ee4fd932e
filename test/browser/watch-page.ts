import type { Page } from 'playwright-core'

/** Collects what no page may do: fail in a script, violate its policy, or call anybody but this machine. */
export function watchPage(page: Page, misdeeds: string[]): void {
  page.on('pageerror', (error) => misdeeds.push(error.message))
  page.on('console', (message) => {
    // The browser reports each refused call; they are what the demo is for.
    const isRefusal = message.text().includes('the server responded with a status of 40')
    if (message.type() === 'error' && !isRefusal) misdeeds.push(message.text())
  })
  page.on('request', (request) => {
    if (new URL(request.url()).hostname !== '127.0.0.1') misdeeds.push(request.url())
  })
}
