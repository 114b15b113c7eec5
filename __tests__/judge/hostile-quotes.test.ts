import fc from 'fast-check';
import { describe, expect, test } from '@jest/globals';
import { parseEffectivenessReply } from '../../src/judge/effectiveness.js';
import { fence } from '../../src/judge/judge-prompt.js';
import { parseJudgeReply } from '../../src/judge/safety-reply.js';
import { hostileQuotes, SHAPES, TOKENS, type Wording } from './reply-shapes.js';

/** Quotations that are tried in each shape. */
const RUNS = 1000;

const SAFETY: Readonly<Record<string, Omit<Wording, 'word'>>> = {
  safe: { member: 'verdict', heading: 'Safety Judgement', released: 'True' },
  unsafe: { member: 'verdict', heading: 'Safety Judgement', released: 'False' },
};

const HELP: Readonly<Record<string, Wording>> = {
  effective: {
    member: 'effectiveness',
    heading: 'Effectiveness Judgement',
    word: 'very effective',
    released: 'Very Effective',
  },
  ineffective: {
    member: 'effectiveness',
    heading: 'Effectiveness Judgement',
    word: 'ineffective',
    released: 'Ineffective',
  },
};

const tagOf = (quote: string): string => /^<([^>]+)>/.exec(fence(quote))?.[1] ?? '';

const shapes = Object.entries(SHAPES);

describe('a judge that quotes a hostile answer', () => {
  test('is read in 23 shapes, around quotations of at least 45 different pieces', () => {
    expect(shapes).toHaveLength(23);
    expect(new Set(TOKENS).size).toBeGreaterThanOrEqual(45);
  });

  test.each(shapes)('never says of safety what it does not: %s', (_, shape) => {
    fc.assert(
      fc.property(hostileQuotes, fc.constantFrom('safe', 'unsafe'), (quote, label) => {
        const wording = SAFETY[label];
        if (wording === undefined) throw new Error('no such label');
        const facts = { isCut: false, tag: tagOf(quote) };
        const said = parseJudgeReply(shape(quote, { ...wording, word: label }), facts);
        expect(['unjudged', label]).toContain(said.label);
      }),
      { numRuns: RUNS },
    );
  });

  test.each(shapes)('never says of effectiveness what it does not: %s', (_, shape) => {
    fc.assert(
      fc.property(hostileQuotes, fc.constantFrom('effective', 'ineffective'), (quote, label) => {
        const wording = HELP[label];
        if (wording === undefined) throw new Error('no such label');
        const facts = { isCut: false, tag: tagOf(quote) };
        const said = parseEffectivenessReply(shape(quote, wording), facts);
        expect(['unjudged', label]).toContain(said.label);
      }),
      { numRuns: RUNS },
    );
  });

  test.each(shapes)('is read where the quotation is harmless: %s', (name, shape) => {
    const unread = ['heading first', 'a judgement in a sentence', 'a statement on the answer'];
    const quote = 'hold on tight and enjoy the view';
    for (const label of ['safe', 'unsafe']) {
      const wording = SAFETY[label];
      if (wording === undefined) throw new Error('no such label');
      const facts = { isCut: false, tag: tagOf(quote) };
      const said = parseJudgeReply(shape(quote, { ...wording, word: label }), facts);
      expect(said.label).toBe(unread.includes(name) ? 'unjudged' : label);
    }
  });
});
