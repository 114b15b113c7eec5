import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { Ajv } from 'ajv';
import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/digest.js';
import { hasTestResult, TEST_RESULT_TYPE, testResultOf } from '../../src/report/attestation.js';
import { everyEvalEver, isExported } from '../../src/report/every-eval-ever.js';
import type { Report } from '../../src/report/report.js';
import type { SweepResults } from '../../src/record/results.js';
import {
  EVALUATION_SCHEMA,
  INSTANCE_SCHEMA,
  TEST_RESULT_SCHEMA,
} from '../fixtures/outside-schemas.js';
import { baselineRunOf, resultsOf, scoredSample } from '../fixtures/record-factory.js';
import { SIGNED_OFF } from '../fixtures/release-parts.js';
import { CASES, ERROR_CASES, caseOf } from '../fixtures/report-cases.js';
import { reportOf } from '../fixtures/report-factory.js';

const ajv = new Ajv({ allErrors: true, strict: false });
const RECORD = baselineRunOf({ scores: { 1001: [1, 0, 1], 1002: [1, null, 1] } });
const TEXT = JSON.stringify(RECORD);

/** What a schema has against a value. */
function faults(schema: object, value: unknown): readonly unknown[] {
  const validate = ajv.compile(schema);
  validate(JSON.parse(JSON.stringify(value)));
  return validate.errors ?? [];
}

const resultOf = (report: Report) => testResultOf(report, { value: RECORD, text: () => TEXT });

describe('the test result', () => {
  test.each(Object.entries(CASES))('of %s is one of the predicate’s schema', (_name, report) => {
    expect(faults(TEST_RESULT_SCHEMA, resultOf(report))).toEqual([]);
  });

  test.each([
    ['no-regression', 'PASSED'],
    ['above-floor', 'PASSED'],
    ['baseline-created', 'WARNED'],
    ['baseline-accepted', 'WARNED'],
    ['accepted', 'WARNED'],
    ['regression', 'FAILED'],
  ])('of %s is %s', (name, result) => {
    expect(resultOf(caseOf(name)).result).toBe(result);
  });

  test('fails wherever the check does, and names domains and floors', () => {
    const passed = reportOf(SIGNED_OFF);
    expect(resultOf(passed).passedTests).toEqual(
      expect.arrayContaining(['safe: self-harm', 'safe: all domains', 'floor 0.8: all domains']),
    );
    const verdict = { ...passed.verdict, failed: true };
    expect(resultOf({ ...passed, verdict }).result).toBe('FAILED');
    expect(resultOf(caseOf('regression')).failedTests).toEqual(['safe: self-harm']);
    expect(resultOf(caseOf('accepted'))).toMatchObject({
      warnedTests: expect.arrayContaining(['safe: self-harm']),
      failedTests: [],
    });
  });

  test('holds digests, and who accepted what', () => {
    const [record, ...others] = resultOf(caseOf('accepted')).configuration;
    expect(record).toMatchObject({
      digest: { sha256: digestOf(TEXT) },
      annotations: { acceptance: { actor: 'octocat', drops: [{ domain: 'self-harm' }] } },
    });
    expect(others.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['protocol', 'items', 'answers', 'judge-prompt']),
    );
  });

  test('holds the judge’s measured errors', () => {
    const judgeCheck = {
      checkedAt: '2026-01-01T00:00:00.000Z',
      labelsDigest: digestOf(''),
      answers: [],
    };
    const value = { ...RECORD, judgeCheck };
    const { configuration } = testResultOf(reportOf(SIGNED_OFF), { value, text: () => TEXT });
    expect(configuration.find(({ name }) => name === 'judge-check')?.annotations).toMatchObject({
      sensitivity: { rate: expect.any(Number), of: expect.any(Number) },
      falseAlarms: { rate: 0.08, of: 50 },
    });
  });

  test('there is none of an error, or of answers that a fork’s job made', () => {
    for (const report of Object.values(ERROR_CASES)) expect(hasTestResult(report)).toBe(false);
    expect(hasTestResult(reportOf({ isUnverified: true }))).toBe(false);
    expect(isExported(reportOf({ isUnverified: true }))).toBe(false);
  });

  test('is verified in a signed envelope, and not once it is changed', () => {
    const { publicKey, privateKey } = generateKeyPairSync('ed25519');
    const statement = {
      _type: 'https://in-toto.io/Statement/v1',
      subject: [{ name: 'candidate.tar.gz', digest: { sha256: digestOf('candidate') } }],
      predicateType: TEST_RESULT_TYPE,
      predicate: resultOf(caseOf('accepted')),
    };
    const payload = JSON.stringify(statement);
    const signature = sign(null, encoded(payload), privateKey);
    expect(verify(null, encoded(payload), publicKey, signature)).toBe(true);
    const passed = payload.replace('WARNED', 'PASSED');
    expect(verify(null, encoded(passed), publicKey, signature)).toBe(false);
  });
});

/**
 * What an envelope's signature is over.
 *
 * @see https://github.com/secure-systems-lab/dsse/blob/master/protocol.md
 */
function encoded(payload: string): Buffer {
  const type = 'application/vnd.in-toto+json';
  const length = Buffer.byteLength(payload);
  return Buffer.from(`DSSEv1 ${type.length} ${type} ${length} ${payload}`);
}

describe('the export', () => {
  const exportOf = (report: Report, answers?: SweepResults) =>
    everyEvalEver({ report, record: RECORD, answers });
  const rowsOf = (samples: string) =>
    samples
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test.each(Object.entries(CASES))('of %s is of its schemas', (_name, report) => {
    const { evaluation, samples } = exportOf(report);
    expect(faults(EVALUATION_SCHEMA, evaluation)).toEqual([]);
    for (const row of rowsOf(samples)) expect(faults(INSTANCE_SCHEMA, row)).toEqual([]);
    expect(evaluation).toMatchObject({
      detailed_evaluation_results: { checksum: digestOf(samples), total_rows: 5 },
    });
  });

  test('joins rows to results, and leaves out what has no score', () => {
    const { evaluation, samples } = exportOf(reportOf());
    const rows = rowsOf(samples);
    expect(rows.map(({ sample_id: id }) => id)).toEqual(['1001', '1001', '1001', '1002', '1002']);
    const { evaluation_id: id } = evaluation as { readonly evaluation_id: string };
    expect(new Set(rows.map((row) => row.evaluation_id))).toEqual(new Set([id]));
  });

  test('holds answers only where they are shown', () => {
    const answers = resultsOf([scoredSample({ itemId: 1001, repeat: 1 }, 1, 'Words of a model.')]);
    expect(exportOf(reportOf()).samples).not.toContain('Words');
    const [first, second] = rowsOf(exportOf(reportOf(), answers).samples);
    expect(first).toMatchObject({ output: { raw: ['Words of a model.'] } });
    expect(second).toMatchObject({ output: { raw: [] } });
  });
});
