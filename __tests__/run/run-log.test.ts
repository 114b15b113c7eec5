import { describe, expect, test } from '@jest/globals';
import { openRunLog, type Known, type RunEvent } from '../../src/run/run-log.js';
import { fakeClock } from '../fakes/ports.js';
import { fakeJournal } from '../fakes/ports/journal.js';
import { configOf, contextOf } from '../fixtures/config-factory.js';
import { baselineRunOf } from '../fixtures/record-factory.js';

/** A log, with all that was told of it. */
function setUp() {
  const journal = fakeJournal();
  const told: { event: RunEvent; known: Known }[] = [];
  const parts = { toolVersion: '0.1.0', config: configOf({}), context: contextOf() };
  const log = openRunLog(parts, { clock: fakeClock(1000), journal }, (event, known) => {
    told.push({ event, known });
  });
  return { ...log, journal, told };
}

const NONE = { kind: 'none', reason: 'no-baseline', text: 'None.', remedy: 'Make one.' } as const;

describe('the log of a run', () => {
  test('knows at first what the run was given, and when it began', () => {
    expect(setUp().known()).toMatchObject({ toolVersion: '0.1.0', startedMs: 1000, step: '' });
  });

  test('knows what was noted last, and forgets nothing else', () => {
    const { events, known } = setUp();
    events.append({ type: 'step', name: 'lookUpBaseline' });
    events.append({ type: 'compared', chosenBaseline: NONE, where: 'cache' });
    const moved = { ...NONE, reason: 'not-comparable' } as const;
    events.append({ type: 'chosenBaseline', chosenBaseline: moved });
    expect(known()).toMatchObject({
      step: 'lookUpBaseline',
      where: 'cache',
      chosenBaseline: moved,
    });
  });

  test('takes the pictures of records until those here are read', () => {
    const { events, known } = setUp();
    const record = baselineRunOf();
    events.append({ type: 'merged', record, files: 1 });
    expect(known().pictureDigests.size).toBe(record.items.length);
    events.append({ type: 'pictures', digests: new Map([[1, 'a']]) });
    expect([...known().pictureDigests]).toEqual([[1, 'a']]);
  });

  test('counts what was spared, and keeps the first reply that could not be read', () => {
    const { events, known } = setUp();
    events.append({ type: 'judgement-reused' });
    events.append({ type: 'judgement-reused' });
    events.append({ type: 'unreadable', reply: 'one' });
    events.append({ type: 'unreadable', reply: 'two' });
    expect(known()).toMatchObject({ reusedJudgements: 2, unreadable: 'one' });
  });

  test('writes marks, and nothing else, into the journal', async () => {
    const { events, journal, known } = setUp();
    await journal.open('print', true);
    events.append({ type: 'step', name: 'sweepInStages' });
    await events.mark({ type: 'begun', where: 'cache' });
    expect(known().step).toBe('markBegun');
    await events.mark({ type: 'finished' });
    expect(known().step).toBe('markFinished');
    expect(journal.entries()).toEqual([{ type: 'begun', where: 'cache' }, { type: 'finished' }]);
  });

  test('tells of every event with what is known by it', () => {
    const { events, told } = setUp();
    events.append({ type: 'step', name: 'loadItems' });
    expect(told).toMatchObject([{ event: { type: 'step' }, known: { step: 'loadItems' } }]);
  });
});
