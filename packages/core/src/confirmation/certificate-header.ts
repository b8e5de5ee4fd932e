import { decodeBytes } from '#base64url'

/** How a reverse proxy writes the certificate of a client into a header. */
export type CertificateFormat = 'rfc9440' | 'nginx' | 'envoy' | 'haproxy' | 'traefik' | 'aws-alb' | 'azure'

/** A header in which a reverse proxy sends the certificate of a client. */
export interface CertificateHeader {
  /** Name of the header, in lower case. */
  readonly header: string
  /** How the certificate is written there. */
  readonly format: CertificateFormat
}

interface FormatRow {
  /** The header that the documentation of the proxy names. */
  readonly header: string
  /** Returns the certificate as base64 with any padding and white space. */
  readonly read: (value: string) => string | undefined
}

/** Each format, as its documentation describes it. */
const FORMATS: Readonly<Record<CertificateFormat, FormatRow>> = {
  // A byte sequence of structured fields: `:MIIB…:` (RFC 9440 section 2.1, RFC 8941 section 3.3.5).
  rfc9440: { header: 'client-cert', read: (value) => /^:([^:]*):$/.exec(value)?.[1] },
  // `$ssl_client_escaped_cert`: PEM, percent-encoded.
  nginx: { header: 'x-ssl-client-cert', read: readEscapedPem },
  // `x-forwarded-client-cert`: pairs of one element, with `Cert="<PEM, percent-encoded>"`.
  envoy: { header: 'x-forwarded-client-cert', read: readForwardedCertificate },
  // `%[ssl_c_der,base64]`, in quotes with the flag Q.
  haproxy: { header: 'x-ssl-client-der', read: (value) => value.replaceAll(/^"|"$/g, '') },
  // Base64 without the lines of PEM, maybe percent-encoded; further certificates of the chain follow.
  traefik: { header: 'x-forwarded-tls-client-cert', read: readFirstOfChain },
  // PEM, percent-encoded, with `+`, `=` and `/` as they are.
  'aws-alb': { header: 'x-amzn-mtls-clientcert-leaf', read: readEscapedPem },
  // Base64 without the lines of PEM.
  azure: { header: 'x-arr-clientcert', read: (value) => value }
}

/** The formats. */
export const CERTIFICATE_FORMATS: readonly string[] = Object.keys(FORMATS)

/** The longest header value that is read. */
const MAX_LENGTH = 32 * 1024

/**
 * Names the header in which a reverse proxy sends the certificate of the client, for the option `mutualTls`.
 * The proxy must remove the header from requests that clients send (RFC 9440 section 4).
 *
 * @param format The format; most are named after the proxy.
 * @param header Name of the header. Default: the one that the documentation of the proxy uses: `Client-Cert`,
 *   `X-SSL-Client-Cert` (nginx), `X-Forwarded-Client-Cert` (Envoy), `X-SSL-Client-DER` (HAProxy),
 *   `X-Forwarded-Tls-Client-Cert` (Traefik), `X-Amzn-Mtls-Clientcert-Leaf` (AWS ALB, mode "verify"),
 *   `X-ARR-ClientCert` (Azure App Service).
 * @returns The header, for `mutualTls.certificate`.
 */
export function clientCertificateHeader(
  format: CertificateFormat,
  header: string = FORMATS[format].header
): CertificateHeader {
  return Object.freeze({ header: header.toLowerCase(), format })
}

/**
 * Reads a certificate from the value of such a header.
 *
 * @param value The header value.
 * @param format How it is written.
 * @returns The certificate in DER. Undefined for everything that is not exactly one.
 */
export function readCertificateHeader(value: string, format: CertificateFormat): Uint8Array | undefined {
  if (value.length > MAX_LENGTH) return undefined
  const base64 = FORMATS[format].read(value)
  const der = base64 === undefined ? undefined : decodeBase64(base64)
  return der !== undefined && isDerSequence(der) ? der : undefined
}

/** The first certificate of a PEM text is that of the client. */
const PEM = /^\s*-----BEGIN CERTIFICATE-----([^-]+)-----END CERTIFICATE-----/

/** Node joins several lines with a comma, which is never in one: then one can be from the client. */
function readEscapedPem(value: string): string | undefined {
  return value.includes(',') ? undefined : PEM.exec(decodePercent(value) ?? '')?.[1]
}

/** A chain has commas without a space; Node joins several lines with one. */
function readFirstOfChain(value: string): string | undefined {
  return value.includes(', ') ? undefined : decodePercent(value)?.split(',')[0]
}

/** A pair; a value with `,` or `;` is in quotes, in which `\` stands before a quote. */
const FORWARDED_PAIR = /([^=";,]+)=(?:"((?:[^"\\]|\\.)*)"|([^";,]*))(?:;|$)/gy

/** Several elements come from several proxies, or from the client: none of them is trusted. */
function readForwardedCertificate(value: string): string | undefined {
  const pairs = [...value.matchAll(FORWARDED_PAIR)]
  const isOneElement = pairs.map(([pair]) => pair).join('') === value
  const [only, ...further] = pairs.filter(([, name]) => name?.toLowerCase() === 'cert')
  if (!isOneElement || only === undefined || further.length > 0) return undefined
  const [, , quoted, bare = ''] = only
  return readEscapedPem(quoted ?? bare)
}

function decodePercent(value: string): string | undefined {
  try {
    return decodeURIComponent(value)
  } catch {
    return undefined
  }
}

function decodeBase64(text: string): Uint8Array | undefined {
  const compact = text.replaceAll(/\s/g, '').replace(/={0,2}$/, '')
  return decodeBytes(compact.replaceAll('+', '-').replaceAll('/', '_'))
}

/** A SEQUENCE that is as long as the bytes (X.690 sections 8.1.3 and 8.9); certificates take two length bytes. */
function isDerSequence(der: Uint8Array): boolean {
  const [tag, form, high = 0, low = 0] = der
  return tag === 0x30 && form === 0x82 && high * 256 + low + 4 === der.length
}
