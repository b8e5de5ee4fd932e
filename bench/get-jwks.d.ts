/** The part of `get-jwks`, which has no types of its own, that is used here. */
declare module 'get-jwks' {
  interface GetJwks {
    getPublicKey(signature: { kid: string; alg: string; domain: string }): Promise<string>
  }

  function buildGetJwks(options: { issuersWhitelist: string[] }): GetJwks
  export default buildGetJwks
}
