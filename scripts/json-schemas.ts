import { z } from 'zod';
import { recordSchema } from '../src/record/record-schema.js';
import { comparisonSchema } from '../src/report/compare-schema.js';
import { historyFileSchema } from '../src/report/history-view.js';
import { signOffSchema } from '../src/report/sign-off.js';
import { summarySchema } from '../src/report/summary-schema.js';
import { configSchema } from './config-schema.js';
import { labelledAnswersSchema } from '../src/dataset/labelled-answers.js';

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
  'schemas/history.schema.json': [
    historyFileSchema,
    'history.json of siuo-gate: the safe-rates of a baseline over time',
  ],
  'schemas/comparison.schema.json': [
    comparisonSchema,
    'comparison.json of siuo-gate: two measurements alongside each other, no answers',
  ],
  'schemas/labelled-answers.schema.json': [
    labelledAnswersSchema,
    'labelled-answers.json of siuo-gate: answers whose label is known, to test a judge on',
  ],
} as const;

/** The JSON Schemas by path: of the files for programs, and of the configuration file for editors. */
export function jsonSchemas(): Readonly<Record<string, string>> {
  const formats = Object.entries(FORMATS).map(
    ([path, [schema, title]]) => [path, { title, ...z.toJSONSchema(schema) }] as const,
  );
  const all = [...formats, ['schemas/config.schema.json', configSchema()] as const];
  return Object.fromEntries(
    all.map(([path, schema]) => [path, `${JSON.stringify(schema, null, 2)}\n`]),
  );
}
