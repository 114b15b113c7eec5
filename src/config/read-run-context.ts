import { z } from 'zod';
import { GateError } from '../errors.js';
import { withoutEndSlashes } from '../foreign.js';
import {
  type EventName,
  eventNameOf,
  type EventRules,
  type PullRequest,
  rulesOf,
  type RunContext,
} from './run-context.js';

/** Variables of an environment by name. */
type Variables = Readonly<Record<string, string | undefined>>;

const SERVER_URL = 'https://github.com';

const given = z.string().min(1);

/**
 * What the runner sets for every step.
 *
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
const runnerVariables = z.object({
  GITHUB_EVENT_NAME: given,
  GITHUB_REPOSITORY: z.string().regex(/^[^/\s]+\/[^/\s]+$/),
  GITHUB_REF: z.string().optional(),
  GITHUB_SHA: given,
  GITHUB_RUN_ID: z.string().regex(/^\d+$/),
  GITHUB_RUN_ATTEMPT: z
    .string()
    .regex(/^[1-9]\d*$/)
    .default('1'),
  GITHUB_SERVER_URL: z.string().default(SERVER_URL),
  GITHUB_ACTOR: z.string().default(''),
});

/** Every event's payload says so, but that of old scheduled runs. */
const homePayload = z.object({ repository: z.object({ default_branch: given }) });

/**
 * Whether a repository is private, as a payload or GitHub's API shows it; internal ones, which a whole
 * enterprise reads, are not.
 *
 * @returns undefined where it does not say
 */
export function privacyOf(repository: unknown): boolean | undefined {
  const { visibility, private: isPrivate } = visible.safeParse(repository).data ?? {};
  return visibility === undefined ? isPrivate : visibility === 'private';
}

const visible = z.object({ visibility: z.string().optional(), private: z.boolean().optional() });

/** A payload with a repository. */
const housed = z.object({ repository: z.unknown() });

/**
 * Where and why a run happens.
 *
 * @param payload the event's payload, parsed; undefined outside GitHub Actions
 * @returns the context; its default branch is empty when the payload does not name it, see
 *   {@link withDefaultBranch}
 * @throws GateError CONFIG_INVALID naming each variable or field that is missing
 */
export function readRunContext(environment: Variables, payload: unknown): RunContext {
  if (environment.GITHUB_ACTIONS !== 'true') return localContext(environment);
  const variables = parseVariables(environment);
  const eventName = variables.GITHUB_EVENT_NAME;
  const event = eventNameOf(eventName);
  const ref = variables.GITHUB_REF ?? '';
  // A schedule runs on the default branch only, and may come without a repository in its payload.
  const home = homePayload.safeParse(payload).data?.repository.default_branch;
  const defaultBranch = home ?? (event === 'schedule' ? branchOf(ref) : '');
  const run = { event, eventName, ref, defaultBranch, sha: variables.GITHUB_SHA };
  const context: RunContext = {
    ...run,
    ...readEvent(payload, { ...run, actor: variables.GITHUB_ACTOR }),
    isActions: true,
    repository: variables.GITHUB_REPOSITORY,
    runId: variables.GITHUB_RUN_ID,
    runAttempt: Number(variables.GITHUB_RUN_ATTEMPT),
    actor: variables.GITHUB_ACTOR,
    serverUrl: withoutEndSlashes(variables.GITHUB_SERVER_URL),
    isDependabot:
      (rulesOf(event).withholdsSecrets && variables.GITHUB_ACTOR === DEPENDABOT) || undefined,
    isPrivate: privacyOf(housed.safeParse(payload).data?.repository),
    isDefaultBranch: false,
  };
  return withDefaultBranch(context, defaultBranch);
}

/**
 * The context with its default branch known, and what follows from it.
 *
 * @param context a context that may lack it
 * @param defaultBranch the branch's name; empty leaves it unknown
 */
export function withDefaultBranch(context: RunContext, defaultBranch: string): RunContext {
  const isOnIt = defaultBranch !== '' && branchOf(context.ref) === defaultBranch;
  return {
    ...context,
    defaultBranch,
    baseBranch: context.baseBranch || defaultBranch,
    isDefaultBranch: isOnIt && rulesOf(context.event).subject === 'own-branch',
  };
}

/** The runner's variables, or an error that names those that are missing. */
function parseVariables(environment: Variables): z.infer<typeof runnerVariables> {
  const parsed = runnerVariables.safeParse(environment);
  if (parsed.success) return parsed.data;
  const names = parsed.error.issues.map(({ path }) => path.join('.'));
  throw new GateError(
    'CONFIG_INVALID',
    `The runner's environment lacks a valid ${names.join(', ')}.`,
    {
      remedy: 'Leave the variables alone that GitHub Actions sets, or unset GITHUB_ACTIONS.',
    },
  );
}

