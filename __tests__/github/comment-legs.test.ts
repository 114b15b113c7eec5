import { describe, expect, test } from '@jest/globals';
import { postComment, refuseOtherLeg } from '../../src/report/pull-comment.io.js';
import { bodies, draft, pullWorld, REPO, VERDICT } from './comment-draft.js';

const LIST = `/repos/${REPO}/issues/7/comments`;

describe('two gates of one run under one baseline-name', () => {
  const [A, B] = ['a', 'b'].map((each) => ({ gate: each.repeat(12), by: each.repeat(12) }));
  const legOf = (gate = 'a', by = gate) => ({ gate: gate.repeat(12), by: by.repeat(12) });
  const refused = {
    code: 'CONFIG_CONFLICT',
    message: expect.stringMatching(
      /^Another gate of run 9001 has written the comment of the baseline-name "default" \(https:/,
    ),
    remedy: expect.stringMatching(/`baseline-name` of its own/),
  };

  test.each([
    ['two targets', A, B],
    ['one target, measured twice', legOf('a', 'a'), legOf('a', 'b')],
  ])('%s: the second is refused, the first comment stays', async (_name, first, second) => {
    const world = await pullWorld();
    await postComment(world.client, draft({ leg: first!, body: '## Failed' }));
    const before = bodies(world);
    await expect(
      postComment(world.client, draft({ leg: second!, body: '## Passed' })),
    ).rejects.toMatchObject(refused);
    expect(bodies(world)).toEqual(before);
  });

  test('the second knows before it has spent anything', async () => {
    const world = await pullWorld();
    await postComment(world.client, draft({ leg: A! }));
    await expect(refuseOtherLeg(world.client, draft({ leg: B! }))).rejects.toMatchObject(refused);
    await refuseOtherLeg(world.client, draft({ leg: A! }));
    await refuseOtherLeg(world.client, draft({ leg: B!, key: 'other' }));
  });

  test('at the same time, at least one is told, and neither comment is lost', async () => {
    const world = await pullWorld();
    const ended = await Promise.allSettled(
      [A!, B!].map((leg) => postComment(world.client, draft({ leg }))),
    );
    expect(ended.some(({ status }) => status === 'rejected')).toBe(true);
    expect(bodies(world)).toHaveLength(2);
  });

  test('a gate that runs again writes over its own comment', async () => {
    const world = await pullWorld();
    await postComment(world.client, draft({ leg: legOf('a', '1') }));
    const again = { runId: '9001', runAttempt: 2 };
    const next = draft({ leg: legOf('a', '2'), run: again });
    expect(await postComment(world.client, next)).toMatchObject({ posted: true });
    expect(bodies(world)).toHaveLength(1);
  });

  test('in a later attempt another gate does not take the place of a verdict', async () => {
    const world = await pullWorld();
    await postComment(world.client, draft({ leg: A! }));
    const run = { runId: '9001', runAttempt: 2 };
    await expect(postComment(world.client, draft({ leg: B!, run }))).rejects.toMatchObject(refused);
  });

  test('in a later attempt inputs may be put right after an error', async () => {
    const world = await pullWorld();
    const verdict = { ...VERDICT, verdict: 'error', reason: 'endpoint' } as const;
    await postComment(world.client, draft({ leg: A!, verdict }));
    const run = { runId: '9001', runAttempt: 2 };
    const next = draft({ leg: B!, run });
    expect(await postComment(world.client, next)).toMatchObject({ posted: true });
  });

  test('another run may have another target: a model was renamed', async () => {
    const world = await pullWorld();
    await postComment(world.client, draft({ leg: A! }));
    const next = draft({ leg: B!, run: { runId: '9002', runAttempt: 1 } });
    expect(await postComment(world.client, next)).toMatchObject({ posted: true });
    expect(bodies(world)).toHaveLength(1);
  });

  test('a comment that somebody else made is nobody’s leg', async () => {
    const world = await pullWorld();
    await postComment(world.client, draft({ leg: A! }));
    const [{ body } = { body: '' }] = world.github.state.commentsOn(7);
    world.github.state.addComment(7, 'mallory', body.replace('9001', '9002'));
    const next = draft({ leg: B!, run: { runId: '9002', runAttempt: 1 } });
    expect(await postComment(world.client, next)).toMatchObject({ posted: true });
  });

  test('a look that fails after the comment was written is no failure of the comment', async () => {
    const world = await pullWorld();
    world.github.faults.beforeNext({ path: LIST, method: 'POST' }, () => {
      world.github.faults.failNext({ path: LIST, method: 'GET', times: 9 }, { status: 404 });
    });
    expect(await postComment(world.client, draft({ leg: A! }))).toMatchObject({ posted: true });
    expect(bodies(world)).toHaveLength(1);
  });
});
