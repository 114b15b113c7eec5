import type { RunEvent } from '../events.js';
import type { CacheScope } from './runtime-token.js';

/** The cache scopes GitHub gives a run of this event, in the order they are searched. */
export function scopesOfRun(event: RunEvent): readonly CacheScope[] {
  const own = { ref: event.ref, canRead: true, canWrite: !isUntrusted(event) };
  const others = [
    ...(event.name === 'pull_request' ? [`refs/heads/${event.baseRef ?? ''}`] : []),
    `refs/heads/${event.defaultBranch}`,
  ];
  const readable = [...new Set(others)].filter((ref) => ref !== own.ref);
  return [own, ...readable.map((ref) => ({ ref, canRead: true, canWrite: false }))];
}

/** Events anybody can trigger, which run on the default branch: since June 2026 they only read. */
function isUntrusted(event: RunEvent): boolean {
  if (['pull_request_target', 'issue_comment', 'issues'].includes(event.name)) return true;
  return event.name === 'workflow_run' && event.isFromFork;
}
