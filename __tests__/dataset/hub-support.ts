import { Agent, fetch } from 'undici';
import { createHubSource, type HubSourceOptions } from '../../src/dataset/hub-source.io.js';
import { choiceRow, folderOf, generationRow, pngOf } from '../fakes/dataset.js';
import { HUB_REVISION, startFakeHub, type FakeHub, type FakeHubOptions } from '../fakes/hub.js';
import { fakeClock, fixedChance, type FakeClock } from '../fakes/ports.js';

/** What the made-up hub holds. */
export const HUB_FILES: Readonly<Record<string, unknown>> = {
  'siuo_gen.json': [generationRow(1), generationRow(2), generationRow(3)],
  'siuo_mcqa.json': [choiceRow(1), choiceRow(2), choiceRow(3)],
  'images/p-1.png': pngOf('1'),
  'images/p-2.png': pngOf('2'),
  'images/p-3.png': pngOf('3'),
};

/** A source over a running hub, with all that it is made of. */
export interface HubFixture extends FakeHub {
  readonly clock: FakeClock;
  readonly cacheDirectory: string;
  /** A source; each has its own memory, and all share the cache folder. */
  source(changes?: Partial<HubSourceOptions>): ReturnType<typeof createHubSource>;
}

/** Starts a hub; the caller closes it. */
export async function startHub(options: Partial<FakeHubOptions> = {}): Promise<HubFixture> {
  const fake = await startFakeHub({ files: HUB_FILES, ...options });
  const clock = fakeClock();
  const cacheDirectory = await folderOf({});
  const dispatcher = new Agent({ keepAliveTimeout: 10 });
  const source: HubFixture['source'] = (changes) =>
    createHubSource({
      revision: HUB_REVISION,
      cacheDirectory,
      endpoint: fake.hub.url,
      token: '',
      fetch: (url, init) => fetch(url, { ...init, dispatcher }),
      clock,
      chance: fixedChance(),
      task: 'generation',
      ...changes,
    });
  const close = async () => {
    await dispatcher.destroy();
    await fake.close();
  };
  return { ...fake, clock, cacheDirectory, source, close };
}
