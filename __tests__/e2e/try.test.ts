import { test, jest } from '@jest/globals';
import { writeFile } from 'node:fs/promises';
import { pullRequest, schedule } from '../fakes/events.js';
import { startWorld } from './support/world.js';
jest.setTimeout(120000);
test('try', async () => {
  const world = await startWorld();
  const out: unknown[] = [];
  const go = async (name: string, ...args: Parameters<typeof world.run>) => {
    const t = Date.now(); const c = world.completions();
    const r = await world.run(...args);
    out.push('=========== ' + name + ' ' + (Date.now() - t) + 'ms, ' + (world.completions() - c) + ' requests, exit ' + r.exitCode, r.log, '--- outputs', r.outputs, '--- state', r.state, '--- annotations', r.annotations, '--- stderr', r.stderr, '--- summary', r.summary, '--- post', r.post?.exitCode, r.post?.log);
    out.push('--- comments', ...world.github.state.comments.map(c => c.body));
  };
  await go('night 1', schedule());
  await go('night 2', schedule());
  await go('pr same', pullRequest());
  await go('pr regressed', pullRequest({number: 8}), { model: 'regressed' });
  out.push(world.cache.entries.all().map(({archive, ...e}) => ({...e, n: archive.length})));
  await writeFile('/tmp/try.out', out.map(o => typeof o === 'string' ? o : JSON.stringify(o, null, 1)).join('\n'));
  await world.close();
});
