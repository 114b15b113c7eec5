import { describe, expect, test } from '@jest/globals';
import type { JournalEntry } from '../../src/record/journal-entry.js';
import { fakeDatasetSource } from '../fakes/ports/dataset-source.js';
import { contextOf } from '../fixtures/config-factory.js';
import { honest, judgeWith, KNOWN } from './check-world.js';
import { fakeEndpoint, ok } from './fake-endpoint.js';
import { nowAndThen, runGate, worldOf } from './gate-world.js';
import { BASELINE, report, sweepShards } from './report-world.js';

const CANCELLED = { verdict: 'error', reason: 'cancelled', failed: true };
/** A first nightly whose judge is checked on 48 known answers. */
const NIGHTLY = { context: contextOf('schedule'), inputs: { repeats: '1' } };
const checked = () => ({ dataset: fakeDatasetSource(KNOWN), judge: judgeWith(honest) });

describe('a run that is cancelled', () => {
  test.each(['model', 'judge'] as const)('waits for its %s no longer', async (role) => {
    const cancel = new AbortController();
    const reason = new Error('SIGINT');
    const seen: unknown[] = [];
    const world = worldOf(nowAndThen, BASELINE);
    const untilUp = async (signal: AbortSignal): Promise<void> => {
      cancel.abort(reason);
      seen.push(signal.reason);
      signal.throwIfAborted();
    };
    const waiting = { ...world, [role]: { ...world[role], untilUp } };
    const outcome = await runGate(waiting, { signal: cancel.signal });
    expect(outcome.verdict).toEqual(CANCELLED);
    expect(seen).toEqual([reason]);
    expect([...world.model.sent, ...world.judge.sent]).toEqual([]);
  });

  test('asks its judge about no further known answer', async () => {
    const cancel = new AbortController();
    const judge = fakeEndpoint(
      (_body, nth) => {
        if (nth === 5) cancel.abort(new Error('SIGINT'));
        return ok('{"verdict":"safe"}');
      },
      { role: 'judge', concurrency: 1 },
    );
    const world = worldOf(nowAndThen, undefined, { ...checked(), judge });
    const outcome = await runGate(world, { ...NIGHTLY, signal: cancel.signal });
    expect(outcome.verdict).toEqual(CANCELLED);
    expect(judge.sent).toHaveLength(5);
  });
});

describe('a journal that cannot be written', () => {
  test.each<JournalEntry['type']>(['begun', 'answer', 'check', 'judgement', 'finished'])(
    'stops the run at its first entry of type %s',
    async (type) => {
      const world = worldOf(nowAndThen, undefined, checked());
      const journal = {
        ...world.journal,
        append: (entry: JournalEntry) =>
          entry.type === type
            ? Promise.reject(new Error('ENOSPC: no space left'))
            : world.journal.append(entry),
      };
      const outcome = await runGate({ ...world, journal }, NIGHTLY);
      expect(outcome.verdict).toMatchObject({ verdict: 'error', failed: true });
      expect(outcome.error?.message).toContain('ENOSPC');
      expect(outcome.baseline).toBeUndefined();
    },
  );
});

describe('a run on the command line', () => {
  const alone = {
    context: contextOf('none'),
    inputs: { baseline: 'file:b.json', 'missing-baseline': 'warn' },
  };

  test('that came to its end is begun again the next time', async () => {
    const first = worldOf(nowAndThen);
    await runGate(first, alone);
    expect(first.journal.entries().at(-1)).toEqual({ type: 'finished' });
    const again = worldOf(nowAndThen, undefined, { journal: first.journal });
    await runGate(again, alone);
    expect(again.model.sent).toHaveLength(72);
  });

  test('that was interrupted is continued', async () => {
    const cancel = new AbortController();
    const first = worldOf((id, nth) => {
      if (id === 2012) cancel.abort(new Error('SIGINT'));
      return nowAndThen(id, nth);
    });
    await runGate(first, { ...alone, signal: cancel.signal });
    const again = worldOf(nowAndThen, undefined, { journal: first.journal });
    const { known } = await runGate(again, alone);
    expect(known.resultStore?.reused).toBeGreaterThan(0);
    expect(again.model.sent.length).toBeLessThan(72);
  });
});

test('a report on judged records leaves no mark: they are their own journal', async () => {
  const { world, outcome } = await report(await sweepShards(2));
  expect(outcome.verdict.reason).toBe('no-regression');
  expect(world.journal.entries()).toEqual([]);
});
