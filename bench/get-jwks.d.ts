/** The part of `get-jwks`, which has no types of its own, that is used here. */
declare module 'get-jwks' {
  export interface CompleteToken {
    readonly header: { readonly kid: string; readonly alg: string }
    readonly payload: { readonly iss: string }
  }

  interface GetJwks {
    getPublicKey(signature: { kid: string; alg: string; domain: string }): Promise<string>
  }

  function buildGetJwks(options: { issuersWhitelist: string[] }): GetJwks
  export default buildGetJwks
}
