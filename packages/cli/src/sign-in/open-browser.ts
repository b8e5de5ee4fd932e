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

function isSet(value: string | undefined): value is string {
  return value !== undefined && value !== ''
}

/**
 * Opens an address in the browser of the person: with the program in `BROWSER`, else with that of the system.
 * No shell reads the address. Whether a browser appears is not known.
 *
 * @throws {Error} If there is no such program.
 */
export async function openBrowser(url: string, { BROWSER, WSL_DISTRO_NAME }: Environment): Promise<void> {
  if (isSet(BROWSER)) return start(BROWSER, url)
  if (process.platform === 'linux' && !isSet(WSL_DISTRO_NAME)) {
    try {
      // Containers and sandboxes have one of their own; the copy in the library knows less of the system.
      return await start('xdg-open', url)
    } catch {
      // It is not installed.
    }
  }
  // Loaded only here: it takes longer than the rest of the program.
  const { default: open } = await import('open')
  await open(url)
}

async function start(program: string, url: string): Promise<void> {
  const child = spawn(program, [url], { stdio: 'ignore', detached: true })
  await new Promise<void>((resolve, reject) => {
    child.once('spawn', resolve).once('error', reject)
  })
  child.unref()
}
