import { hmacSha256, isEqualText } from '#digest'

/** How nonces are made. */
export interface NonceSettings {
  /** The first makes nonces, all verify them: a new secret is put in front, an old one removed later. */
  readonly secrets: readonly string[]
  /** How long a nonce is valid, in seconds. */
  readonly lifetimeSeconds: number
  /** For whom: the identifier or public URL of the protected resource. Nonces of others are not valid. */
  readonly resource: string
}

/** Nonces of a protected resource (RFC 9449 sections 8 and 9). Stateless: instances share only secrets. */
export interface Nonces {
  /** Makes a nonce. */
  issue(now: number): Promise<string>
  /** Returns when a nonce was issued, in wall-clock seconds; undefined if it is not valid now. */
  verify(nonce: string, now: number): Promise<number | undefined>
  /** How long a nonce is valid, in seconds. */
  readonly lifetimeSeconds: number
}

/** Seconds since 1970 in base 36, 16 random characters, and the code: all NQCHAR (RFC 9449 section 8.1). */
const NONCE = /^([\da-z]{6,8})\.([\da-f]{16})\.([\w-]{43})$/

/** How far the clocks of two instances may be apart, in seconds. */
const CLOCK_TOLERANCE_SECONDS = 30

/**
 * Creates the nonces of a protected resource. A nonce says when it was issued, and a code over that with a
 * secret shows that it was issued by this API: no instance needs to record any.
 *
 * @param settings How nonces are made.
 * @returns The nonces.
 */
export function createNonces({ secrets, lifetimeSeconds, resource }: NonceSettings): Nonces {
  const [newest = ''] = secrets

  function codeOf(secret: string, content: string): string | Promise<string> {
    return hmacSha256(secret, `portcullis dpop nonce\n${resource}\n${content}`)
  }

  /** All secrets are tried in turn: there are one or two. */
  async function isOurs(content: string, code: string): Promise<boolean> {
    for (const secret of secrets) if (isEqualText(await codeOf(secret, content), code)) return true
    return false
  }

  return {
    lifetimeSeconds,
    async issue(now) {
      const content = `${Math.floor(now).toString(36)}.${randomText()}`
      return `${content}.${await codeOf(newest, content)}`
    },
    async verify(nonce, now) {
      const [matched, time = '', random = '', code = ''] = NONCE.exec(nonce) ?? []
      if (matched === undefined) return undefined
      const issuedAt = Number.parseInt(time, 36)
      const isInTime = now < issuedAt + lifetimeSeconds && issuedAt - now <= CLOCK_TOLERANCE_SECONDS
      return isInTime && (await isOurs(`${time}.${random}`, code)) ? issuedAt : undefined
    }
  }
}

function randomText(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/**
 * Creates the headers of an answer that has a nonce and is not a refusal. Caches must not store it (RFC 9449
 * section 8.2).
 *
 * @param nonce The nonce.
 * @returns The headers, by name.
 */
export function nonceHeaders(nonce: string): Readonly<Record<string, string>> {
  return { 'DPoP-Nonce': nonce, 'Cache-Control': 'no-store' }
}
