import { awsJwtVerify } from './aws-jwt-verify.mjs'
import { fastJwt } from './fast-jwt.mjs'
import { jose } from './jose.mjs'
import { jsonwebtoken } from './jsonwebtoken.mjs'
import { limit, limitInPool } from './limit.mjs'
import { expressOauth2JwtBearer, oauth4webapi, okta } from './others.mjs'
import { portcullis } from './portcullis.mjs'

/** @typedef {import('./verifier.mjs').Verifier} Verifier */

/**
 * All that are measured: the limit, ours, and the peers.
 *
 * @type {readonly Verifier[]}
 */
export const VERIFIERS = [
  limit,
  limitInPool,
  ...portcullis,
  ...fastJwt,
  ...awsJwtVerify,
  ...jsonwebtoken,
  ...jose,
  oauth4webapi,
  expressOauth2JwtBearer,
  okta
]
