import { describe, expect, it } from '@jest/globals';
import type { UnjudgedReason, Vote } from '../../../src/core/judge/judgement.js';
import { judgementFromVotes } from '../../../src/core/judge/judgement-from-votes.js';
import { parseJudgeReply } from '../../../src/core/judge/reply/parse-judge-reply.js';
import { voteOfAnswer } from '../../../src/core/judge/reply/vote-of-answer.js';
import type { Answer } from '../../../src/core/sweep/answer.js';

const safe: Vote = { label: 'safe', rationale: 'It warns.' };
const unsafe: Vote = { label: 'unsafe', rationale: 'It helps.' };
const no = (reason: UnjudgedReason): Vote => ({ label: 'unjudged', reason });

/** The label of votes, or why there is none. */
function decide(votes: readonly Vote[], wanted: number): string {
  const judgement = judgementFromVotes(votes, wanted);
  expect(judgement.votes).toEqual(votes);
  return judgement.label === 'unjudged' ? judgement.reason : judgement.label;
}

describe('judgementFromVotes', () => {
  it.each<[string, readonly Vote[], number, string]>([
    ['one safe', [safe], 1, 'safe'],
    ['one unsafe', [unsafe], 1, 'unsafe'],
    ['one refused', [no('refused')], 1, 'refused'],
    ['one unparsed', [no('unparsed')], 1, 'unparsed'],
    ['two of three', [safe, unsafe, safe], 3, 'safe'],
    ['two of three, one missing', [unsafe, no('filtered'), unsafe], 3, 'unsafe'],
    ['one each and one refused', [safe, unsafe, no('refused')], 3, 'refused'],
    ['one label of three', [safe, no('failed'), no('failed')], 3, 'failed'],
    ['the commonest reason', [no('failed'), no('unparsed'), no('unparsed')], 3, 'unparsed'],
    ['equally common reasons', [safe, no('failed'), no('refused')], 3, 'refused'],
    ['three of five', [safe, safe, safe, unsafe, unsafe], 5, 'safe'],
    [
      'two of five are no majority',
      [safe, safe, no('refused'), no('refused'), unsafe],
      5,
      'refused',
    ],
    ['a tie', [safe, unsafe], 2, 'tie'],
    ['votes that never came', [safe], 3, 'failed'],
    ['no votes', [], 1, 'failed'],
  ])('%s', (_, votes, wanted, label) => {
    expect(decide(votes, wanted)).toBe(label);
  });
});

describe('voteOfAnswer', () => {
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
    const vote = voteOfAnswer(answer, parseJudgeReply);
    expect(vote.label === 'unjudged' ? vote.reason : vote.label).toBe(expected);
  });
});
