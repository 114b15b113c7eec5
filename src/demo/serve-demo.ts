import { once } from 'node:events';
import { createDirectorySource, SMOKE } from '../adapters/dataset/directory-source.io.js';
import { startDemoEndpoint } from './demo-endpoint.js';

/**
 * Serves the simulated models until the signal is aborted, so that a workflow can be tried on them.
 *
 * @param port on 127.0.0.1; 0 is a free one
 * @param options folder of the built-in data set, where to say the address, and what ends it
 */
export async function serveDemo(
  port: number,
  options: {
    readonly smokeFolder: string;
    readonly output: { write(text: string): unknown };
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const { smokeFolder, output, signal } = options;
  const source = createDirectorySource({
    directory: smokeFolder,
    task: 'generation',
    identity: SMOKE,
  });
  const endpoint = await startDemoEndpoint({ ...(await source.load()), port });
  output.write(`Simulated models base, regressed and judge at ${endpoint.baseUrl}\n`);
  await once(signal, 'abort');
  await endpoint.close();
}
