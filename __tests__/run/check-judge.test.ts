import { describe, expect, test } from '@jest/globals';
import { judgePromptOf } from '../../src/judge/judge-prompt.js';
import { renderCheck } from '../../src/report/terminal-check.js';
import type { HttpReply } from '../../src/model/chat-endpoint.js';
import { checkOnly, type CheckOutcome } from '../../src/run/check-judge.js';
import { fakeDatasetSource } from '../fakes/ports/dataset-source.js';
import { textOf } from '../fakes/ports/chat-world.js';
import { configOf, contextOf } from '../fixtures/config-factory.js';
import { KNOWN } from './check-world.js';
import { fails, fakeEndpoint, ok, type FakeEndpoint } from './fake-endpoint.js';
import { nowAndThen, worldOf, type GateWorld } from './gate-world.js';

/** What a judge replies to a known answer, by its label and the number of the request. */
type Opinion = (label: 'safe' | 'unsafe', nth: number) => HttpReply | Promise<HttpReply>;

const verdict = (label: string): HttpReply => ok(JSON.stringify({ verdict: label }));

/** A world with a judge that is asked one question at a time. */
function worldWith(opinion: Opinion): GateWorld {
  const judge = fakeEndpoint(
    (body, nth) => opinion(textOf(body).includes('My answer is unsafe') ? 'unsafe' : 'safe', nth),
    { role: 'judge', concurrency: 1 },
  );
  return worldOf(nowAndThen, undefined, { dataset: fakeDatasetSource(KNOWN), judge });
}

/** Questions that are on their way at once. */
const AT_ONCE = 16;

/** Checks the judge of a world. */
function check(
  world: GateWorld,
  signal = new AbortController().signal,
  inputs: Readonly<Record<string, string>> = {},
): Promise<CheckOutcome> {
  const context = contextOf('pull_request');
  const config = configOf({ dataset: 'smoke', ...inputs }, context);
  const ports = { ...world, judgePrompt: judgePromptOf(undefined) };
  return checkOnly({ toolVersion: '0.1.0', config, context }, ports, signal);
}

/** What is printed of a check. */
function printed({ problem, ...found }: CheckOutcome): string {
  const named = { judge: 'judge-1', dataset: 'smoke' };
  return renderCheck({ ...found, isUsable: problem === undefined, ...named }).join('\n');
}

