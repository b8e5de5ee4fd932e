/**
 * Throws when the process says that it runs in production. The keys of a test issuer are made on the spot and
 * whoever holds the object mints any token, so it must never stand where real requests arrive.
 *
 * @throws {Error} When `NODE_ENV` is `production`, in any letter case.
 */
export function refuseProduction(): void {
  if (process.env['NODE_ENV']?.trim().toLowerCase() !== 'production') return
  throw new Error(
    'the test issuer refuses to run with NODE_ENV=production: it mints any token it is asked for; ' +
      'point the application at a real authorization server, or set NODE_ENV=test'
  )
}
