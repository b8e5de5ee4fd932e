import { createApp } from './app'

const port = Number(process.env.PORT ?? 3000)
createApp().listen(port, (error) => {
  if (error) throw error
  console.log(`http://localhost:${port}`)
})
