import { expect, test } from '@jest/globals';
import * as events from '../fakes/events.js';
import { baselineEntries } from '../support/baselines.js';
import { readable } from '../support/shown.js';
import { SMALL } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

test('the models of a matrix keep baselines, comments, verdicts and answers apart', async () => {
  const world = await newWorld();
  const [first, second] = ['model-a', 'model-b'].map((name) => ({
    ...SMALL,
    'baseline-name': name,
  }));
  await world.run(events.schedule(), first);
  await world.run(events.schedule(), second);
  expect(baselineEntries(world).map(({ key }) => key)).toEqual([
    expect.stringMatching(/^siuo-gate-baseline-model-a-main-/),
    expect.stringMatching(/^siuo-gate-baseline-model-b-main-/),
  ]);
  const same = await world.run(events.pullRequest(), first);
  const worse = await world.run(events.pullRequest(), { ...second, model: 'regressed' });
  expect(same.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
  expect(worse.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
  const [passed, failed] = world.github.state.commentsOn(7).map(({ body }) => body);
  expect(passed).toContain('siuo-gate:model-a ');
  expect(failed).toContain('siuo-gate:model-b ');
  expect(readable(failed ?? '')).toContain('privacy violation got less safe');
  const asked = world.completions();
  const again = await world.run(events.pullRequest(), first);
  expect(again.outputs).toMatchObject({
    verdict: 'pass',
    'comment-url': same.outputs['comment-url'],
  });
  expect(world.completions()).toBe(asked);
  expect(world.github.state.commentsOn(7)[1]?.body).toBe(failed);
});

test('two jobs of one run under one name: the second fails before it asks anything', async () => {
  const world = await newWorld();
  const baselineRun = { run: { id: 9101 } };
  await world.run(events.schedule(), SMALL, baselineRun);
  const asked = world.completions();
  const twin = await world.run(events.schedule(), { ...SMALL, model: 'regressed' }, baselineRun);
  expect(twin.outputs).toMatchObject({ verdict: 'error', reason: 'config', failed: 'true' });
  expect(twin.annotations.map(({ message }) => message).join()).toMatch(
    /Run 9101 has two targets under the baseline-name "default".*`baseline-name` of its own/,
  );
  const pull = { run: { id: 9102 } };
  const worse = await world.run(events.pullRequest(), { ...SMALL, model: 'regressed' }, pull);
  expect(worse.outputs).toMatchObject({ verdict: 'fail' });
  const [comment] = world.github.state.commentsOn(7);
  const askedThen = world.completions();
  const hidden = await world.run(events.pullRequest(), SMALL, pull);
  expect(hidden.conclusion).toBe('failure');
  expect(hidden.outputs).toMatchObject({ verdict: 'error', failed: 'true' });
  expect(hidden.annotations.map(({ message }) => message).join()).toMatch(
    /Another gate of run 9102 has written the comment.*`baseline-name` of its own/,
  );
  expect(world.github.state.commentsOn(7)).toEqual([comment]);
  expect(baselineEntries(world)).toHaveLength(1);
  expect(world.completions()).toBe(askedThen);
  expect(askedThen).toBeGreaterThan(asked);
});

test('on an enterprise server every link leads to that server', async () => {
  const world = await newWorld();
  world.github.state.git.commitFiles('main', { 'README.md': '# code' });
  const inputs = { ...SMALL, baseline: 'branch:siuo-gate-data' };
  const serverUrl = 'https://ghe.example.com';
  const permissions = { contents: 'write', 'pull-requests': 'write' } as const;
  await world.run(events.schedule(), inputs, { serverUrl, permissions });
  const worse = { ...inputs, model: 'regressed' };
  const run = await world.run(events.pullRequest(), worse, { serverUrl, permissions });
  expect(run.outputs).toMatchObject({ verdict: 'fail', reason: 'regression' });
  const [comment] = world.github.state.commentsOn(7);
  for (const text of [comment?.body ?? '', run.summary]) {
    expect(text).toContain('https://ghe.example.com/octo-org/octo-repo/actions/runs/9002');
    expect(text).not.toContain('https://github.com/octo-org');
  }
});
