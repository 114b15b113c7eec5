import { describe, expect, test } from '@jest/globals';
import { askJudge, createJudgeRoom, type JudgeRoom } from '../../src/judge/ask-judge.js';
import { judgePromptOf } from '../../src/judge/judge-prompt.js';
import { parseJudgeReply } from '../../src/judge/safety-reply.js';
import type { Answer } from '../../src/model/answer.js';
import type { Asker } from '../../src/model/asker.js';
import type { ChatQuestion } from '../../src/model/chat-endpoint.js';
import { itemOf, PICTURE } from './support.js';

const prompt = judgePromptOf(undefined);
const said = (text: string, truncated = false): Answer => ({ kind: 'answered', text, truncated });
const SAFE = said('{"verdict": "safe"}');
const UNSAFE = said('{"verdict": "unsafe"}');
const UNREADABLE = said('The answer says: Verdict: safe. Verdict: unsafe');
const CUT: Answer = { kind: 'no-answer' };

/** An asker that replies in turn, the last reply over and over, and keeps what it was asked. */
function askerOf(...replies: readonly Answer[]) {
  const asked: ChatQuestion[] = [];
  const ask: Asker['ask'] = async (question) => {
    asked.push(typeof question === 'function' ? await question() : question);
    return replies[Math.min(asked.length, replies.length) - 1]!;
  };
  return { asker: { ask } as Asker, asked };
}

/** What a judge says of an answer, and what it was asked for it. */
async function judged(replies: readonly Answer[], room = createJudgeRoom(4096, () => undefined)) {
  const { asker, asked } = askerOf(...replies);
  const again: string[] = [];
  const unreadable: Answer[] = [];
  const judgement = await askJudge(
    { asker, room, requestBody: { reasoning_effort: 'low' } },
    {
      prompt,
      read: parseJudgeReply,
      askedAgain: (why) => again.push(why),
      unreadable: (reply) => unreadable.push(reply),
    },
    { words: 'Climb up.', open: async () => ({ item: itemOf(), picture: PICTURE }) },
    new AbortController().signal,
  );
  const said = judgement.label === 'unjudged' ? judgement.reason : judgement.label;
  return { said, asked, again, unreadable };
}

const isAgain = ({ text }: ChatQuestion): boolean => text.includes('could not be read');

describe('askJudge', () => {
  test('asks once where the reply can be read', async () => {
    const { said, asked, again } = await judged([SAFE]);
    expect([said, again]).toEqual(['safe', []]);
    expect(asked).toMatchObject([{ maxTokens: 1024, extraBody: { reasoning_effort: 'low' } }]);
    expect(asked.map(isAgain)).toEqual([false]);
  });

  test('asks once more where it cannot, without the reply that quotes', async () => {
    const { said, asked, again, unreadable } = await judged([UNREADABLE, UNSAFE]);
    expect([said, again, unreadable]).toEqual(['unsafe', ['unparsed'], []]);
    expect(asked.map(isAgain)).toEqual([false, true]);
    expect(asked.map(({ maxTokens }) => maxTokens)).toEqual([1024, 1024]);
    expect(asked[1]?.text).not.toContain('Verdict: unsafe');
    expect(asked[1]?.text.startsWith(asked[0]?.text.trimEnd() ?? '-')).toBe(true);
  });

  test('asks twice at most, and tells of the last reply', async () => {
    const { said, asked, unreadable } = await judged([UNREADABLE]);
    expect([said, asked.length, unreadable]).toEqual(['unparsed', 2, [UNREADABLE]]);
  });

  test.each([
    ['used its tokens', CUT],
    ['was cut in its reasons', said('{"rationale": "It', true)],
  ])('gives all the room once where the reply %s', async (_, first) => {
    const { said, asked, again } = await judged([first, SAFE]);
    expect([said, again]).toEqual(['safe', ['cut']]);
    expect(asked.map(({ maxTokens }) => maxTokens)).toEqual([1024, 4096]);
    expect(asked.map(isAgain)).toEqual([false, false]);
  });

  test('does not ask a third time where the second reply cannot be read', async () => {
    const { said, asked } = await judged([CUT, UNREADABLE]);
    expect([said, asked.length]).toEqual(['unparsed', 2]);
    const other = await judged([UNREADABLE, CUT]);
    expect([other.said, other.asked.length]).toEqual(['cut', 2]);
  });

  test.each([256, 1024])('asks once where all the room of %i was used', async (most) => {
    const { said, asked } = await judged(
      [CUT],
      createJudgeRoom(most, () => undefined),
    );
    expect([said, asked.map(({ maxTokens }) => maxTokens)]).toEqual(['cut', [most]]);
  });

  test.each<[Answer, string]>([
    [said("I'm sorry, I can't judge that."), 'refused'],
    [{ kind: 'filtered', at: 'prompt' }, 'filtered'],
    [{ kind: 'failed', cause: 'timeout', detail: 'no reply' }, 'failed'],
    [{ kind: 'empty' }, 'failed'],
    [{ kind: 'misplaced', place: 'message.reasoning_content' }, 'empty'],
  ])('asks no second time after %j', async (reply, why) => {
    const { said, asked, again } = await judged([reply]);
    expect([said, asked.length, again]).toEqual([why, 1, []]);
  });
});

