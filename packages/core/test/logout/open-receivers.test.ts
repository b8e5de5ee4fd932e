import { createTestClock } from '@portcullis/testing'
import { expect, test } from 'vitest'
import { openReceivers } from '../../src/logout/open-receivers.ts'

test('a defect is not the fault of the message: the receiver rejects with it', async () => {
  const defect = new TypeError('defect')
  const { receiveSecurityEvents } = openReceivers({
    clock: createTestClock(),
    servers: {
      find: () => {
        throw defect
      }
    },
    revocations: { revoke: () => Promise.resolve() }
  })
  const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url')
  const body = `${part({ alg: 'ES256' })}.${part({ iss: 'https://as.example.test' })}.AAAA`
  const message = { headers: { 'content-type': 'application/secevent+jwt' }, body }
  await expect(receiveSecurityEvents({ audience: 'a' })(message)).rejects.toBe(defect)
})
