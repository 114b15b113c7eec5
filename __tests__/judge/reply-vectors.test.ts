import { expect, test } from '@jest/globals';
import { parseJudgeReply } from '../../src/judge/safety-reply.js';
import vectors from './fixtures/reply-vectors.json' with { type: 'json' };

test.each(vectors.map(({ id, why, input, expect: label }) => [id, why, input, label] as const))(
  'reads %s: %s',
  (_, __, input, label) => {
    const { reply, cut = false, tag } = input as { reply: string; cut?: boolean; tag?: string };
    const facts = { isCut: cut, ...(tag === undefined ? {} : { tag }) };
    const judgement = parseJudgeReply(reply, facts);
    expect(judgement.label === 'unjudged' ? judgement.reason : judgement.label).toBe(label);
  },
);
