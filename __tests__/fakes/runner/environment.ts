import type { RunEvent } from '../events.js';
import { idOf } from '../payloads.js';
import type { Machine } from './machine.js';

/** What tells one run from another. */
export interface RunIdentity {
  readonly id: number;
  readonly attempt: number;
  readonly number: number;
  readonly workflow: string;
  readonly job: string;
}

/** Where GitHub is. */
export interface GitHubUrls {
  readonly server: string;
  readonly api: string;
  readonly graphql: string;
}

/** The `github` context as far as actions see it, by its keys there. */
export function githubContext(
  event: RunEvent,
  run: RunIdentity,
  urls: GitHubUrls,
  workspace: string,
): Readonly<Record<string, string>> {
  const workflowPath = '.github/workflows/gate.yml';
  return {
    action: '__self',
    action_repository: '',
    action_ref: '',
    actor: event.actor,
    actor_id: String(idOf(event.actor)),
    api_url: urls.api,
    base_ref: event.baseRef ?? '',
    event_name: event.name,
    graphql_url: urls.graphql,
    head_ref: event.headRef ?? '',
    job: run.job,
    ref: event.ref,
    ref_name: event.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_protected: 'false',
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: event.repository,
    repository_id: String(idOf(event.repository)),
    repository_owner: event.repository.split('/')[0] ?? '',
    repository_owner_id: String(idOf(event.repository.split('/')[0] ?? '')),
    retention_days: '90',
    run_attempt: String(run.attempt),
    run_id: String(run.id),
    run_number: String(run.number),
    server_url: urls.server,
    sha: event.sha,
    triggering_actor: event.actor,
    workflow: run.workflow,
    workflow_ref: `${event.repository}/${workflowPath}@${event.ref}`,
    workflow_sha: event.sha,
    workspace,
  };
}

/** The environment of an action, but for its inputs, state and the files of a step. */
export function jobEnvironment(
  context: Readonly<Record<string, string>>,
  machine: Machine,
): Readonly<Record<string, string>> {
  const github = Object.entries(context).map(
    ([name, value]) => [`GITHUB_${name.toUpperCase()}`, value] as const,
  );
  return {
    PATH: process.env.PATH ?? '',
    HOME: machine.home,
    LANG: 'C.UTF-8',
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    ...Object.fromEntries(github),
    RUNNER_ARCH: process.arch === 'arm64' ? 'ARM64' : 'X64',
    RUNNER_ENVIRONMENT: 'github-hosted',
    RUNNER_NAME: 'GitHub Actions 1',
    RUNNER_OS: { darwin: 'macOS', win32: 'Windows' }[process.platform as string] ?? 'Linux',
    RUNNER_TEMP: machine.temp,
    RUNNER_TOOL_CACHE: machine.tools,
    RUNNER_WORKSPACE: `${machine.root}/work`,
  };
}

/** The environment variable of an input: upper case, spaces as underscores, hyphens kept. */
export function inputVariable(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
