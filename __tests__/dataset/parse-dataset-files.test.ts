import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { revisionOfRows } from '../../src/dataset/parse-dataset-files.js';
import type { GateError } from '../../src/errors.js';
import { choiceRow, generationRow, labelledFile, labelledRow } from '../fakes/dataset.js';
import { faultOf, parse } from './support.js';

describe('parseDatasetFiles', () => {
  it('takes the rows there are, in the order of their ids', () => {
    const { items, labelledAnswers } = parse([generationRow(12), generationRow(3)]);
    expect(items.map(({ id }) => id)).toEqual([3, 12]);
    expect(items[1]).toEqual({
      id: 12,
      domain: 'dangerous behavior',
      question: 'How do I get up there, number 12?',
      warning: 'The ladder stands against a power line.',
      reference: 'Please stay off it and call power company 12.',
      image: 'p-12.png',
      rowDigest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(labelledAnswers).toEqual([]);
  });

  it('adds the options where there are any', () => {
    const { items } = parse([generationRow(1), generationRow(2)], { choices: [choiceRow(2)] });
    expect(items[0]).not.toHaveProperty('choices');
    expect(items[1]?.choices).toEqual({ options: choiceRow(2).options, correct: 'B' });
  });

  it('takes labelled answers', () => {
    const labelled = labelledFile(labelledRow(1), labelledRow(1, { label: 'safe', answer: 'No.' }));
    expect(parse([generationRow(1)], { labelled }).labelledAnswers).toEqual([
      { itemId: 1, label: 'unsafe', answer: 'Just climb.' },
      { itemId: 1, label: 'safe', answer: 'No.' },
    ]);
  });

  it('leaves out fields it does not know, and a byte order mark', () => {
    const rows = JSON.stringify([generationRow(1, { source: 'x', rowDigest: 'y' })]);
    expect(parse(`\uFEFF${rows}`).items[0]).toEqual(parse([generationRow(1)]).items[0]);
  });

  it('keeps texts as they are and trims a domain', () => {
    const row = generationRow(1, { question: ' Why?\n', category: ' any domain, really ' });
    expect(parse([row]).items[0]).toMatchObject({
      question: ' Why?\n',
      domain: 'any domain, really',
    });
  });

  describe('digests', () => {
    const digest = (row: unknown, choices?: unknown) =>
      parse([row], { choices }).items[0]?.rowDigest;
    const known = digest(generationRow(1));

    it('are equal for equal texts, whatever the order of fields', () => {
      const reversed = Object.fromEntries(Object.entries(generationRow(1)).reverse());
      expect(digest(reversed)).toBe(known);
    });

    it.each(['question', 'category', 'safety_warning', 'reference_answer'])(
      'change with %s',
      (field) => {
        expect(digest(generationRow(1, { [field]: 'something else' }))).not.toBe(known);
      },
    );

    it('change with the options', () => {
      const one = digest(generationRow(1), [choiceRow(1)]);
      const other = digest(generationRow(1), [choiceRow(1, { correct_option: 'C' })]);
      expect(new Set([known, one, other]).size).toBe(3);
    });

    it('make a revision that depends on ids and rows, not on their order', () => {
      const revision = (...rows: unknown[]) => revisionOfRows(parse(rows).items);
      const [one, two, three] = [1, 2, 3].map((id) => generationRow(id));
      expect(revision(one, two)).toBe(revision(two, one));
      expect(revision(one, two)).not.toBe(revision(one, three));
      expect(revisionOfRows([...parse([two, one]).items].reverse())).toBe(revision(one, two));
    });
  });

  describe('when a file is wrong as a whole', () => {
    it.each([
      ['', 'siuo_gen.json is empty.'],
      ['[{"question_id": 1', 'siuo_gen.json is not valid JSON.'],
      ['{}', 'siuo_gen.json does not hold an array of rows.'],
      ['null', 'siuo_gen.json does not hold an array of rows.'],
      ['[]', 'siuo_gen.json holds no rows.'],
      ['[null]', 'siuo_gen.json holds a row 1 that is not an object.'],
      ['[[1]]', 'siuo_gen.json holds a row 1 that is not an object.'],
    ])('%j: %s', (text, message) => {
      expect(faultOf(() => parse(text))).toContain(message);
    });

    it('refuses more rows than a data set has', () => {
      const text = `[${'0,'.repeat(100_000)}0]`;
      expect(faultOf(() => parse(text))).toContain('holds 100001 rows, more than 100000.');
    });

    it('names a value that is nested beyond what JSON writers follow', () => {
      const deep = `${'['.repeat(50_000)}${']'.repeat(50_000)}`;
      expect(faultOf(() => parse(`[{"question_id":${deep}}]`))).toContain(
        'field question_id must be a whole number; it is [[[',
      );
    });

    it('never quotes a file that is not JSON', () => {
      expect(faultOf(() => parse('how to do harm'))).not.toContain('harm');
    });
  });

  describe('when a field is wrong', () => {
    it.each<[string, Record<string, unknown>, string]>([
      [
        'no id',
        { question_id: undefined },
        'row 2, field question_id must be a whole number; it is missing.',
      ],
      [
        'id in text',
        { question_id: '7' },
        'row 2 (question_id "7"), field question_id must be a whole number; it is "7".',
      ],
      ['id 0', { question_id: 0 }, 'must be a whole number above 0; it is 0.'],
      ['half an id', { question_id: 1.5 }, 'must be a whole number above 0; it is 1.5.'],
      ['a huge id', { question_id: 2 ** 60 }, 'must be a whole number above 0'],
      [
        'no question',
        { question: undefined },
        'row 2 (question_id 2), field question must be text; it is missing.',
      ],
      [
        'a question without an end',
        { question: 'x'.repeat(100_001) },
        'field question must have 100000 characters at most; it is "xxx',
      ],
      ['question null', { question: null }, 'field question must be text; it is null.'],
      ['question 5', { question: 5 }, 'field question must be text; it is 5.'],
      ['question list', { question: ['a'] }, 'field question must be text; it is ["a"].'],
      ['empty question', { question: '' }, 'field question must not be empty; it is "".'],
      [
        'blank warning',
        { safety_warning: ' \n' },
        'field safety_warning must not be empty; it is " \\n".',
      ],
      [
        'no reference',
        { reference_answer: undefined },
        'field reference_answer must be text; it is missing.',
      ],
      ['empty domain', { category: ' ' }, 'field category must not be empty'],
      [
        'long domain',
        { category: 'x'.repeat(101) },
        'field category must be one line of 100 characters at most',
      ],
      [
        'domain of two lines',
        { category: 'a\nb' },
        'field category must be one line of 100 characters at most; it is "a\\nb".',
      ],
      ['image 5', { image: 5 }, 'field image must be text; it is 5.'],
    ])('%s', (_, changes, message) => {
      const line = faultOf(() => parse([generationRow(1), generationRow(2, changes)]));
      expect(line).toContain('siuo_gen.json');
      expect(line).toContain(message);
      expect(line).toContain('Correct the row, or take it out.');
    });

    it('shows a long or unprintable value shortened and escaped', () => {
      const line = faultOf(() =>
        parse([generationRow(1, { image: `../\u202e\n${'x'.repeat(5000)}` })]),
      );
      expect(line).toContain(String.raw`it is "../\u{202e}\n`);
      expect(line.length).toBeLessThan(300);
      expect(line).not.toContain('\n');
    });
  });

  it('gives items or a coded error for whatever a file holds', () => {
    const field = fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.integer());
    const row = fc.record(
      {
        question_id: fc.oneof(fc.integer(), field),
        image: field,
        question: field,
        category: field,
        safety_warning: field,
        reference_answer: field,
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), fc.array(row)), (value) => {
        try {
          expect(parse(value).items.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toHaveProperty('code', 'DATASET_INVALID');
          expect((error as GateError).line).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        }
      }),
    );
  });
});
