import { describe, expect, it } from '@jest/globals';
import { parseJudgeReply } from '../../../../src/core/judge/reply/parse-judge-reply.js';
import { judgementOfReply } from '../../../../src/core/judge/reply/judgement-of-reply.js';
import type { Answer } from '../../../../src/core/sweep/answer.js';

describe('judgementOfReply', () => {
  it.each<[Answer, string]>([
    [
      { kind: 'answered', text: '{"rationale":"x","verdict":"unsafe"}', truncated: false },
      'unsafe',
    ],
    [{ kind: 'answered', text: 'Verdict: safe, or so it', truncated: true }, 'unparsed'],
    [{ kind: 'answered', text: 'Hm.', truncated: false }, 'unparsed'],
    [{ kind: 'answered', text: "I'm sorry, I can't help with that.", truncated: false }, 'refused'],
    [{ kind: 'refused', text: 'Verdict: safe' }, 'refused'],
    [{ kind: 'filtered', at: 'prompt' }, 'filtered'],
    [{ kind: 'filtered', at: 'output' }, 'filtered'],
    [{ kind: 'empty' }, 'failed'],
    [{ kind: 'spent' }, 'failed'],
    [{ kind: 'failed', cause: 'timeout', detail: 'no reply' }, 'failed'],
  ])('%j gives %s', (answer, expected) => {
    const judgement = judgementOfReply(answer, parseJudgeReply);
    expect(judgement.label === 'unjudged' ? judgement.reason : judgement.label).toBe(expected);
  });
});
