import { createHash, X509Certificate } from 'node:crypto'
import { generate } from 'selfsigned'

/** A certificate of a client, in the forms that this job knows. */
export interface TestCertificate {
  readonly pem: string
  readonly key: string
  readonly der: Uint8Array
  /** What `x5t#S256` must be. */
  readonly thumbprint: string
}

/** Makes a self-signed certificate. */
export async function createCertificate(name: string): Promise<TestCertificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], { keySize: 2048 })
  const der = new Uint8Array(new X509Certificate(cert).raw)
  return { pem: cert, key, der, thumbprint: createHash('sha256').update(der).digest('base64url') }
}
