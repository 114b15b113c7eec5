import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { scopesOfRun } from './cache/run-scopes.js';
import type { CacheServer } from './cache/server.js';
import type { RunEvent } from './events.js';
import type { Permissions } from './github/access.js';
import { jobPermissions } from './github/job-permissions.js';
import type { GitHubServer } from './github/server.js';
import { cancelAsRunner, type CancelPatience } from './runner/cancel.js';
import {
  githubContext,
  inputVariable,
  jobEnvironment,
  type RunIdentity,
} from './runner/environment.js';
import { createMachine, type Machine } from './runner/machine.js';
import { evaluate, readManifest, type Manifest } from './runner/manifest.js';
import { Masks } from './runner/masks.js';
import { runStep, type StepResult } from './runner/step.js';
import type { InsideOptions, Running } from '../support/inner-process.js';

/** A job with one step, our action. */
export interface RunOptions {
  readonly event: RunEvent;
  /** What the workflow gives under `with`. */
  readonly inputs?: Readonly<Record<string, string>>;
  /** The step's and job's `env`; unlike GitHub's it may replace what the runner sets. */
  readonly env?: Readonly<Record<string, string>>;
  /** The values of `secrets.…` the workflow names: hidden in the log from the start. */
  readonly secrets?: readonly string[];
  /** The action.yml; the repository's own if not given. */
  readonly action?: string;
  /** Launches the bundled scripts of the action.yml; otherwise the sources run inside of the test. */
  readonly isPackaged?: boolean;
  /** Scripts in place of those that the action.yml names; without `post` there is none. */
  readonly entry?: string;
  readonly post?: string;
  /** The machine the job runs on; a fresh one, removed afterwards, if not given. */
  readonly machine?: Machine;
  /** A later step of the job that ran last on the machine, whose temporary files it finds. */
  readonly isLaterStep?: boolean;
  readonly github?: GitHubServer;
  readonly cache?: CacheServer;
  /** The workflow's `permissions`; the token is made for them, reading only for a fork's run. */
  readonly permissions?: Permissions;
  /** A token in place of the job's. */
  readonly token?: string;
  /** Sets ACTIONS_CACHE_MODE. */
  readonly cacheMode?: 'none' | 'read' | 'write' | 'write-only';
  readonly serverUrl?: string;
  readonly run?: Partial<RunIdentity>;
  readonly isDebug?: boolean;
  /** The node that runs the scripts; this process's own if not given. */
  readonly node?: string;
  /** Milliseconds after which a step that hangs is killed. */
  readonly timeout?: number;
  /** Cancels the job when a line of the log matches. */
  readonly cancelOn?: RegExp;
  readonly cancelPatience?: CancelPatience;
  /** The main phase as it starts, e.g. to cancel it when a server is asked something. */
  readonly onStart?: (running: RunningStep) => void;
}

/** A main phase that is running. */
export interface RunningStep {
  readonly child: Running;
  /** Cancels the job as the runner does. */
  readonly cancel: () => void;
}

/** What the main phase did, and the post phase after it, where the action has one. */
export interface RunResult extends StepResult {
  readonly conclusion: 'success' | 'failure' | 'cancelled';
  readonly post: StepResult | undefined;
  /** The signals that a cancel took. */
  readonly signals: readonly NodeJS.Signals[];
  readonly token: string;
  readonly workspace: string;
}

const REPOSITORY_ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Runs the action as the Actions runner would: main, then post whatever came of it. */
export async function runAsRunner(options: RunOptions): Promise<RunResult> {
  const machine = options.machine ?? (await createMachine());
  try {
    if (options.isLaterStep !== true) await machine.startJob();
    return await new Job(options, machine).run();
  } finally {
    if (options.machine === undefined) await machine.remove();
  }
}

interface Phase {
  readonly script: string | Pick<InsideOptions, 'entry'>;
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  readonly manifest: Manifest;
  readonly isMain: boolean;
}

class Job {
  readonly #token: string;
  readonly #runtimeToken: string;
  readonly #masks: Masks;
  #signals: Promise<readonly NodeJS.Signals[]> | undefined;

  constructor(
    private readonly options: RunOptions,
    private readonly machine: Machine,
  ) {
    const { event, github, cache } = options;
    const permissions = jobPermissions(event, options.permissions ?? {});
    this.#token = options.token ?? github?.access.issue({ permissions }) ?? 'ghs_unused';
    this.#runtimeToken = cache?.issueToken(scopesOfRun(event)) ?? '';
    this.#masks = new Masks([this.#token, this.#runtimeToken, ...(options.secrets ?? [])]);
  }

