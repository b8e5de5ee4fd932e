import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'
import type { RunningDemo } from '../../examples/pkce-demo/test/start-demo.ts'
import { openPage } from './demo-page.ts'
import { launchChromium } from './launch-chromium.ts'
import { watchPage } from './watch-page.ts'

/** The demo for the tests of a suite, and a browser. */
export interface DemoInBrowser {
  /** The demo, once the tests of the suite run. */
  readonly demo: () => RunningDemo
  /** Opens the page in a context of its own. */
  readonly open: (options: BrowserContextOptions) => Promise<Page>
  /** What no page may do; see `watchPage`. */
  readonly misdeeds: readonly string[]
}

/** Starts the demo and a browser before the tests of a suite, and ends both after them. */
export function useDemo(start: () => Promise<RunningDemo>): DemoInBrowser {
  let demo: RunningDemo
  let browser: Browser
  const misdeeds: string[] = []

  beforeAll(async () => {
    demo = await start()
    browser = await launchChromium()
  })

  afterAll(async () => {
    await demo.program.stop()
    await browser.close()
  })

  async function open(options: BrowserContextOptions): Promise<Page> {
    const page = await (await browser.newContext(options)).newPage()
    watchPage(page, misdeeds)
    await openPage(page, demo.page)
    return page
  }

  return { demo: () => demo, open, misdeeds }
}
