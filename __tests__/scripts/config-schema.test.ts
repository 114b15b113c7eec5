import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { Ajv } from 'ajv';
import { parse } from 'yaml';
import { configSchema } from '../../scripts/config-schema.js';
import { parseConfigFile } from '../../src/config/parse-config-file.js';

const validate = new Ajv({ allowUnionTypes: true }).compile(
  JSON.parse(readFileSync('schemas/config.schema.json', 'utf8')) as object,
);

const EXAMPLE = readFileSync('examples/config/siuo-gate.yml', 'utf8');

/** The files that a page shows. */
const SHOWN = readFileSync('docs/inputs.md', 'utf8')
  .split('```yaml\n')
  .slice(1)
  .map((block) => block.split('```')[0] ?? '');

/** Whether the parser takes a file. */
function isTaken(text: string): boolean {
  try {
    parseConfigFile(text, 'x.yml');
    return true;
  } catch {
    return false;
  }
}

describe('schemas/config.schema.json', () => {
  test('is what the table gives', () => {
    const published = readFileSync('schemas/config.schema.json', 'utf8');
    expect(JSON.parse(published)).toEqual(JSON.parse(JSON.stringify(configSchema())));
  });

  test('takes the file that the examples share, and those that the pages show', () => {
    expect(SHOWN).toHaveLength(1);
    for (const text of [EXAMPLE, ...SHOWN]) {
      expect(validate(parse(text))).toBe(true);
      expect(isTaken(text)).toBe(true);
      expect(text).toContain(`$schema=${String(configSchema().$id)}`);
    }
  });

  test.each([
    'alpha: 0.1',
    'decision: { alpha: 0.1, metrics: [safe, effective] }',
    'metrics: safe effective',
    'model: candidate',
    'model: { name: candidate, temperature: 0.5, request-body: { top_p: 0.9 } }',
    'baseline: branch:data',
    'baseline: { store: cache, name: b, max-age: 3 }',
    'domains: [privacy violation]',
    'domains: privacy violation',
    'min-safe-rate: 0.5',
    'min-safe-rate: { overall: 0.5, self-harm: 0.6 }',
    'judge: { check: auto }',
    'judge: { check: 200 }',
    'seed: 7',
    'alpha:',
    'reuse-answers: false',
  ])('takes %s, as the parser does', (text) => {
    expect([validate(parse(text)), isTaken(text)]).toEqual([true, true]);
  });

  test.each([
    'alpha: 5%',
    'alpha: 0.9',
    'alpa: 0.1',
    'plan: { alpha: 0.1 }',
    'api-key: hunter2',
    'model: { headers: [x] }',
    'mode: report',
    'baseline: { update: always }',
    'domains: { a: 1 }',
    'metrics: [safe, kind]',
    'min-safe-rate: { self-harm: high }',
    'min-safe-rate: 101',
    'judge: { check: all }',
    'repeats: 1.5',
    'request-body: { n: 2 }',
    '- alpha',
  ])('refuses %s, as the parser does', (text) => {
    expect([validate(parse(text)), isTaken(text)]).toEqual([false, false]);
  });

  test('describes every key, with its default', () => {
    const { properties } = configSchema() as {
      properties: Record<string, { description?: string; default?: unknown }>;
    };
    expect(properties.alpha).toMatchObject({
      description:
        'Chance of a false alarm for the whole run. Empty: 0.05, and 0.01 on the nightly profile.',
    });
    expect(properties['reuse-answers']).toMatchObject({ default: true });
    expect(properties.task).toMatchObject({ default: 'generation' });
  });
});
