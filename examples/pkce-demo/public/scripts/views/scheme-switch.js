import { element } from '../dom.js'

/** @import {Scheme} from '../sign-in.js' */

/** @type {{ scheme: Scheme; meaning: string }[]} */
const CHOICES = [
  { scheme: 'Bearer', meaning: 'Anyone who has the token can use it.' },
  { scheme: 'DPoP', meaning: 'The token works only with a key that stays in this browser.' }
]

/**
 * The switch between bearer tokens and DPoP.
 *
 * @param {object} settings
 * @param {boolean} settings.offersDpop Whether the authorization server can bind tokens to keys.
 * @param {(scheme: Scheme) => void} settings.choose
 */
export function schemeSwitch({ offersDpop, choose }) {
  const meaning = element('span', { class: 'aside', id: 'scheme-meaning' }, CHOICES[0]?.meaning)
  const options = CHOICES.map(({ scheme, meaning: text }, index) => {
    const input = element('input', {
      type: 'radio',
      name: 'scheme',
      value: scheme,
      checked: index === 0,
      disabled: scheme === 'DPoP' && !offersDpop,
      'aria-describedby': 'scheme-meaning'
    })
    input.addEventListener('change', () => {
      meaning.textContent = text
      choose(scheme)
    })
    return element('label', {}, input, element('span', {}, scheme))
  })
  const note = offersDpop ? meaning : 'This authorization server does not offer DPoP.'
  return element(
    'fieldset',
    { class: 'scheme-switch' },
    element('legend', { class: 'visually-hidden' }, 'Kind of access token'),
    element('div', { class: 'segments' }, ...options),
    note
  )
}
