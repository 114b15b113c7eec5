import { describe, expect, test } from '@jest/globals';
import { findOwnComments, postComment } from '../../src/report/pull-comment.io.js';
import { createSeal, NO_SEAL } from '../../src/report/memory-seal.js';
import {
  decodeMemory,
  encodeMemory,
  NO_MEMORY,
  redOf,
  type RememberedVerdict,
} from '../../src/report/verdict-memory.js';
import { passVerdict, redVerdict, SUBJECT } from '../fixtures/verdict-factory.js';
import { bodies, draft, pullWorld, REPO, VERDICT } from './comment-draft.js';
import type { World } from './world.js';

const US = 'github-actions[bot]';

describe('what a comment remembers', () => {
  const SCOPE = { repository: REPO, number: 7, key: 'default' };
  const SEAL = createSeal(['sk-judge-0123456789-abcdefghij'], SCOPE);
  const head = SUBJECT.head;
  const verdict = { ...VERDICT, sha: head };
  const red = redVerdict();
  const own = (given: RememberedVerdict) => ({ before: NO_MEMORY, own: given });
  /** A line as another job of the bot may write it: of any run, with any memory, without our seal. */
  const forged = (run: string, verdicts: readonly RememberedVerdict[]): string =>
    `<!-- siuo-gate:default run=${run} memory=${encodeMemory({ verdicts, sticky: [] })} seal=${'0'.repeat(64)} -->\nforged`;
  /** The red verdict of the subject, as far as any comment tells. */
  const knownRed = async (world: World, seal = SEAL) => {
    const found = await findOwnComments(world.client, { ...SCOPE, seal });
    return redOf({ verdicts: found.flatMap(({ memory }) => memory.verdicts), sticky: [] }, SUBJECT);
  };

  test('is there for the next run, sealed, in the first line', async () => {
    const world = await pullWorld();
    await postComment(world.client, draft({ verdict, memory: own(red), seal: SEAL }));
    const [found] = await findOwnComments(world.client, { ...SCOPE, seal: SEAL });
    expect(found).toMatchObject({ isAuthentic: true, memory: { verdicts: [red] } });
    expect(found?.body.split('\n')[0]).toMatch(
      /^<!-- siuo-gate:default run=9001\.1 memory=\S+ seal=\S+ -->$/,
    );
  });

  test('is sealed under another key for another gate', async () => {
    const world = await pullWorld();
    await postComment(world.client, draft({ verdict, memory: own(red), seal: SEAL }));
    const other = createSeal(['sk-another-0123456789-abcdefgh'], SCOPE);
    const [found] = await findOwnComments(world.client, { ...SCOPE, seal: other });
    expect(found).toMatchObject({ isAuthentic: false });
  });

  test('survives a run that came to no verdict, and one of another head', async () => {
    const world = await pullWorld();
    await postComment(world.client, draft({ verdict, memory: own(red), seal: SEAL }));
    for (const runId of ['9002', '9003']) {
      await postComment(world.client, draft({ run: { runId, runAttempt: 1 }, seal: SEAL }));
    }
    expect(await knownRed(world)).toMatchObject({ runId: red.runId });
  });

  test.each([
    ['with a secret', SEAL],
    ['without one', NO_SEAL],
  ])('a forged comment of a far newer run hides no red, %s', async (_name, seal) => {
    const world = await pullWorld();
    const { state } = world.github;
    state.addComment(7, US, forged('999999999999999.1', [passVerdict()]));
    await postComment(world.client, draft({ verdict, memory: own(red), seal }));
    expect(await knownRed(world, seal)).toMatchObject({ red: red.red });
    await postComment(world.client, draft({ verdict, memory: own(red), seal }));
    expect(await knownRed(world, seal)).toMatchObject({ red: red.red });
    expect(state.commentsOn(7).length).toBeLessThanOrEqual(2);
  });

  test('with a secret, a forged comment is neither deferred to nor written over', async () => {
    const world = await pullWorld();
    const { state } = world.github;
    const { id } = state.addComment(7, US, forged('999999999999999.1', []));
    const posted = await postComment(
      world.client,
      draft({ verdict, memory: own(red), seal: SEAL }),
    );
    expect(posted).toMatchObject({ posted: true });
    expect(state.commentsOn(7).map((comment) => comment.id)).not.toContain(id);
  });

  test('a forged red blocks, and is kept when its comment is taken away', async () => {
    const world = await pullWorld();
    world.github.state.addComment(7, US, forged('5.1', [red]));
    await postComment(world.client, draft({ verdict, seal: SEAL }));
    expect(world.github.state.commentsOn(7)).toHaveLength(1);
    expect(await knownRed(world)).toMatchObject({ red: red.red });
  });

  test('an older run that is red leaves the newer comment, and its mark in it', async () => {
    const world = await pullWorld();
    const newer = { runId: '9002', runAttempt: 1 };
    await postComment(world.client, draft({ run: newer, body: '## Newer', seal: SEAL }));
    const late = await postComment(world.client, draft({ verdict, memory: own(red), seal: SEAL }));
    expect(late).toMatchObject({ posted: false });
    expect(world.github.state.commentsOn(7)).toHaveLength(1);
    expect(bodies(world)[0]).toMatch(/^<!-- siuo-gate:default run=9002\.1 .*-->\n## Newer$/);
    expect(await knownRed(world)).toMatchObject({ runId: red.runId });
    const [found] = await findOwnComments(world.client, { ...SCOPE, seal: SEAL });
    expect(found?.isAuthentic).toBe(true);
  });

  test('is looked for in the first line only', async () => {
    const world = await pullWorld();
    world.github.state.addComment(7, US, `An echo of a title:\n${forged('5.1', [red])}`);
    world.github.state.addComment(7, 'mallory', forged('5.1', [red]));
    expect(await knownRed(world)).toBeUndefined();
    expect(decodeMemory('no memory')).toEqual(NO_MEMORY);
  });
});
