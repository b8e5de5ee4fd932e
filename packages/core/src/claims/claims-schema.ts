/**
 * A schema of claims: anything that implements Standard Schema, version 1 (https://standardschema.dev), such
 * as a schema of zod, valibot or arktype.
 *
 * @typeParam Output What the schema makes of claims that it accepts.
 */
export interface ClaimsSchema<Output extends object = object> {
  /** What the specification requires of a schema. */
  readonly '~standard': {
    /** The version of the specification. */
    readonly version: 1
    /** The library that created the schema. */
    readonly vendor: string
    /** Validates a value. */
    readonly validate: (value: unknown) => SchemaResult<Output> | Promise<SchemaResult<Output>>
    /** The types, for the compiler only. */
    readonly types?: SchemaTypes<Output> | undefined
  }
}

/** The types of a schema. No value has them. */
export interface SchemaTypes<Output> {
  /** What it takes. */
  readonly input: unknown
  /** Its output for that input. */
  readonly output: Output
}

/** The result of a schema for a value: its output, or what is wrong. */
export type SchemaResult<Output> = SchemaSuccess<Output> | SchemaFailure

/** A value that a schema accepts. */
export interface SchemaSuccess<Output> {
  /** The output of the schema. */
  readonly value: Output
  /** Nothing is wrong. */
  readonly issues?: undefined
}

/** A value that a schema rejects. */
export interface SchemaFailure {
  /** What is wrong. */
  readonly issues: readonly SchemaIssue[]
}

/** One thing that is wrong. */
export interface SchemaIssue {
  /** For developers. It can contain the value, so Portcullis never shows it. */
  readonly message: string
  /** The names that lead to the value; absent for the whole value. */
  readonly path?: readonly (PropertyKey | SchemaPathSegment)[] | undefined
}

/** A name in a path. */
export interface SchemaPathSegment {
  /** The name. */
  readonly key: PropertyKey
}