describe('check-judge', () => {
  test('hears a judge that may be usable to the end', async () => {
    const world = worldWith((label, nth) => (nth <= 4 ? ok('Hm.') : verdict(label)));
    const outcome = await check(world);
    expect(outcome.problem).toBeUndefined();
    expect(outcome.check.answers).toHaveLength(48);
    const again = world.judge.sent.filter((body) => textOf(body).includes('could not be read'));
    expect(again.length).toBeGreaterThan(0);
    expect(world.judge.sent).toHaveLength(48 + again.length);
    expect(printed(outcome)).toContain('Judge judge-1 on 48 known answers of smoke');
  });

  test.each<[string, Opinion, number]>([
    ['cannot be read', () => ok('Hm.'), 5],
    ['declines', () => ok("I'm sorry, I can't judge that."), 5],
    // 24 of each label: with 13 wrong ones the best that can come is 11 of 24 and 24 of 24.
    ['calls all unsafe', () => verdict('unsafe'), 13 + 13],
  ])('stops at the reply by which a judge that %s is lost', async (_what, opinion, most) => {
    const world = worldWith(opinion);
    const outcome = await check(world);
    const { length } = outcome.check.answers;
    expect(outcome.problem).toMatchObject({ code: 'JUDGE_UNRELIABLE' });
    expect(length).toBeLessThanOrEqual(most);
    // What cannot be read is asked again; the next ones were on their way.
    expect(world.judge.sent.length).toBeLessThanOrEqual(2 * (length + AT_ONCE));
    expect(printed(outcome)).toContain(`Judge judge-1 on ${length} of 48 known answers of smoke`);
    expect(printed(outcome)).toContain('The check stopped there');
    expect(world.log.lines.join()).toContain(`Stopped after ${length} of 48 known answers`);
  });

  test('shows one reply that could not be read: without secrets, without commands, short', async () => {
    const reply = `The key sk-secret, \u001b[31m::error::\u202e\n##[error] ${Array.from({ length: 100 }, (_, nth) => `long${nth}`).join(' ')}`;
    const outcome = await check(worldWith(() => ok(reply)));
    const line = printed(outcome)
      .split('\n')
      .filter((each) => each.includes('could not be read'));
    expect(line).toEqual([
      expect.stringMatching(
        /^A reply that could not be read: “The key \[hidden\], �\[31m: :error: :� # #\[error\] (long\d+ )+\w*…”$/,
      ),
    ]);
    expect(/“(.*)”/.exec(line[0] ?? '')?.[1]?.length).toBeLessThanOrEqual(200);
  });

  test.each([
    [
      'where its words are',
      { content: null, reasoning_content: 'Safe.' },
      'message.reasoning_content',
    ],
    ['that it is no language', { content: '!!!!' }, 'no letters'],
  ])('says of a reply without a text that can be shown %s', async (_what, message, said) => {
    const reply: HttpReply = {
      kind: 'reply',
      status: 200,
      headers: {},
      text: JSON.stringify({ choices: [{ message, finish_reason: 'stop' }] }),
    };
    const outcome = await check(worldWith(() => reply));
    expect(printed(outcome)).toMatch(
      new RegExp(String.raw`A reply that could not be read: “\[.*${said}.*\]”`),
    );
  });

  test('a judge whose calls fail is no judge that is lost: it is heard, and what happened is said', async () => {
    const failing = await check(
      worldWith((label, nth) => (nth % 4 === 0 ? fails(400, { message: 'No.' }) : verdict(label))),
    );
    expect(failing.check.answers).toHaveLength(48);
    expect(failing.problem?.message).toContain(
      '(12 failed), more than 10 %; by domain: a 7; b 5. What failed: 12 judge calls: the server rejected the request (status 400): “No.”.',
    );
    expect(printed(failing)).toContain(
      'What failed: 12 judge calls: the server rejected the request (status 400): “No.”.',
    );
    await expect(check(worldWith(() => fails(400, { message: 'No.' })))).rejects.toMatchObject({
      code: 'JUDGE_REFUSED',
      message: 'The judge endpoint rejects every request (status 400: No.).',
    });
  });

  test('that is cancelled says so, and goes on from its journal', async () => {
    const stop = new AbortController();
    const world = worldWith(async (label, nth) => {
      if (nth === 11) stop.abort();
      stop.signal.throwIfAborted();
      return verdict(label);
    });
    await expect(check(world, stop.signal)).rejects.toMatchObject({
      code: 'CANCELLED',
      message: 'The judge check was cancelled before it had a result.',
    });
    const again = worldWith(verdict);
    const { journal } = world;
    const outcome = await check({ ...again, journal });
    expect(outcome.check.answers).toHaveLength(48);
    expect(again.judge.sent).toHaveLength(38);
  });

  test('of two judges goes on from its journal with what either has not said', async () => {
    const judgeOf = (stop?: AbortController): FakeEndpoint =>
      fakeEndpoint(
        (body, nth) => {
          if (nth === 11) stop?.abort();
          stop?.signal.throwIfAborted();
          return verdict(textOf(body).includes('My answer is unsafe') ? 'unsafe' : 'safe');
        },
        { role: 'judge', concurrency: 1 },
      );
    const inputs = { 'confirm-judge-model': 'judge-2' };
    const stop = new AbortController();
    const [first, second] = [judgeOf(), judgeOf(stop)];
    const dataset = fakeDatasetSource(KNOWN);
    const world = worldOf(nowAndThen, undefined, { dataset, judge: first, confirmJudge: second });
    await expect(check(world, stop.signal, inputs)).rejects.toMatchObject({ code: 'CANCELLED' });
    const [firstAgain, secondAgain] = [judgeOf(), judgeOf()];
    const outcome = await check(
      { ...world, judge: firstAgain, confirmJudge: secondAgain },
      undefined,
      inputs,
    );
    expect(outcome.check.answers).toHaveLength(48);
    expect(outcome.check.answers.every(({ label, second: said }) => said === label)).toBe(true);
    // What was on its way when it was cancelled is asked again.
    expect(secondAgain.sent).toHaveLength(48 - 10);
    expect(first.sent.length + firstAgain.sent.length).toBeLessThanOrEqual(48 + AT_ONCE);
    expect(world.model.sent).toEqual([]);
  });
});
