import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { hasBrowser, openBrowser } from '../../src/sign-in/open-browser.ts'

const ADDRESS = 'https://auth.example.com/authorize?state=a%20b&resource=https%3A%2F%2Fapi.example.com;$(id)'

/**
 * Leaves the machine one program that opens addresses, which writes down what it opens; returns a function
 * that reads it.
 */
async function leaveOnly(program: string): Promise<() => Promise<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'portcullis-browser-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  await writeFile(join(folder, program), `#!/bin/sh\nprintf %s "$1" > '${folder}/opened'\n`, { mode: 0o755 })
  for (const tool of ['grep', 'sed']) await symlink(`/bin/${tool}`, join(folder, tool))
  onTestFinished(() => void vi.unstubAllEnvs())
  vi.stubEnv('PATH', folder)
  return async () => readFile(join(folder, 'opened'), 'utf8').catch(() => '')
}

describe('hasBrowser', () => {
  const onDesktop = process.platform !== 'linux'

  it.each([
    [{ BROWSER: 'firefox', SSH_CONNECTION: '1' }, true],
    [{ SSH_CONNECTION: '1', DISPLAY: ':0' }, false],
    [{ DISPLAY: ':0' }, true],
    [{ WAYLAND_DISPLAY: 'wayland-0' }, true],
    [{ WSL_DISTRO_NAME: 'Debian' }, true],
    [{ DISPLAY: '' }, onDesktop],
    [{}, onDesktop]
  ])('returns for %j: %s', (environment, expected) => {
    expect(hasBrowser(environment)).toBe(expected)
  })
})

describe.runIf(process.platform === 'linux')('openBrowser on Linux', () => {
  it.each(['xdg-open', 'the program in BROWSER'])('passes the address to %s as one word', async (program) => {
    const opened = await leaveOnly(program)
    await openBrowser(ADDRESS, program === 'xdg-open' ? {} : { BROWSER: program })
    await expect.poll(opened, { timeout: 10_000 }).toBe(ADDRESS)
  })

  it.each([{}, { WSL_DISTRO_NAME: 'Debian' }])(
    'finds a browser without xdg-open, with %j',
    async (environment) => {
      const opened = await leaveOnly('x-www-browser')
      for (const name of ['BROWSER', 'XDG_CURRENT_DESKTOP', 'DESKTOP_SESSION']) vi.stubEnv(name, '')
      vi.stubEnv('DISPLAY', ':0')
      await openBrowser(ADDRESS, environment)
      await expect.poll(opened, { timeout: 10_000 }).toBe(ADDRESS)
    }
  )

  it('rejects if there is no such program as in BROWSER', async () => {
    await expect(openBrowser(ADDRESS, { BROWSER: '/nonexistent/browser' })).rejects.toThrow('ENOENT')
  })
})
