import { expect, test } from '@jest/globals';
import { pullRequest, schedule } from '../fakes/events.js';
import type { Plan } from '../fakes/openai/server.js';
import { runCli } from '../support/cli.js';
import { SMALL } from '../support/world.js';
import { worldsOfTests } from '../support/worlds.js';

const newWorld = worldsOfTests();

const DAY_MS = 24 * 60 * 60 * 1000;

/** A server that announces the end of the judge. */
const announcing = (day: string): Plan => {
  const list = { object: 'list', data: [{ id: 'base' }, { id: 'judge', shutdown_date: day }] };
  return ({ path }) => (path === '/v1/models' ? { status: 200, body: list } : undefined);
};

const dayIn = (days: number): string =>
  new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

test('a judge that is shut down soon is warned of, and decides as before', async () => {
  const day = dayIn(10);
  const world = await newWorld({ plan: announcing(day) });
  const night = await world.run(schedule(), SMALL);
  expect(night.outputs).toMatchObject({ verdict: 'pass', reason: 'baseline-created' });
  expect(await world.read('siuo-report/report.md')).toContain(`judge is shut down on ${day}, in`);
  const pull = await world.run(pullRequest(), SMALL);
  expect(pull.outputs).toMatchObject({ verdict: 'pass', reason: 'no-regression' });
  const [comment] = world.github.state.commentsOn(7);
  expect(comment?.body).toMatch(/judge is shut down on/);
  const looks = world.models.calls.filter(({ method }) => method === 'GET');
  // One of the model and one of the judge, as without it.
  expect(looks).toHaveLength(4);
});

test('a plan says so too, by one look at the list of models', async () => {
  const world = await newWorld({ plan: announcing(dayIn(10)) });
  const flags = ['--endpoint', world.models.baseUrl, '--model', 'base', '--dataset', 'smoke'];
  const judge = ['--judge-endpoint', world.models.baseUrl, '--judge-model', 'judge'];
  const cwd = world.machine.temp;
  const env = { SIUO_GATE_JUDGE_API_KEY: 'sk-judge' };
  const { exitCode, stderr } = await runCli(['plan', ...flags, ...judge], { cwd, env });
  expect(exitCode).toBe(0);
  expect(stderr).toContain('the judge judge is shut down on');
  expect(world.models.calls.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /v1/models',
  ]);
});
