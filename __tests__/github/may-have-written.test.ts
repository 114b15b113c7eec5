import { describe, expect, test } from '@jest/globals';
import { mayHaveWritten } from '../../src/github/github-errors.js';
import { startWorld, type World } from './world.js';

const PATH = '/repos/octo-org/octo-repo/issues/7/comments';

describe('mayHaveWritten', () => {
  test.each<[string, boolean, (world: World) => void]>([
    [
      'what a failing server was to make',
      true,
      ({ github }) => github.faults.failNext({ path: PATH, method: 'POST' }, { status: 502 }),
    ],
    [
      'what was to be made over a connection that broke',
      true,
      ({ github }) => github.faults.dropNext({ path: PATH, method: 'POST' }),
    ],
    [
      'what was refused',
      false,
      ({ github }) => github.faults.failNext({ path: PATH, method: 'POST' }, { status: 422 }),
    ],
  ])('%s: %s', async (_name, may, arrange) => {
    const world = await startWorld({ issues: 'write' });
    arrange(world);
    const failed = await world.client
      .request(`POST ${PATH}`, { body: 'x' })
      .catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(Error);
    expect(mayHaveWritten(failed)).toBe(may);
  });

  test('what changes nothing more when it is repeated', async () => {
    const { client, github } = await startWorld({ issues: 'write' });
    github.faults.failNext({ path: '/repos/octo-org/octo-repo', times: 9 }, { status: 502 });
    const failed = await client
      .request('GET /repos/octo-org/octo-repo')
      .catch((error: unknown) => error);
    expect(failed).toMatchObject({ status: 502 });
    expect(mayHaveWritten(failed)).toBe(false);
  });
});
