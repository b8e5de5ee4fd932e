/** What a TLS server proves its identity with: a private key and its certificate, both PEM. */
export interface TlsIdentity {
  /** The private key. */
  readonly key: string
  /** The certificate, or the chain. */
  readonly cert: string
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000

/** The kinds of names in a certificate (RFC 5280 section 4.2.1.6). */
const NAME = { dns: 2, ipAddress: 7 } as const

/**
 * Creates a self-signed certificate for `127.0.0.1` and `localhost` with a new P-256 key, valid for a day. A
 * client refuses it unless it trusts exactly this certificate.
 *
 * @param commonName The subject, without commas.
 */
export async function createSelfSignedCertificate(commonName = 'Test issuer'): Promise<TlsIdentity> {
  // Loaded only for TLS: it takes longer to load than the rest of the package.
  const { generate } = await import('selfsigned')
  const now = Date.now()
  const { private: key, cert } = await generate([{ name: 'commonName', value: commonName }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    notBeforeDate: new Date(now - DAY_MILLISECONDS),
    notAfterDate: new Date(now + DAY_MILLISECONDS),
    extensions: [
      {
        name: 'subjectAltName',
        altNames: [
          { type: NAME.ipAddress, ip: '127.0.0.1' },
          { type: NAME.dns, value: 'localhost' }
        ]
      }
    ]
  })
  return { key, cert }
}
