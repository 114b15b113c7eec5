// Serves the simulated models on a data set, with a set latency, in a process of its own, so that
// what is measured is the client. Says its address on standard output.
import { createDirectorySource } from '../../src/adapters/dataset/directory-source.js';
import { startDemoEndpoint } from '../../src/demo/demo-endpoint.js';

const [directory = '', latencyMs = '0'] = process.argv.slice(2);
const source = createDirectorySource({ directory, task: 'generation' });
const { baseUrl } = await startDemoEndpoint({
  ...(await source.load()),
  latencyMs: Number(latencyMs),
});
process.stdout.write(`${baseUrl}\n`);
