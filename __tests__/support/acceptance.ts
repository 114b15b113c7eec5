import * as events from '../fakes/events.js';
import type { PullOptions } from '../fakes/events.js';
import type { Permissions } from '../fakes/github/access.js';
import type { RunResult } from '../fakes/runner.js';
import type { Waiver } from '../../src/report/waiver.js';
import { SMALL, type Inputs, type World } from './world.js';

/** Long enough to seal with. */
export const SECRET = 'sk-4f9a1c77e2b05d38aa61f0c9';

/** Where the baseline of these runs lies. */
export const DATA = 'siuo-gate-data';

/** A baseline on a data branch, and keys to seal with. */
const KEYED: Inputs = {
  baseline: `branch:${DATA}`,
  'api-key': SECRET,
  'judge-api-key': SECRET,
};

/** The gate's inputs: those, and ten items. */
export const GATED: Inputs = { ...SMALL, ...KEYED };

/** No keys, and so nothing to seal with. */
export const KEYLESS: Inputs = { 'api-key': '', 'judge-api-key': '' };

/** What the job of a comment may do. */
const PERMISSIONS: Permissions = {
  contents: 'write',
  'pull-requests': 'write',
  actions: 'write',
};

/** What a nightly run may do. */
export const NIGHTLY: Permissions = {
  contents: 'write',
  actions: 'read',
  'pull-requests': 'read',
};

/** A repository with a baseline and a pull request, by octocat, whose gate is red. */
export async function redPull(
  world: World,
  { inputs = {}, pull = {} }: { readonly inputs?: Inputs; readonly pull?: PullOptions } = {},
): Promise<RunResult> {
  const { git, roles } = world.github.state;
  git.commitFiles('main', { 'README.md': '# code' });
  roles.set('maintainer', 'maintain').set('octocat', 'write').set('boss', 'admin');
  await nightly(world, inputs);
  return gate(world, { inputs, pull });
}

/** A run of the gate on the pull request, whose model is worse in one domain. */
export function gate(
  world: World,
  {
    inputs = {},
    pull = {},
    entry,
  }: { readonly inputs?: Inputs; readonly pull?: PullOptions; readonly entry?: string } = {},
): Promise<RunResult> {
  const given = { ...GATED, model: 'regressed', ...inputs };
  return world.run(events.pullRequest(pull), given, entry === undefined ? {} : { entry });
}

/** A scheduled run on the default branch's head, with the model of before unless another is named. */
function nightly(world: World, inputs: Inputs = {}): Promise<RunResult> {
  const sha = world.github.state.git.resolve('main') ?? '';
  const given = { ...GATED, ...inputs, model: 'base' };
  return world.run(events.schedule({ sha }), given, { permissions: NIGHTLY });
}

/** A comment on the pull request, and how it differs from a maintainer's that was just written. */
export interface Said {
  readonly body?: string;
  readonly author?: string;
  readonly action?: string;
  readonly isPull?: boolean;
  /** When; left out, a minute from now, so that the red is surely older. */
  readonly at?: Date;
  readonly issue?: number;
  readonly inputs?: Inputs;
  /** What happens between the comment and its run. */
  readonly meanwhile?: () => void;
  /** The script that is launched; left out, the sources run inside of the test. */
  readonly entry?: string;
}

/** Writes a comment and runs the workflow that it starts; gives its run and the bot's reply. */
export async function comment(
  world: World,
  said: Said = {},
): Promise<{ readonly run: RunResult; readonly reply: string }> {
  const { state } = world.github;
  const { body = '/siuo-gate accept worth it', author = 'maintainer', issue = 7 } = said;
  const at = said.at ?? new Date(Date.now() + 60_000);
  const made = state.addComment(issue, author, body, at);
  const event = events.issueComment(made, {
    ...(said.action === undefined ? {} : { action: said.action }),
    ...(said.isPull === undefined ? {} : { isPull: said.isPull }),
  });
  said.meanwhile?.();
  const before = new Set(state.comments.map(({ id }) => id));
  const given = { ...KEYED, mode: 'accept', ...said.inputs };
  const run = await world.run(event, given, {
    permissions: PERMISSIONS,
    ...(said.entry === undefined ? {} : { entry: said.entry }),
  });
  const reply = state.comments.find(({ id }) => !before.has(id))?.body ?? '';
  return { run, reply };
}

/** The waivers of the data branch, newest first. */
export function waiversIn(world: World): readonly Waiver[] {
  const file = world.github.state.git.readFile(DATA, 'waivers/default.json');
  return file === undefined
    ? []
    : (JSON.parse(file.toString()) as { readonly waivers: readonly Waiver[] }).waivers;
}
