import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Installed } from './install.js';
import type { Command } from './server-process.js';

/** Threads of one llama-server; runners have two processors. */
const THREADS = 2;

/**
 * The command of a llama-server.
 *
 * @param model file of the weights
 * @param more further arguments, such as those of a projector
 */
export function llamaServer(
  { folder, llamaServer: program }: Installed,
  model: string,
  more: readonly string[],
): Command {
  const args = ['--host', '127.0.0.1', '-m', model, '-np', '4', '-t', String(THREADS), ...more];
  return {
    program,
    args: (port) => [...args, '--port', String(port)],
    readyPath: '/health',
    log: join(folder, 'llama-server.log'),
  };
}

/** One model of a gateway: LiteLLM's parameters for it. */
export type GatewayModels = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The key that the gateway asks for. */
export const GATEWAY_KEY = 'sk-of-this-test';

/**
 * The command of a LiteLLM proxy.
 *
 * @param name of its configuration file, without the ending
 * @param more further members of the configuration, such as router settings
 */
export function litellm(
  { folder, litellm: program }: Installed,
  name: string,
  models: GatewayModels,
  more: Readonly<Record<string, unknown>> = {},
): Command {
  // JSON is YAML too.
  const config = join(folder, `${name}.yaml`);
  const list = Object.entries(models).map(([model, parameters]) => ({
    model_name: model,
    litellm_params: { api_key: 'none', ...parameters },
  }));
  const settings = { general_settings: { master_key: GATEWAY_KEY }, ...more };
  writeFileSync(config, JSON.stringify({ model_list: list, ...settings }, null, 1));
  return {
    program,
    args: (port) => ['--host', '127.0.0.1', '--config', config, '--port', String(port)],
    readyPath: '/health/liveliness',
    log: join(folder, `${name}.log`),
  };
}
