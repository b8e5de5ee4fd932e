import { expect, test } from 'vitest'
import { metadataAddress } from '../../src/metadata/metadata-address.ts'
import { verifies } from '../../../../test/requirements.ts'

const wellKnown = '/.well-known/oauth-protected-resource'

test.each([
  ['https://api.example.test', 'https://api.example.test', wellKnown],
  ['https://api.example.test/', 'https://api.example.test', wellKnown],
  ['https://api.example.test/x', 'https://api.example.test', `${wellKnown}/x`],
  ['https://api.example.test/x/', 'https://api.example.test', `${wellKnown}/x/`],
  ['https://api.example.test/?a=b', 'https://api.example.test', `${wellKnown}?a=b`],
  ['https://api.example.test:8443/x?a=b', 'https://api.example.test:8443', `${wellKnown}/x?a=b`],
  ['https://api.example.test/%C3%A9', 'https://api.example.test', `${wellKnown}/%C3%A9`],
  ['HTTPS://API.example.test:443/x', 'https://api.example.test', `${wellKnown}/x`]
])(verifies('P-1', 'P-2', 'the metadata of %s is at %s%s'), (resource, origin, target) => {
  expect(metadataAddress(resource)).toEqual({ url: `${origin}${target}`, target })
})
