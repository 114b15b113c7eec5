import type { AcceptRequest } from '../config/accept-command.js';
import type { FoundRed, RedFacts } from '../report/pull-memory.io.js';
import type { PullFacts, Standing } from '../github/accept-facts.io.js';
import type { AcceptOutcome, AcceptRefusal } from '../report/accept-reply.js';
import type { RememberedVerdict } from '../report/verdict-memory.js';
import type { RedGroup } from '../report/red-groups.js';
import type { Waiver } from '../report/waiver.js';

/** What an acceptance asks GitHub. Each throws GateError. */
export interface AcceptPorts {
  /** Whether the data branch is there; undefined where the baseline is kept elsewhere. */
  hasDataBranch(): Promise<boolean | undefined>;
  comment(): Promise<{ readonly body: string; readonly isEdited: boolean } | undefined>;
  standing(): Promise<Standing>;
  pull(): Promise<PullFacts>;
  reds(): Promise<RedFacts>;
  save(red: AcceptedRed): Promise<void>;
  /** Starts the failed jobs of a run again; gives why it could not. */
  rerun(runId: string): Promise<string | undefined>;
}

/** What is accepted, and of which red verdict. */
export interface AcceptedRed {
  readonly verdict: RememberedVerdict;
  readonly accepted: Waiver['accepted'];
}

/**
 * Accepts the red of a pull request's head as a comment asks, unless something speaks against it. Head,
 * base, permission and the comment itself are read at this moment, whatever the event says; the waiver is
 * of the head that was read, and of no later one.
 *
 * @param request the comment
 * @param ports GitHub
 * @throws GateError of what could not be read or written
 */
export async function accept(request: AcceptRequest, ports: AcceptPorts): Promise<AcceptOutcome> {
  if (!request.isPull) return refused({ kind: 'not-a-pull' });
  const standing = await ports.standing();
  if (standing === 'less') return refused({ kind: 'permission' });
  if (request.reason === '') return refused({ kind: 'no-reason' });
  const comment = await ports.comment();
  if (comment === undefined || comment.isEdited || comment.body !== request.body) {
    return refused({ kind: 'edited' });
  }
  const pull = await ports.pull();
  if (!pull.isOpen) return refused({ kind: 'closed' });
  const isOwn = pull.author.toLowerCase() === request.actor.toLowerCase();
  if (isOwn && standing !== 'admin') return refused({ kind: 'own' });
  const hasBranch = await ports.hasDataBranch();
  if (hasBranch !== true) {
    return refused({ kind: hasBranch === undefined ? 'not-a-branch' : 'no-data-branch' });
  }
  const red = redToAccept(await ports.reds(), pull.headSha, request.createdMs);
  if ('kind' in red) return refused(red);
  const accepted = acceptable(red.verdict.red);
  if (accepted === undefined) return refused({ kind: 'floor' });
  await ports.save({ verdict: red.verdict, accepted });
  const problem = await ports.rerun(red.runId);
  return { kind: 'accepted', head: pull.headSha, accepted, runId: red.runId, problem };
}

/** The red verdict of the head that the commenter has seen; else why there is none. */
function redToAccept(
  { reds, hasUnproved }: RedFacts,
  head: string,
  createdMs: number,
): FoundRed | AcceptRefusal {
  const red = reds.find(({ verdict }) => verdict.head === head);
  if (red === undefined) {
    if (hasUnproved) return { kind: 'unproved' };
    return { kind: reds.length === 0 ? 'no-red' : 'moved', head };
  }
  // Anybody who commented before it was known spoke of another head, or of nothing.
  const { at } = red.verdict;
  return at === undefined || at * 1000 > createdMs ? { kind: 'later', head } : red;
}

/** Red groups as they are accepted; undefined where one of them has no drop. */
function acceptable(red: readonly RedGroup[]): Waiver['accepted'] | undefined {
  const accepted = red.flatMap(({ metric, domain, drop }) =>
    drop === undefined ? [] : [{ metric, domain, drop }],
  );
  return accepted.length === red.length && red.length > 0 ? accepted : undefined;
}

/** An acceptance that did not happen. */
function refused(refusal: AcceptRefusal): AcceptOutcome {
  return { kind: 'refused', refusal };
}
