import { z } from 'zod';
import { GateError } from '../errors.js';
import { withoutEndSlashes } from '../foreign.js';
import { eventNameOf, rulesOf } from './events.js';
import { branchOf, DEPENDABOT, readEvent } from './read-event.js';
import type { RunContext } from './run-context.js';

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
 * Where and why a run happens.
 *
 * @param environment the process's variables
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
    serverUrl: withoutEndSlashes(variables.GITHUB_SERVER_URL),
    isDependabot:
      (rulesOf(event).withholdsSecrets && variables.GITHUB_ACTOR === DEPENDABOT) || undefined,
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
