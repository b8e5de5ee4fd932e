import { figureOf } from '../measure/figure.mjs'
import { installedPackages } from '../startup/installed-size.mjs'

/** @typedef {import('./section.mjs').Section} Section */

const PACKAGES = [
  '@portcullis/core',
  '@portcullis/express',
  '@portcullis/fastify',
  'jose',
  'fast-jwt',
  'aws-jwt-verify',
  'jsonwebtoken',
  'oauth4webapi',
  'express-oauth2-jwt-bearer',
  'express-jwt',
  'jwks-rsa',
  '@okta/jwt-verifier',
  'fastify-jwt-jwks',
  '@fastify/jwt',
  'get-jwks'
]

/**
 * What an installation puts on the disk.
 *
 * @type {Section}
 */
export const size = {
  name: 'size',
  title: 'Installed size',
  async run() {
    return PACKAGES.map((name) => {
      const packages = installedPackages(name)
      const bytesOf = (/** @type {readonly { bytes: number }[]} */ some) =>
        some.reduce((sum, { bytes }) => sum + bytes, 0)
      return {
        labels: { who: name },
        figures: {
          bytes: figureOf([bytesOf(packages)]),
          packages: figureOf([packages.length]),
          lruCache: figureOf([bytesOf(packages.filter((each) => each.name === 'lru-cache'))])
        },
        ratios: {}
      }
    })
  }
}
