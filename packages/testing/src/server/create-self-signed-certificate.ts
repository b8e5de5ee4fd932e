import { generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import {
  derBitString,
  derElement,
  derInteger,
  derObjectId,
  derOctetString,
  derSequence,
  derSet,
  derText,
  derTime
} from './der.ts'

/** With what a server proves who it is: a private key and its certificate, both PEM. */
export interface TlsIdentity {
  /** The private key. */
  readonly key: string
  /** The certificate, or the chain. */
  readonly cert: string
}

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000

const OBJECT_ID = {
  commonName: '550403',
  subjectAltName: '551d11',
  ecdsaWithSha256: '2a8648ce3d040302'
}

/**
 * Makes a certificate for `127.0.0.1` and `localhost` that nobody has vouched for (X.509 version 3, RFC 5280
 * section 4.1). It is valid for a day. A client refuses it, unless it was told to trust exactly this one.
 */
export function createSelfSignedCertificate(): TlsIdentity {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const signatureAlgorithm = derSequence(derObjectId(OBJECT_ID.ecdsaWithSha256))
  const name = derSequence(derSet(derSequence(derObjectId(OBJECT_ID.commonName), derText('Test issuer'))))
  const certificate = derSequence(
    derElement(0xa0, derInteger(Buffer.from([2]))),
    derInteger(serialNumber()),
    signatureAlgorithm,
    name,
    derSequence(
      derTime(new Date(Date.now() - DAY_MILLISECONDS)),
      derTime(new Date(Date.now() + DAY_MILLISECONDS))
    ),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    derElement(0xa3, derSequence(subjectAltName()))
  )
  const signed = derSequence(
    certificate,
    signatureAlgorithm,
    derBitString(sign('sha256', certificate, privateKey))
  )
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${signed.toString('base64')}\n-----END CERTIFICATE-----\n`
  }
}

function serialNumber(): Buffer {
  const bytes = randomBytes(16)
  bytes.writeUInt8(bytes.readUInt8(0) | 0x01, 0)
  return bytes
}

/** The names that the certificate is for: an address and a DNS name (RFC 5280 section 4.2.1.6). */
function subjectAltName(): Buffer {
  const names = derSequence(
    derElement(0x87, Buffer.from([127, 0, 0, 1])),
    derElement(0x82, Buffer.from('localhost'))
  )
  return derSequence(derObjectId(OBJECT_ID.subjectAltName), derOctetString(names))
}
