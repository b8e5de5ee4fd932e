import 'reflect-metadata'
import { NestFactory } from '@nestjs/core'
import { SwaggerModule } from '@nestjs/swagger'
import { AppModule } from './app.module.js'
import { createDocument } from './openapi.js'

const app = await NestFactory.create(AppModule)
app.enableShutdownHooks()
// Mounted as middleware: outside of guards.
SwaggerModule.setup('openapi', app, await createDocument(app))
await app.listen(Number(process.env.PORT ?? 3000))
console.log(await app.getUrl())
