import type { RunEvent } from '../events.js';
import type { Permissions } from './access.js';

/** What a job's token may do: what the workflow says, but only read for a fork or Dependabot. */
export function jobPermissions(event: RunEvent, asked: Permissions): Permissions {
  const granted = { metadata: 'read', ...asked } as const;
  if (!isReadOnly(event)) return granted;
  const capped = Object.entries(granted).map(
    ([scope, level]) => [scope, level === 'write' ? 'read' : level] as const,
  );
  return Object.fromEntries(capped);
}

function isReadOnly({ name, actor, isFromFork }: RunEvent): boolean {
  if (name === 'pull_request') return isFromFork || actor === 'dependabot[bot]';
  return name === 'push' && actor === 'dependabot[bot]';
}
