/**
 * Throws if the process runs in production. Anyone who holds a test issuer can mint any token, so it must
 * never serve real requests.
 *
 * @throws {Error} If `NODE_ENV` is `production`, in any letter case.
 */
export function refuseProduction(): void {
  if (process.env['NODE_ENV']?.trim().toLowerCase() !== 'production') return
  throw new Error(
    'the test issuer refuses to run with NODE_ENV=production: it issues any token that is requested; ' +
      'point the application at a real authorization server, or set NODE_ENV=test'
  )
}
