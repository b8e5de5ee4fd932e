import { generate } from 'selfsigned'

/** @typedef {{ key: string; cert: string }} Identity A private key and its certificate, both PEM. */
/**
 * @typedef {object} Certificates
 * @property {string} ca The certificate of the authority, PEM.
 * @property {Identity} server For 127.0.0.1 and localhost.
 * @property {(commonName: string) => Promise<Identity>} issueClient Issues the certificate of a client.
 */

const EC = /** @type {const} */ ({ keyType: 'ec', curve: 'P-256', algorithm: 'sha256' })

/**
 * Creates a certificate authority for the TLS servers and clients of one run.
 *
 * @returns {Promise<Certificates>} The authority, a server's certificate, and how to get those of clients.
 */
export async function createCertificates() {
  const { private: key, cert } = await generate(named('Test CA'), {
    ...EC,
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, critical: true }
    ]
  })
  const ca = { key, cert }
  return {
    ca: cert,
    server: await issue(ca, 'localhost', [
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 7, ip: '127.0.0.1' },
          { type: 2, value: 'localhost' }
        ]
      }
    ]),
    issueClient: (commonName) => issue(ca, commonName, [{ name: 'extKeyUsage', clientAuth: true }])
  }
}

/**
 * @param {Identity} ca Signs.
 * @param {string} commonName Name of the subject.
 * @param {import('selfsigned').CertificateExtension[]} extensions What it is for.
 * @returns {Promise<Identity>} The new identity.
 */
async function issue(ca, commonName, extensions) {
  const { private: key, cert } = await generate(named(commonName), {
    ...EC,
    ca,
    extensions: [{ name: 'basicConstraints', cA: false }, ...extensions]
  })
  return { key, cert }
}

/** @param {string} value Common name of a subject. */
function named(value) {
  return [{ name: 'commonName', value }]
}
