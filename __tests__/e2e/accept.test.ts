import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { comment, gate, redPull, SECRET, waiversIn } from '../support/acceptance.js';
import { PROJECT } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

/** The packaged main phase. Neither run leaves anything to its post phase, which is not launched. */
const ACTION = join(PROJECT, 'dist/action/index.js');

test('the packaged action accepts by a comment, and its gate then passes without asking again', async () => {
  const world = await newWorld({ apiKey: SECRET });
  await redPull(world);
  const { run, reply } = await comment(world, {
    body: '/siuo-gate accept the new model is worth it',
    entry: ACTION,
  });
  expect([run.exitCode, run.outputs.reason]).toEqual([0, 'accepted']);
  expect(reply).toContain('accepted by maintainer');
  expect(waiversIn(world)).toMatchObject([{ pullRequest: 7, actor: 'maintainer' }]);
  expect(world.github.state.reruns).toEqual(['9002']);

  const asked = world.completions();
  const again = await gate(world, { entry: ACTION });
  expect(world.completions()).toBe(asked);
  expect([again.exitCode, again.conclusion]).toEqual([0, 'success']);
  expect(again.outputs).toMatchObject({ verdict: 'fail', reason: 'accepted', failed: 'false' });
  expect(world.github.state.commentsOn(7).map(({ body }) => body)).toContainEqual(
    expect.stringMatching(
      /accepted by maintainer on .* in pull request 7: the new model is worth it/,
    ),
  );
});
