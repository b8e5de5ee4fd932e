import { constants, createHash, createPublicKey, privateEncrypt, sign } from 'node:crypto'
import { hashOf } from './sign-bytes.ts'
import { bytesOf, numberOf, signedWith, vectorOf, type Signed, type Vector } from './vector.ts'

/** `DigestInfo` up to the digest (RFC 8017 section 9.2, note 1), with NULL and without. */
const DIGEST_INFOS: Readonly<Record<string, readonly [string, string]>> = {
  sha256: ['3031300d060960864801650304020105000420', '302f300b06096086480165030402010420'],
  sha384: ['3041300d060960864801650304020205000430', '303f300b06096086480165030402020430'],
  sha512: ['3051300d060960864801650304020305000440', '304f300b06096086480165030402030440']
}

/** Edges of any RSA signature: numbers from 0 to the modulus, and leading zeros. */
export function rsaVectors(signed: Signed): readonly Vector[] {
  const { signature } = signed
  const n = modulusOf(signed)
  const s = numberOf(signature)
  const number = (title: string, value: bigint) => vectorOf(signed, title, bytesOf(value, signature.length))
  const small = signedWith(signed, (each) => numberOf(each) + n < 1n << BigInt(8 * signature.length))
  const short = signedWith(signed, (each) => numberOf(each) < 1n << BigInt(8 * (signature.length - 1)))
  return [
    ...[0n, 1n, 2n, n - 1n, n].map((value, index) => number(`the number ${index} of the edges`, value)),
    number('n - s', n - s),
    vectorOf(signed, 'two zeros in front', Buffer.concat([Buffer.alloc(2), signature])),
    vectorOf(small, 's + n', bytesOf(numberOf(small.signature) + n, signature.length)),
    vectorOf(short, 'a leading zero that belongs there', short.signature),
    vectorOf(short, 'a leading zero that is left out', short.signature.subarray(1))
  ]
}

/** Other salts and hashes than RFC 7518 section 3.5 asks for. */
export function pssVectors(signed: Signed): readonly Vector[] {
  const hash = hashOf(signed.key.algorithm)
  const bytes = createHash(hash).digest().length
  const longest = signed.signature.length - bytes - 2
  const withSalt = (saltLength: number, digest = hash) =>
    sign(digest, Buffer.from(signed.signingInput), {
      key: signed.privateKey,
      padding: constants.RSA_PKCS1_PSS_PADDING,
      saltLength
    })
  const other = hash === 'sha256' ? 'sha384' : 'sha256'
  return [
    ...[0, 1, bytes - 1, bytes, bytes + 1, longest].map((saltLength) =>
      vectorOf(signed, `a salt of ${saltLength} bytes`, withSalt(saltLength))
    ),
    vectorOf(signed, `a hash of ${other}`, withSalt(bytes, other)),
    vectorOf(signed, 'RSASSA-PKCS1-v1_5', sign(hash, Buffer.from(signed.signingInput), signed.privateKey))
  ]
}

/** Paddings that are nearly those of RFC 8017 section 9.2. */
export function pkcs1Vectors(signed: Signed): readonly Vector[] {
  const hash = hashOf(signed.key.algorithm)
  const digest = createHash(hash).update(signed.signingInput).digest()
  const [info, infoWithoutNull] = (DIGEST_INFOS[hash] ?? ['', '']).map((hex) =>
    Buffer.concat([Buffer.from(hex, 'hex'), digest])
  )
  const data = Buffer.from(signed.signingInput)
  const padded = (content: Buffer) =>
    privateEncrypt({ key: signed.privateKey, padding: constants.RSA_PKCS1_PADDING }, content)
  const block = (hex: string, content = info ?? digest) => rawBlock(signed, Buffer.from(hex, 'hex'), content)
  const values: Readonly<Record<string, Buffer>> = {
    'made by hand': padded(info ?? digest),
    'without NULL': padded(infoWithoutNull ?? digest),
    'without DigestInfo': padded(digest),
    'SHA-1': sign('sha1', data, signed.privateKey),
    'another hash': sign(hash === 'sha256' ? 'sha512' : 'sha256', data, signed.privateKey),
    'block type 2': block('0002'),
    'block type 0': block('0000'),
    'padding of eight bytes, then rubbish': block(`0001${'ff'.repeat(8)}00`),
    'no padding, then rubbish': block('000100'),
    'a byte of padding that is wrong': block('0001fffe'),
    salted: sign(hash, data, { key: signed.privateKey, padding: constants.RSA_PKCS1_PSS_PADDING })
  }
  return Object.entries(values).map(([title, changed]) => vectorOf(signed, title, changed))
}

/** A block whose padding begins as given; rubbish fills what the content leaves free at its end. */
function rawBlock(signed: Signed, start: Buffer, content: Buffer): Buffer {
  const { length } = signed.signature
  const isWhole = start.at(-1) === 0 && start.length > 2
  const block = Buffer.alloc(length, 0xff)
  start.copy(block)
  if (isWhole) {
    content.copy(block, start.length)
  } else {
    block[length - content.length - 1] = 0
    content.copy(block, length - content.length)
  }
  return privateEncrypt({ key: signed.privateKey, padding: constants.RSA_NO_PADDING }, block)
}

function modulusOf({ privateKey }: Signed): bigint {
  const { n = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return numberOf(Buffer.from(n, 'base64url'))
}
