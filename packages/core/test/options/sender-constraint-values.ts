import { clientCertificateHeader } from '../../src/confirmation/certificate-header.ts'
import { flag, type OptionValues } from './issuer-option-rows.ts'

/** Values of `publicUrl`. */
export const publicUrl: OptionValues = {
  good: ['https://api.example.test', 'https://api.example.test/v1/', 'http://127.0.0.1:3000', 'HTTPS://API'],
  bad: {
    'must be an http or https URL without query and fragment': [
      '',
      'api.example.test',
      '/v1',
      'ftp://api.example.test',
      'https://user@api.example.test',
      'https://api.example.test?',
      'https://api.example.test/#',
      'https://api.example.test/%',
      'https://api.example.test/é',
      5,
      null
    ]
  }
}

/** Values of `dpop` and `mutualTls`. */
export const trueOrObject: OptionValues = {
  good: [true, {}],
  bad: { 'must be true or an object': [false, null, 'yes', 1, []] }
}

const certificate = clientCertificateHeader('nginx')
/** Values of `dpop`. */
export const ofDpop: Readonly<Record<string, OptionValues>> = {
  required: flag,
  algorithms: {
    good: [['ES256']],
    bad: { 'must be a non-empty list of algorithm names': [[], 'ES256', null] }
  },
  proofMaxAgeSeconds: {
    good: [1, 300, 600],
    bad: { 'must be a number from 1 to 600': [0, 601, '60', null] }
  },
  nonce: { good: [{}], bad: { 'must be an object': [true, null, [], 'nonce'] } },
  replays: {
    good: [{ add: () => true }],
    bad: { 'must have the function add': [null, {}, { add: true }, () => true, 'store'] }
  }
}

/** Values of `dpop.nonce`. */
export const ofNonce: Readonly<Record<string, OptionValues>> = {
  secrets: {
    good: [['s'.repeat(32)], ['s'.repeat(32), 't'.repeat(100)]],
    bad: {
      'must be a non-empty list of strings of at least 32 characters': [
        [],
        ['s'.repeat(31)],
        ['s'.repeat(32), ''],
        's'.repeat(32),
        [new Uint8Array(32)],
        null
      ]
    }
  },
  lifetimeSeconds: { good: [10, 3600], bad: { 'must be a number from 10 to 3600': [9, 3601, '300', null] } }
}

/** Values of `mutualTls`. */
export const ofMutualTls: Readonly<Record<string, OptionValues>> = {
  certificate: {
    good: [certificate, { header: 'x-cert', format: 'envoy' }],
    bad: {
      "must be what clientCertificateHeader() returns: clientCertificateHeader('nginx')": [
        'nginx',
        null,
        {},
        { ...certificate, format: 'apache' },
        { ...certificate, header: '' },
        { ...certificate, header: 'X-Cert' },
        { ...certificate, header: 'x cert' }
      ]
    }
  },
  trustedProxies: {
    good: [['127.0.0.1'], ['10.0.0.0/8', '::1']],
    bad: {
      "must be a non-empty list of IP addresses or CIDR ranges: ['127.0.0.1', '10.0.0.0/8']": [
        [],
        ['localhost'],
        ['127.0.0.1', '10.0.0.0/33'],
        [5],
        '127.0.0.1',
        true,
        null
      ]
    }
  }
}