/** The context of the command line, outside GitHub Actions. */
function localContext(environment: Variables): RunContext {
  return {
    isActions: false,
    event: 'none',
    eventName: '',
    repository: environment.GITHUB_REPOSITORY ?? '',
    defaultBranch: '',
    ref: '',
    baseBranch: '',
    sha: '',
    runId: '',
    runAttempt: 1,
    serverUrl: environment.GITHUB_SERVER_URL ?? SERVER_URL,
    pullRequest: undefined,
    workflowRun: undefined,
    isDefaultBranch: false,
  };
}

/** What an event alone decides of a run's context. */
type EventFacts = Pick<
  RunContext,
  'sha' | 'baseBranch' | 'pullRequest' | 'queuedPull' | 'workflowRun' | 'isPublication'
>;

/** What is known of the run besides the payload. */
interface RunnerFacts {
  readonly event: EventName;
  readonly eventName: string;
  readonly sha: string;
  readonly ref: string;
  readonly defaultBranch: string;
  readonly actor: string;
}

type Reader = (payload: unknown, run: RunnerFacts) => EventFacts;

/** The login under which Dependabot writes and starts runs. */
export const DEPENDABOT = 'dependabot[bot]';

/** The actions of a release event that make a level public. */
const PUBLICATIONS: ReadonlySet<string> = new Set(['published', 'released']);

/** How an event is read, by what its run is about: whose head, and whose baseline. */
const READERS: Readonly<Record<EventRules['subject'], Reader>> = {
  'pull-request': readPull,
  'merge-group': readQueue,
  'own-branch': ownBranch,
  'triggering-run': readTriggering,
  'default-branch': defaultBranch,
};

/**
 * The facts of an event. Head, base and number of a pull request, and the head of a merge group or a
 * triggering run, come from the payload only: GITHUB_REF and GITHUB_SHA name other things there.
 *
 * @param payload the parsed payload; not looked at for events that need nothing of it
 * @throws GateError CONFIG_INVALID naming each field that is missing or not as it must be
 */
function readEvent(payload: unknown, run: RunnerFacts): EventFacts {
  return READERS[rulesOf(run.event).subject](payload, run);
}

/** A pull request: its head is named, its base branch's baseline compared with. */
function readPull(payload: unknown, run: RunnerFacts): EventFacts {
  const { pull_request: pull, action, changes } = parse(pullRequestPayload, payload, run.eventName);
  // Without `changes` nothing is known of what was edited.
  const isTextEdit = action === 'edited' && changes?.base === undefined && changes != null;
  const { base, head } = pull;
  const headRepository = head.repo?.full_name ?? '';
  const pullRequest: PullRequest = {
    number: pull.number,
    headSha: head.sha,
    headRepository,
    baseSha: base.sha,
    baseBranch: base.ref,
    isOpen: pull.state === 'open',
    isFork: headRepository !== base.repo.full_name,
    isDependabot: [pull.user?.login, run.actor].includes(DEPENDABOT),
    isBot: isBot(pull.user) || isBot({ login: run.actor }) || undefined,
    ...(isTextEdit ? { isTextEdit } : {}),
  };
  return {
    sha: head.sha,
    baseBranch: base.ref,
    pullRequest,
    workflowRun: undefined,
    isPublication: undefined,
  };
}

/**
 * Whether an account is an app's.
 *
 * @param account as GitHub shows it; some apps have a login without `[bot]`, and nothing but a type tells
 */
export function isBot(account: Account | null | undefined): boolean {
  return account?.type === 'Bot' || account?.login.endsWith('[bot]') === true;
}

/** A merge group: the branch it will be merged into is the base. */
function readQueue(payload: unknown, run: RunnerFacts): EventFacts {
  const { merge_group: group } = parse(mergeGroupPayload, payload, run.eventName);
  const baseBranch = branchOf(group.base_ref);
  return {
    ...defaultBranch(payload, run),
    sha: group.head_sha,
    baseBranch,
    queuedPull: queuedPullOf(group, baseBranch),
  };
}

/**
 * The pull request of a merge group, from the name of its branch: `gh-readonly-queue/main/pr-7-SHA`, where SHA is the
 * group's parent. The payload has the number nowhere else; a name of any other form gives none.
 */
function queuedPullOf(
  { head_ref: ref = '', base_sha: base }: z.infer<typeof mergeGroupPayload>['merge_group'],
  baseBranch: string,
): number | undefined {
  const prefix = `refs/heads/gh-readonly-queue/${baseBranch}/`;
  const [, number, parent] =
    /^pr-([1-9]\d{0,9})-([0-9a-f]{40,64})$/.exec(
      ref.startsWith(prefix) ? ref.slice(prefix.length) : '',
    ) ?? [];
  return number !== undefined && parent === base ? Number(number) : undefined;
}

