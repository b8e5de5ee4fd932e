import { spawn } from 'node:child_process'

/** The environment of a process. */
type Environment = Readonly<Record<string, string | undefined>>

/**
 * Returns whether a browser can be opened for the person at the terminal: not over SSH, and on Linux only in
 * a graphical session. `BROWSER` overrides it.
 */
export function hasBrowser({
  BROWSER,
  SSH_CONNECTION,
  DISPLAY,
  WAYLAND_DISPLAY,
  WSL_DISTRO_NAME
}: Environment): boolean {
  if (isSet(BROWSER)) return true
  if (isSet(SSH_CONNECTION)) return false
  return process.platform !== 'linux' || [DISPLAY, WAYLAND_DISPLAY, WSL_DISTRO_NAME].some(isSet)
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== ''
}

/**
 * Opens an address in the browser of the person: the program in `BROWSER`, else that of the system. No shell
 * reads the address.
 *
 * @throws {Error} If there is no such program.
 */
export async function openBrowser(url: string, { BROWSER }: Environment): Promise<void> {
  if (BROWSER === undefined || BROWSER === '') {
    // Loaded only here: it takes longer than the rest of the program.
    const { default: open } = await import('open')
    return void (await open(url))
  }
  const child = spawn(BROWSER, [url], { stdio: 'ignore', detached: true })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve).once('error', reject)
  })
  child.unref()
}
