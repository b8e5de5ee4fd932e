import express, { type ErrorRequestHandler, type RequestHandler } from 'express'
import express4 from 'express4'

/** Every version of Express that is supported. */
export const FRAMEWORKS = [
  { name: 'Express 4', framework: express4 },
  { name: 'Express 5', framework: express }
]

/** Answers with the subject of the caller. */
export const tellSubject: RequestHandler = (req, res) => void res.json({ subject: req.auth.subject })

/** Answers with the code or the name of an error. */
export const tellError: ErrorRequestHandler = (error: Error & { code?: string }, _req, res, next) => {
  if (res.headersSent) next(error)
  else res.json({ own: error.code ?? error.name })
}
