import { createProtectedResource, type ResourceRequest } from '@portcullis/core'

// #region claims
import { requireAuth } from '@portcullis/express'
import express from 'express'
import { z } from 'zod'

const claims = z.object({ tenant: z.string(), email: z.email().optional() })

declare global {
  namespace Portcullis {
    interface AccessTokenClaims extends z.infer<typeof claims> {}
  }
}

export const app = express()
app.use(requireAuth({ issuer: 'https://auth.example.com', audience: 'https://api.example.com', claims }))
app.get('/tenant', (req, res) => {
  res.json({ tenant: req.auth.claims.tenant.toUpperCase() })
})
// #endregion

// #region inferred
const partners = createProtectedResource({
  issuer: 'https://auth.example.com',
  audience: 'https://partners.example.com',
  claims: z.object({ partner: z.int() })
})

export async function partnerOf(request: ResourceRequest): Promise<number> {
  const auth = await partners.authenticate(request)
  return auth.claims.partner
}
// #endregion
