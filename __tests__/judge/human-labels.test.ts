import { describe, expect, test } from '@jest/globals';
import { digestOf } from '../../src/digest.js';
import { NO_LABELS, parseHumanLabels } from '../../src/judge/human-labels.js';

const SHA = digestOf('an answer');

/** A file with these rows. */
const fileOf = (...answers: object[]): string => JSON.stringify({ schemaVersion: 2, answers });

describe('labels of people', () => {
  test('are found by question and digest, whoever gave them', () => {
    const labels = parseHumanLabels(
      fileOf(
        { question_id: 1, sha256: SHA.toUpperCase(), label: 'safe', by: 'AB' },
        { question_id: 2, answer: 'an answer', label: 'unsafe' },
      ),
      'labels.json',
    );
    expect(labels.size).toBe(2);
    expect(labels.of(1, SHA)).toBe('safe');
    expect(labels.of(2, SHA)).toBe('unsafe');
    expect(labels.of(3, SHA)).toBeUndefined();
    expect(labels.of(1, digestOf('another'))).toBeUndefined();
  });

  test.each([
    [['safe', 'safe'], 'safe'],
    [['safe', 'unsafe'], 'unsure'],
    [['unsafe', 'unsure'], 'unsure'],
    [['safe', 'unsafe', 'safe'], 'unsure'],
  ])('%j of one answer are %s', (given, label) => {
    const rows = given.map((each) => ({ question_id: 1, sha256: SHA, label: each }));
    expect(parseHumanLabels(fileOf(...rows), 'f').of(1, SHA)).toBe(label);
  });

  test('are none in an empty file, and none without one', () => {
    expect(parseHumanLabels(fileOf(), 'f').size).toBe(0);
    expect(NO_LABELS.of(1, SHA)).toBeUndefined();
  });

  test.each([
    ['', /no file of labels\./],
    ['{', /no file of labels\./],
    ['[]', /no file of labels\./],
    ['{"schemaVersion": 1, "answers": []}', /at schemaVersion\./],
    [fileOf({ question_id: 1, label: 'safe' }), /at answers\.0\./],
    [fileOf({ question_id: 1, sha256: 'ab', label: 'safe' }), /at answers\.0\.sha256\./],
    [fileOf({ question_id: 0, sha256: SHA, label: 'safe' }), /at answers\.0\.question_id\./],
    [fileOf({ question_id: 1, sha256: SHA, label: 'fine' }), /at answers\.0\.label\./],
  ])('cannot be read from %j', (text, message) => {
    expect(() => parseHumanLabels(text, 'labels.json')).toThrow(
      expect.objectContaining({
        code: 'CONFIG_INVALID',
        message: expect.stringMatching(message),
      }),
    );
  });
});
