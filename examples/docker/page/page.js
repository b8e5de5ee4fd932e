import { callApi, finishSignIn, startSignIn } from './sign-in.js'

const realmUrl = 'http://localhost:8080/realms/shop'
const redirectUri = `${location.origin}/`
/** @type {string | undefined} */
let token

/** @param {string} text What the page shows. */
function show(text) {
  document.querySelector('#answer')?.replaceChildren(text)
}

async function signIn() {
  const isWanted = document.querySelector('#scope:checked') !== null
  const scope = isWanted ? 'openid orders:read' : 'openid'
  const { url, kept } = await startSignIn({ realmUrl, redirectUri, scope })
  sessionStorage.setItem('sign-in', JSON.stringify(kept))
  location.assign(url)
}

document.querySelector('#sign-in')?.addEventListener('click', () => void signIn())

for (const button of document.querySelectorAll('[data-api]')) {
  const url = button.getAttribute('data-api') ?? ''
  button.addEventListener('click', () => void callApi(url, token).catch(String).then(show))
}

const kept = sessionStorage.getItem('sign-in')
if (kept !== null && location.search.includes('code=')) {
  sessionStorage.removeItem('sign-in')
  const address = location.href
  // The code must not stay in the history.
  history.replaceState(null, '', redirectUri)
  try {
    const parsed = /** @type {import('./sign-in.js').Kept} */ (JSON.parse(kept))
    token = await finishSignIn({ realmUrl, address, kept: parsed })
    show('signed in')
  } catch (error) {
    show(String(error))
  }
}
