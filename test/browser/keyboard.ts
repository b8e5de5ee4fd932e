import type { Page } from 'playwright-core'

/** Presses Tab until the element with this text has the focus. */
export async function pressUntilFocused(page: Page, label: string): Promise<void> {
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab')
    const focused = await page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
    if (focused.startsWith(label)) return
  }
  throw new Error(`the Tab key never reaches "${label}"`)
}

/** How the browser draws the focus. */
export async function focusOutline(page: Page): Promise<string> {
  return page.evaluate(() =>
    document.activeElement === null ? '' : getComputedStyle(document.activeElement).outlineStyle
  )
}
