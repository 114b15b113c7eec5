import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';

const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);

/**
 * What a validator that knows only a published schema has against a value.
 *
 * @param schema the file's name in `schemas/`
 */
export function schemaFaults(schema: string, value: unknown): readonly string[] {
  const parsed = JSON.parse(
    readFileSync(new URL(`../../schemas/${schema}`, import.meta.url), 'utf8'),
  ) as object;
  const validate = ajv.compile(parsed);
  validate(JSON.parse(JSON.stringify(value)));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}