  async run(): Promise<RunResult> {
    const workspace = await this.machine.workspace(this.options.event.repository);
    const manifest = await this.#manifest();
    const env = await this.#environment(manifest, workspace);
    const step = { manifest, cwd: workspace };
    const scripts = this.#scripts(manifest);
    const main = await this.#step({ ...step, script: scripts.main, env, isMain: true });
    const after = { ...step, env: afterMain(env, main), isMain: false };
    const { post: script } = scripts;
    const post = script === undefined ? undefined : await this.#step({ ...after, script });
    const signals = (await this.#signals) ?? [];
    const isSuccess = main.exitCode === 0 && (post === undefined || post.exitCode === 0);
    const conclusion = signals.length > 0 ? 'cancelled' : isSuccess ? 'success' : 'failure';
    return { ...main, conclusion, post, signals, token: this.#token, workspace };
  }

  #step({ script, env, cwd, manifest, isMain }: Phase): Promise<StepResult> {
    const { options } = this;
    let cancel = (): void => undefined;
    return runStep({
      script,
      node: options.node ?? process.execPath,
      cwd,
      temp: this.machine.temp,
      env,
      masks: this.#masks,
      isDebug: options.isDebug ?? false,
      warnings: unexpectedInputs(manifest.inputs, options.inputs ?? {}),
      timeout: options.timeout ?? 300_000,
      onStart: (child) => {
        if (!isMain) return;
        cancel = () => {
          this.#signals ??= cancelAsRunner(child, options.cancelPatience);
        };
        options.onStart?.({ child, cancel });
      },
      onLine: (line) => {
        if (options.cancelOn?.test(line) === true) cancel();
      },
    });
  }

  async #environment(
    { inputs }: Manifest,
    workspace: string,
  ): Promise<Readonly<Record<string, string>>> {
    const context = this.#context(workspace);
    const github = { ...context, token: this.#token };
    return {
      ...jobEnvironment(context, this.machine),
      ...(await this.#services()),
      ...this.options.env,
      ...inputVariables(inputs, this.options.inputs ?? {}, github),
    };
  }

  #context(workspace: string): Readonly<Record<string, string>> {
    const { event, github, serverUrl } = this.options;
    const run = { id: 9001, attempt: 1, number: 41, workflow: 'gate', job: 'gate' };
    const urls = {
      server: serverUrl ?? 'https://github.com',
      api: github?.apiUrl ?? 'https://api.github.invalid',
      graphql: github?.graphqlUrl ?? 'https://api.github.invalid/graphql',
    };
    return githubContext(event, { ...run, ...this.options.run }, urls, workspace);
  }

  /** What the job's services and files add to the environment. */
  async #services(): Promise<Readonly<Record<string, string>>> {
    const { cache, cacheMode, event, isDebug } = this.options;
    const directory = join(this.machine.temp, '_github_workflow');
    await mkdir(directory, { recursive: true });
    const eventPath = join(directory, 'event.json');
    await writeFile(eventPath, JSON.stringify(event.payload, undefined, 2));
    return {
      GITHUB_EVENT_PATH: eventPath,
      ...cache?.environment(this.#runtimeToken),
      ...(cacheMode === undefined ? {} : { ACTIONS_CACHE_MODE: cacheMode }),
      ...(isDebug === true ? { RUNNER_DEBUG: '1' } : {}),
    };
  }

  /** What is run: the sources, unless the bundle or other scripts are asked for. */
  #scripts({ main, post }: Manifest): Record<'main' | 'post', Phase['script'] | undefined> & {
    readonly main: Phase['script'];
  } {
    const { action, entry, isPackaged } = this.options;
    const isOurs = action === undefined && entry === undefined && isPackaged !== true;
    return isOurs ? { main: { entry: 'action' }, post: { entry: 'post' } } : { main, post };
  }

  /** The action.yml, its scripts replaced by those that the options name. */
  async #manifest(): Promise<Manifest> {
    const { action, entry, post } = this.options;
    const manifest = await readManifest(resolve(action ?? join(REPOSITORY_ROOT, 'action.yml')));
    if (entry === undefined) return manifest;
    const scripts = { main: resolve(entry), post: post === undefined ? undefined : resolve(post) };
    return { ...manifest, ...scripts };
  }
}

/** Every declared input, given or by its default, and any other that is given. */
function inputVariables(
  declared: ReadonlyMap<string, string>,
  given: Readonly<Record<string, string>>,
  github: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const variables: Record<string, string> = {};
  for (const [name, value] of declared) variables[inputVariable(name)] = evaluate(value, github);
  for (const [name, value] of Object.entries(given)) variables[inputVariable(name)] = value;
  return variables;
}

/** The runner's warning of inputs that the action does not declare. */
function unexpectedInputs(
  declared: ReadonlyMap<string, string>,
  given: Readonly<Record<string, string>>,
): readonly string[] {
  const names = [...declared.keys()].map((name) => name.toLowerCase());
  const unexpected = Object.keys(given).filter((name) => !names.includes(name.toLowerCase()));
  if (unexpected.length === 0) return [];
  const valid = [...declared.keys()].join("', '");
  return [`Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${valid}']`];
}

/** The environment of the post phase: what main exported, added to PATH and saved as state. */
function afterMain(
  env: Readonly<Record<string, string>>,
  main: StepResult,
): Readonly<Record<string, string>> {
  const state = Object.entries(main.state).map(
    ([name, value]) => [`STATE_${name}`, value] as const,
  );
  const path = [...[...main.path].reverse(), env.PATH ?? ''].join(delimiter);
  return { ...env, ...main.exported, PATH: path, ...Object.fromEntries(state) };
}
