import { z } from 'zod';
import { recordSchema } from '../src/core/record/record-schema.js';
import { signOffSchema } from '../src/core/report/sign-off.js';
import { summarySchema } from '../src/core/report/summary-schema.js';

/** What is published of a format besides its shape. */
const FORMATS = {
  'schemas/record.schema.json': [recordSchema, 'record.json of siuo-gate: one sweep, no answers'],
  'schemas/summary.schema.json': [
    summarySchema,
    'summary.json and the output summary of siuo-gate',
  ],
  'schemas/signoff.schema.json': [
    signOffSchema,
    'signoff.json of siuo-gate: what a release was, or was not, signed off on',
  ],
} as const;

/** The JSON Schemas of the files for programs, by path, from the schemas that the code reads by. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(FORMATS).map(([path, [schema, title]]) => [
      path,
      `${JSON.stringify({ title, ...z.toJSONSchema(schema) }, null, 2)}\n`,
    ]),
  );
}
