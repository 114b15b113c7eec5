import type { CommentDraft } from '../../src/report/pull-comment.io.js';
import { NO_SEAL } from '../../src/report/memory-seal.js';
import { NO_MEMORY } from '../../src/report/verdict-memory.js';
import { pullRequest } from '../fakes/events.js';
import { startWorld, type World } from './world.js';

export const REPO = 'octo-org/octo-repo';

/** What posting a comment needs. */
export const WRITE = { 'pull-requests': 'write' } as const;

export const VERDICT = {
  sha: 'c'.repeat(40),
  verdict: 'pass',
  reason: 'no-regression',
  at: '2026-01-15T03:17:00.000Z',
} as const;

/** A comment on pull request 7, by run 9001. */
export function draft({
  body = '## Passed',
  ...change
}: Partial<CommentDraft> & { readonly body?: string } = {}): CommentDraft {
  const run = { runId: '9001', runAttempt: 1 };
  const render = (): string => body;
  const memory = { before: NO_MEMORY, own: undefined };
  const place = { repository: REPO, number: 7, key: 'default', seal: NO_SEAL };
  return { ...place, run, verdict: VERDICT, memory, render, ...change };
}

/** A GitHub with pull request 7. */
export async function pullWorld(
  permissions: Parameters<typeof startWorld>[0] = WRITE,
): Promise<World> {
  const world = await startWorld(permissions);
  world.github.state.addEvent(pullRequest());
  return world;
}

/** The comments on the pull request, without their hidden lines behind the marker. */
export const bodies = ({ github }: World): readonly string[] =>
  github.state
    .commentsOn(7)
    .map(({ body }) => body.replaceAll(/<!-- siuo-gate-(?:verdicts|leg):\S+ -->\n/g, ''));
