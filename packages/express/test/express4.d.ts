// Express 4 is installed under this name beside Express 5; what the tests use of it has the types of 5.
declare module 'express4' {
  import express from 'express'
  export default express
}
