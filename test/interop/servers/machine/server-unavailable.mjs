/**
 * This machine can't have the server: something is missing that can't be installed here. The message says
 * what.
 */
export class ServerUnavailable extends Error {
  /** @override */
  name = 'ServerUnavailable'
}