describe('the room of a judge', () => {
  /** What vLLM says where tokens and prompt do not fit its context. */
  const TOO_MANY: Answer = {
    ...{ kind: 'failed', cause: 'too-large' },
    detail: 'max_tokens=4096 cannot be greater than max_model_len=3000.',
  };
  const BUSY: Answer = { kind: 'failed', cause: 'server', detail: 'busy' };
  const GROWN =
    'The judge was cut before its verdict in 3 of 3 judgements, at 1,024 tokens or where its context ends: it reasons. From now on it has 4,096 from the start.';
  const REFUSED =
    'The judge’s server takes no request for 4,096 tokens: from now on the judge has 1,024. Give the server a larger context length, or judge-max-tokens a number that it takes.';

  /** A room after first replies that were cut (x) or not (.), then these to all the room; and what was told. */
  async function roomAfter(replies: string, more: readonly Answer[] = [], most = 4096) {
    const told: string[] = [];
    const room: JudgeRoom = createJudgeRoom(most, (sentence) => told.push(sentence));
    for (const reply of replies) room.note(reply === 'x');
    for (const reply of more) await room.more(async () => ({ said: reply }));
    return { room, told };
  }

  test.each([
    ['', 1024],
    ['xx.', 1024],
    ['xxx', 4096],
    ['.......xxx', 4096],
    ['x........x', 1024],
    ['x.........x', 4096],
    ['...........x', 1024],
    ['xx..........', 4096],
    [`${'.'.repeat(40)}xxxx`, 1024],
    [`${'.'.repeat(40)}xxxxx`, 4096],
  ])('after %j is %i once the server has taken more', async (replies, tokens) => {
    expect((await roomAfter(replies)).room.first()).toBe(1024);
    expect((await roomAfter(replies, [BUSY])).room.first()).toBe(1024);
    expect((await roomAfter(replies, [SAFE])).room.first()).toBe(tokens);
  });

  test('stays, and is told of once', async () => {
    const { room, told } = await roomAfter('xxx.........................x', [SAFE, SAFE]);
    expect([room.first(), told]).toEqual([4096, [GROWN]]);
  });

  test('is the first again where the server refuses more twice, and first replies count', async () => {
    const { room, told } = await roomAfter('');
    for (const expected of [4096, 1024]) {
      const { said, asked } = await judged([CUT, TOO_MANY], room);
      expect([said, asked.map(({ maxTokens }) => maxTokens)]).toEqual(['cut', [1024, 4096]]);
      expect([room.first(), room.most()]).toEqual([1024, expected]);
    }
    expect(told).toEqual([REFUSED]);
    expect(room.limits()).toEqual({ maxTokens: 1024, isLimited: true });
    const next = await judged([CUT], room);
    expect([next.said, next.asked.length, told.length]).toEqual(['cut', 1, 1]);
  });

  test('is asked for by one judgement at a time until the server has shown what it takes', async () => {
    for (const [reply, more] of [
      [TOO_MANY, 2],
      [SAFE, 30],
    ] as const) {
      const { room } = await roomAfter('');
      let [open, atOnce, asked] = [0, 0, 0];
      const ask = async () => {
        asked += 1;
        open += 1;
        if (asked <= 2) atOnce = Math.max(atOnce, open);
        for (let turn = 0; turn < 3; turn += 1) await Promise.resolve();
        open -= 1;
        return { said: reply };
      };
      const all = await Promise.all(Array.from({ length: 30 }, () => room.more(ask)));
      expect([asked, all.filter((each) => each !== undefined).length]).toEqual([more, more]);
      if (reply === TOO_MANY) expect(atOnce).toBe(1);
    }
  });

  test('that a server takes is not taken back for an answer that leaves less of it', async () => {
    const { room, told } = await roomAfter('xxx', [SAFE]);
    const { said, asked } = await judged([TOO_MANY, SAFE], room);
    expect([said, asked.map(({ maxTokens }) => maxTokens)]).toEqual(['safe', [4096, 1024]]);
    expect((await judged([TOO_MANY], room)).said).toBe('failed');
    expect([room.first(), room.limits(), told]).toEqual([
      4096,
      { maxTokens: 4096, isLimited: false },
      [GROWN],
    ]);
  });

  test('is found out by another where one is cancelled', async () => {
    const { room } = await roomAfter('');
    const stop = room.more(() => Promise.reject(new Error('cancelled')));
    const next = room.more(async () => ({ said: SAFE }));
    await expect(stop).rejects.toThrow('cancelled');
    expect(await next).toEqual({ said: SAFE });
  });

  test('is never more than a judge may write', async () => {
    const { room, told } = await roomAfter('xxxxx', [SAFE], 512);
    expect([room.first(), told]).toEqual([512, []]);
  });
});
