// Each line below an expectation must not compile: the types are there, and none of them is any.
import { createProtectedResource, requireClaim, type ErrorCode } from '@portcullis/core'
import { requireAuth, requireScopes } from '@portcullis/express'
import type { GuardHook } from '@portcullis/fastify'
import type { Request } from 'express'
import type { FastifyRequest } from 'fastify'

const server = { issuer: 'https://auth.example.com', audience: 'https://api.example.com' }

// @ts-expect-error a misspelt option
createProtectedResource({ ...server, audiences: 'https://api.example.com' })
// @ts-expect-error a symmetric algorithm
requireAuth({ ...server, algorithms: ['HS256'] })
// @ts-expect-error scopes are strings
requireScopes(1)
// @ts-expect-error a claim needs a test
requireClaim('tenant')
// @ts-expect-error no such code
export const code: ErrorCode = 'token_bad'
// @ts-expect-error the subject may be missing
export const subject = (req: Request): string => req.auth.subject
// @ts-expect-error contexts are read-only
export const change = (request: FastifyRequest) => (request.auth.issuer = 'https://auth.example.com')
// @ts-expect-error a hook carries its guard
export const hook: GuardHook = (_request, _reply, done) => done()
