import 'reflect-metadata'
import type { ExecutionContext, INestApplication } from '@nestjs/common'
import { Test } from '@nestjs/testing'
import { PortcullisGuard } from '@portcullis/nestjs'
import { BAD_TOKEN_KINDS, createTestIssuer, type TestIssuer } from '@portcullis/testing'
import request from 'supertest'
import { AppModule } from '../src/app.module.js'
import { createDocument } from '../src/openapi.js'

// #region issuer
describe('with a test issuer', () => {
  let issuer: TestIssuer
  let app: INestApplication

  beforeAll(async () => {
    issuer = await createTestIssuer()
    process.env.OAUTH_ISSUER = issuer.issuer
    process.env.OAUTH_AUDIENCE = issuer.audience
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile()
    app = await module.createNestApplication().init()
  })
  afterAll(async () => {
    await app.close()
    await issuer.close()
  })

  it('refuses a request without a token', async () => {
    await request(app.getHttpServer()).get('/messages').expect(401)
  })

  it('accepts a valid token', async () => {
    const token = await issuer.issue()
    await request(app.getHttpServer()).get('/messages').auth(token, { type: 'bearer' }).expect(200)
  })

  it('requires the scope', async () => {
    const post = (token: string) =>
      request(app.getHttpServer()).post('/messages').auth(token, { type: 'bearer' }).send({ text: 'Hi!' })
    await post(await issuer.issue()).expect(403)
    await post(await issuer.issue({ claims: { scope: 'write:messages' } })).expect(201)
  })
  // #endregion

  it.each(BAD_TOKEN_KINDS)('refuses a bad token: $kind', async ({ kind }) => {
    const token = await issuer.issueBad(kind)
    await request(app.getHttpServer()).get('/messages').auth(token, { type: 'bearer' }).expect(401)
  })

  it('shows guards and the authorization server in the OpenAPI document', async () => {
    const { paths, components } = await createDocument(app)
    expect(paths['/messages']?.post?.security).toEqual([{ oauth2: ['write:messages'] }])
    expect(paths['/messages']?.get?.security).toEqual([{ oauth2: [] }])
    expect(paths['/messages/greeting']?.get?.security).toEqual([{}, { oauth2: [] }])
    expect(paths['/health']?.get?.security).toEqual([])
    expect(components.securitySchemes.oauth2?.flows.authorizationCode?.authorizationUrl).toContain(
      issuer.issuer
    )
  })

  it('opens what is optional or public', async () => {
    await request(app.getHttpServer()).get('/messages/greeting').expect(200, { hello: 'stranger' })
    const { body } = await request(app.getHttpServer()).get('/health').expect(200)
    expect(body).toMatchObject({ status: 'ok', details: { tokens: { status: 'up', keys: 'ready' } } })
  })
})

describe('while the issuer is down', () => {
  it('reports that tokens cannot be verified', async () => {
    process.env.OAUTH_ISSUER = 'http://127.0.0.1:1'
    process.env.OAUTH_AUDIENCE = 'https://api.example.com'
    const module = await Test.createTestingModule({ imports: [AppModule] }).compile()
    const app = await module.createNestApplication({ logger: false }).init()
    const { body } = await request(app.getHttpServer()).get('/health').expect(503)
    expect(body).toMatchObject({ error: { tokens: { status: 'down', keys: 'down' } } })
    await app.close()
  })
})

// #region override
describe('without authentication', () => {
  it('calls handlers with the caller of the test', async () => {
    const guard = {
      canActivate(context: ExecutionContext) {
        context.switchToHttp().getRequest().auth = { subject: 'ada' }
        return true
      }
    }
    const module = await Test.createTestingModule({ imports: [AppModule] })
      .overrideProvider(PortcullisGuard)
      .useValue(guard)
      .compile()
    const app = await module.createNestApplication().init()
    await request(app.getHttpServer()).get('/messages/greeting').expect(200, { hello: 'ada' })
    await app.close()
  })
})
// #endregion
