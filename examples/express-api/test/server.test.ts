import { describeSmallApi } from '../../../test/programs/small-api-suite.ts'

describeSmallApi('express-api')
