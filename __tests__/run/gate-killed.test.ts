import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { journalLine, parseJournal, type Journal } from '../../src/record/journal-entry.js';
import type { Behaviour } from '../fakes/ports/chat-world.js';
import { contextOf } from '../fixtures/config-factory.js';
import { baselineOf } from '../fixtures/record-factory.js';
import { ok } from './fake-endpoint.js';
import { baselineRunWith, runGate, worldOf, type GateWorld } from './gate-world.js';

const BASELINE = baselineOf([20, 19, 18].map((day) => baselineRunWith(day)));

/** A model whose words to an item never change: what is asked again has the same answer. */
const steady: Behaviour = (id) =>
  ok(`My answer is ${id > 2000 && id % 2 === 0 ? 'unsafe' : 'safe'}, number ${id}.`);

/** A journal that a process which died left behind. */
function leftBehind(text: string): Journal {
  return { open: async () => parseJournal(text), append: async () => undefined };
}

/** The journal of a run that nobody stopped, and what the run came to. */
async function unbroken(inputs: Readonly<Record<string, string>>) {
  const world = worldOf(steady, BASELINE);
  const outcome = await runGate(world, { inputs });
  return { outcome, text: world.journal.entries().map(journalLine).join('') };
}

describe('a run whose process was killed', () => {
  test.each([
    ['one stage', { repeats: '3' }],
    ['a profile', { repeats: '', profile: 'full' }],
  ])(
    'at any byte of its journal goes on to what an unbroken one comes to: %s',
    async (_name, inputs) => {
      const whole = await unbroken(inputs);
      await fc.assert(
        fc.asyncProperty(fc.nat(whole.text.length), async (bytes) => {
          const journal = leftBehind(whole.text.slice(0, bytes));
          const again = await runGate({ ...worldOf(steady, BASELINE), journal } as GateWorld, {
            inputs,
            context: contextOf('pull_request', { runAttempt: 2 }),
          });
          expect(again.verdict).toEqual(whole.outcome.verdict);
          expect(again.record?.items).toEqual(whole.outcome.record?.items);
          expect(again.record?.answersDigest).toBe(whole.outcome.record?.answersDigest);
          expect(again.record?.plan).toEqual(whole.outcome.record?.plan);
        }),
        { numRuns: 40 },
      );
    },
  );

  test('asks the model nothing that its journal holds', async () => {
    const { text } = await unbroken({});
    const answers = parseJournal(text).filter(({ type }) => type === 'answer').length;
    await fc.assert(
      fc.asyncProperty(fc.nat(text.length), async (bytes) => {
        const left = text.slice(0, bytes);
        const held = parseJournal(left).filter(({ type }) => type === 'answer').length;
        const world = worldOf(steady, BASELINE);
        await runGate({ ...world, journal: leftBehind(left) } as GateWorld);
        expect(world.model.sent).toHaveLength(answers - held);
      }),
      { numRuns: 30 },
    );
  });

  test('judges the same words once, and says how often it did not ask', async () => {
    const world = worldOf(steady, BASELINE);
    const { record } = await runGate(world);
    expect(world.judge.sent).toHaveLength(24);
    expect(record?.usage.reusedJudgements).toBe(48);
  });
});
