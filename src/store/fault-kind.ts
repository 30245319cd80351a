/** A kind of fault at rest; a file of its own, because the catalogue that it is made from weighs more than a job's. */
import * as v from "valibot"

import { FAULT_KINDS } from "../zoho/errors/catalogue"

export const faultKind = v.picklist(FAULT_KINDS)
