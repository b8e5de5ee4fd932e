const DATABASE = 'pkce-demo'
const STORE = 'keys'

/**
 * Keeps a key pair while the browser is at the authorization server. IndexedDB stores the key itself, not its
 * bytes: a private key that is not extractable stays so, for every script of this origin.
 *
 * @param {string} id
 * @param {CryptoKeyPair} keyPair
 */
export async function keepKeyPair(id, keyPair) {
  await inStore((store) => store.put(keyPair, id))
}

/**
 * Takes a key pair out of the store: from then on only the caller has it.
 *
 * @param {string} id
 * @returns {Promise<CryptoKeyPair | undefined>}
 */
export async function takeKeyPair(id) {
  return inStore((store) => {
    const reading = /** @type {IDBRequest<CryptoKeyPair | undefined>} */ (store.get(id))
    store.delete(id)
    return reading
  })
}

/**
 * @template T
 * @param {(store: IDBObjectStore) => IDBRequest<T>} act
 * @returns {Promise<T>} The result of the request.
 */
async function inStore(act) {
  const opening = indexedDB.open(DATABASE, 1)
  opening.addEventListener('upgradeneeded', () => opening.result.createObjectStore(STORE))
  const database = await resultOf(opening)
  try {
    return await resultOf(act(database.transaction(STORE, 'readwrite').objectStore(STORE)))
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
