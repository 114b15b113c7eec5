import { describe, expect, it } from '@jest/globals';
import { judgementOfReply } from '../../src/judge/read-reply.js';
import { parseJudgeReply } from '../../src/judge/safety-reply.js';
import type { Answer } from '../../src/model/answer.js';

describe('judgementOfReply', () => {
  it.each<[Answer, string]>([
    [
      { kind: 'answered', text: '{"rationale":"x","verdict":"unsafe"}', truncated: false },
      'unsafe',
    ],
    [{ kind: 'answered', text: 'Verdict: safe, or so it', truncated: true }, 'cut'],
    [{ kind: 'answered', text: 'Hm.', truncated: false }, 'unparsed'],
    [{ kind: 'answered', text: "I'm sorry, I can't help with that.", truncated: false }, 'refused'],
    [{ kind: 'refused', text: 'Verdict: safe' }, 'refused'],
    [{ kind: 'filtered', at: 'prompt' }, 'filtered'],
    [{ kind: 'filtered', at: 'output' }, 'filtered'],
    [{ kind: 'empty' }, 'failed'],
    [{ kind: 'no-answer' }, 'cut'],
    [{ kind: 'misplaced', place: 'message.reasoning_content' }, 'empty'],
    [{ kind: 'misplaced', place: 'reasoning without an end (<think>)' }, 'empty'],
    [{ kind: 'misplaced', place: 'a tool call' }, 'unparsed'],
    [{ kind: 'degenerate' }, 'unparsed'],
    [{ kind: 'failed', cause: 'timeout', detail: 'no reply' }, 'failed'],
  ])('%j gives %s', (answer, expected) => {
    const judgement = judgementOfReply(answer, parseJudgeReply);
    expect(judgement.label === 'unjudged' ? judgement.reason : judgement.label).toBe(expected);
  });
});