/** A run that follows another: the other's head is named. */
function readTriggering(payload: unknown, run: RunnerFacts): EventFacts {
  const { workflow_run: other } = parse(workflowRunPayload, payload, run.eventName);
  const workflowRun = {
    id: String(other.id),
    event: other.event,
    headSha: other.head_sha,
    headBranch: other.head_branch ?? '',
    headRepository: other.head_repository?.full_name ?? '',
    isDependabot: other.actor?.login === DEPENDABOT,
    isBot: (rulesOf(eventNameOf(other.event)).withholdsSecrets && isBot(other.actor)) || undefined,
  };
  return { ...defaultBranch(payload, run), sha: other.head_sha, workflowRun };
}

/** A branch's own run; one on a tag has no branch and compares with the default one. */
function ownBranch(payload: unknown, run: RunnerFacts): EventFacts {
  return { ...defaultBranch(payload, run), baseBranch: branchOf(run.ref) || run.defaultBranch };
}

/** Everything else compares with the default branch. */
function defaultBranch(payload: unknown, run: RunnerFacts): EventFacts {
  return {
    sha: run.sha,
    baseBranch: run.defaultBranch,
    pullRequest: undefined,
    workflowRun: undefined,
    isPublication: run.event === 'release' ? isPublication(payload) : undefined,
  };
}

/**
 * Whether a release event is of a publication: a release or pre-release that was published, or a
 * pre-release that became a release. Creating, editing and deleting publish nothing, and a change
 * back to a pre-release takes a level back. A payload that does not say so is of none.
 */
function isPublication(payload: unknown): boolean {
  const said = releasePayload.safeParse(payload).data;
  return said !== undefined && PUBLICATIONS.has(said.action) && !said.release.draft;
}

/**
 * The branch of a full ref.
 *
 * @param ref a full ref, e.g. `refs/heads/main`
 * @returns its name; empty when the ref is no branch
 */
function branchOf(ref: string): string {
  return ref.startsWith('refs/heads/') ? ref.slice('refs/heads/'.length) : '';
}

/** A payload of this shape, or an error that names each field in which it differs. */
function parse<T>(schema: z.ZodType<T>, payload: unknown, eventName: string): T {
  const parsed = schema.safeParse(payload);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'everything');
  throw new GateError(
    'CONFIG_INVALID',
    `The payload of the ${eventName} event lacks, or has no valid, ${[...new Set(fields)].join(', ')}.`,
    { remedy: 'GITHUB_EVENT_PATH has to name the payload that GitHub sent for this run.' },
  );
}

const sha = z.string().regex(/^[0-9a-f]{40,64}$/);
const name = z.string().min(1);
const fullName = z.string().regex(/^[^/\s]+\/[^/\s]+$/);
const repository = z.object({ full_name: fullName });

/** Who did something; the type of an app is `Bot`. */
export const account = z.object({ login: name, type: z.string().nullish() });

/** What {@link account} gives. */
type Account = z.infer<typeof account>;

/**
 * What is read of a pull_request or pull_request_target payload. The head's repository is null once
 * a fork was deleted. An edit says what was changed: `changes.base` is there when the base was.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#pull_request
 */
const pullRequestPayload = z.object({
  action: z.string().nullish().catch(undefined),
  changes: z.object({ base: z.unknown().optional() }).nullish().catch(undefined),
  pull_request: z.object({
    number: z.number().int().positive(),
    state: z.enum(['open', 'closed']),
    user: account.nullish().catch(undefined),
    head: z.object({ sha, repo: repository.nullish() }),
    base: z.object({ sha, ref: name, repo: repository }),
  }),
});

/**
 * What is read of a merge_group payload.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#merge_group
 */
const mergeGroupPayload = z.object({
  merge_group: z.object({
    head_sha: sha,
    base_ref: z.string().regex(/^refs\/heads\/./),
    head_ref: z.string().optional().catch(undefined),
    base_sha: sha.optional().catch(undefined),
  }),
});

/**
 * What is read of a release payload.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#release
 */
const releasePayload = z.object({
  action: name.catch(''),
  // What does not say that it is public is taken for a draft.
  release: z.object({ draft: z.boolean() }).catch({ draft: true }),
});

/**
 * What is read of a workflow_run payload.
 *
 * @see https://docs.github.com/en/webhooks/webhook-events-and-payloads#workflow_run
 */
const workflowRunPayload = z.object({
  workflow_run: z.object({
    id: z.number().int().positive(),
    event: name,
    head_sha: sha,
    head_branch: name.nullish(),
    head_repository: repository.nullish(),
    actor: account.nullish().catch(undefined),
  }),
});
