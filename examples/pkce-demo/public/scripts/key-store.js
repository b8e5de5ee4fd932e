const DATABASE = 'pkce-demo'
const STORE = 'keys'
const KEY = 'dpop'

/**
 * Keeps a key pair while the browser is at the authorization server. IndexedDB stores the key itself, not its
 * bytes: a private key that is not extractable stays so, for every script of this origin.
 *
 * @param {CryptoKeyPair} keyPair
 */
export async function keepKeyPair(keyPair) {
  await inStore('readwrite', (store) => store.put(keyPair, KEY))
}

/**
 * Reads the key pair that was kept last.
 *
 * @returns {Promise<CryptoKeyPair | undefined>}
 */
export async function readKeyPair() {
  return inStore('readonly', (store) => /** @type {IDBRequest<CryptoKeyPair | undefined>} */ (store.get(KEY)))
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>} What the request gave.
 */
async function inStore(mode, act) {
  const opening = indexedDB.open(DATABASE, 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE))
  const database = await resultOf(opening)
  try {
    return await resultOf(act(database.transaction(STORE, mode).objectStore(STORE)))
  } finally {
    database.close()
  }
}

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function resultOf(request) {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('IndexedDB failed')))
  })
}
