import { button, element, fillSlot } from '../dom.js'
import { parameterList } from './parameters.js'

/** @import {PendingSignIn} from '../sign-in.js' */

/**
 * The key of step 1, if the tokens are bound to one.
 *
 * @param {PendingSignIn} signIn
 */
export function showKey({ keyPair, url }) {
  if (keyPair === undefined) {
    fillSlot('key')
    return
  }
  const thumbprint = new URL(url).searchParams.get('dpop_jkt') ?? ''
  const outcome = element('span', { class: 'aside', role: 'status' })
  const read = button('Try to read the private key', () => {
    void tryToRead(keyPair.privateKey).then((text) => (outcome.textContent = text))
  })
  fillSlot(
    'key',
    element('h4', {}, 'A key for DPoP'),
    element(
      'p',
      {},
      'The page also creates a key pair. With each request it signs a proof that it has the private key (',
      element('a', { href: 'https://www.rfc-editor.org/rfc/rfc9449' }, 'RFC\u00a09449'),
      '). The browser signs, but does not reveal the key: a script that steals the token cannot steal the key.'
    ),
    parameterList([['jkt', thumbprint]], { jkt: 'The thumbprint of the public key: its SHA-256 hash.' }),
    element('div', { class: 'actions' }, read, outcome)
  )
}

/** @param {CryptoKey} privateKey */
async function tryToRead(privateKey) {
  try {
    await crypto.subtle.exportKey('jwk', privateKey)
    return 'The browser revealed the key.'
  } catch {
    return 'Refused by the browser: the key is not extractable.'
  }
}
