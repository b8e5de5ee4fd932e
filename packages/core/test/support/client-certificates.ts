import { X509Certificate } from 'node:crypto'

/** A certificate of a client, in the forms that this job knows. */
export interface TestCertificate {
  readonly pem: string
  readonly der: Uint8Array
  /** What `x5t#S256` must be. */
  readonly thumbprint: string
}

function testCertificate(pem: string, thumbprint: string): TestCertificate {
  return { pem, der: new Uint8Array(new X509Certificate(pem).raw), thumbprint }
}

/** The certificate of RFC 8705 appendix A, with the thumbprint that the RFC gives. */
export const CLIENT_CERTIFICATE: TestCertificate = testCertificate(
  `-----BEGIN CERTIFICATE-----
MIIBBjCBrAIBAjAKBggqhkjOPQQDAjAPMQ0wCwYDVQQDDARtdGxzMB4XDTE4MTAx
ODEyMzcwOVoXDTIyMDUwMjEyMzcwOVowDzENMAsGA1UEAwwEbXRsczBZMBMGByqG
SM49AgEGCCqGSM49AwEHA0IABNcnyxwqV6hY8QnhxxzFQ03C7HKW9OylMbnQZjjJ
/Au08/coZwxS7LfA4vOLS9WuneIXhbGGWvsDSb0tH6IxLm8wCgYIKoZIzj0EAwID
SQAwRgIhAP0RC1E+vwJD/D1AGHGzuri+hlV/PpQEKTWUVeORWz83AiEA5x2eXZOV
bUlJSGQgjwD5vaUaKlLR50Q2DmFfQj1L+SY=
-----END CERTIFICATE-----
`,
  'A4DtL2JmUMhAsvJj5tKyn64SqzmuXbMrJa0n761y5v0'
)

/** The certificate of anyone else. */
export const OTHER_CERTIFICATE: TestCertificate = testCertificate(
  `-----BEGIN CERTIFICATE-----
MIIBZjCCAQ2gAwIBAgIJMkBOkZVIlYRlMAkGByqGSM49BAEwEDEOMAwGA1UEAxMF
b3RoZXIwHhcNMjYxMTMwMTcwMDE1WhcNMjcxMTMwMTcwMDE1WjAQMQ4wDAYDVQQD
EwVvdGhlcjBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABHAV7+Rfl/2A8UMWel1B
JKJjoTaVnjZcbN3GWj46+kwrxCThboJLtrEeJ8KUoA94Ot2qxXZVGML+g5O9knTL
L1ijUTBPMAwGA1UdEwEB/wQCMAAwDgYDVR0PAQH/BAQDAgWgMB0GA1UdJQQWMBQG
CCsGAQUFBwMBBggrBgEFBQcDAjAQBgNVHREECTAHggVvdGhlcjAJBgcqhkjOPQQB
A0gAMEUCIBwKHvex7nI2Rhxb7A7Q/bJI7FdrIbSpmT6rm1mTM/7yAiEAs4LfijnO
kquHCI85kMzNXUgHi7hvSKDF8RL2qho+I/0=
-----END CERTIFICATE-----
`,
  '43HNX06l8auOXod7Kf4t2xdFsGTvRzFIFS5_IQfUI-0'
)
