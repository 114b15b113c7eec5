import { acceptedVerdict, type VerdictReason } from '../decide/verdict.js';
import { mayPin, mayUpdate } from '../baseline/may-write.js';
import { GateError, messageOf } from '../errors.js';
import { covers, isOf, type Waiver, type WaiverSubject } from '../report/waiver.js';
import type { RedGroup } from '../report/red-groups.js';
import { floorsOf } from './figures.js';
import { measuredOf, redGroups } from './red-groups.js';
import { subjectOf } from './repeat-verdict.js';
import type { Known } from './run-log.js';
import type { Run } from './run.js';

/** What a comment can accept; a missed floor is no drop. */
const ACCEPTABLE: ReadonlySet<VerdictReason['reason']> = new Set(['regression', 'over-refusal']);

/** Merged pull requests that are looked up at most. */
const MOST_LOOKED_UP = 5;

/**
 * The verdict of a run, a red one with what people have accepted by a comment. On a pull request a waiver
 * counts that is of this very head, target, baseline and protocol; on the branch that it was merged into, one
 * that is newer than the level it is compared with. Either has to cover everything that is red. What cannot
 * be read accepts nothing.
 *
 * @param run where waivers are read, and the one that holds is noted
 * @param known what the run knows at its end
 * @param said what it came to
 */
export async function applyWaiver(
  run: Pick<Run, 'config' | 'context' | 'waivers' | 'events'>,
  known: Known,
  said: VerdictReason,
): Promise<VerdictReason> {
  const { waivers, context, events } = run;
  if (waivers === undefined || said.verdict !== 'fail' || !ACCEPTABLE.has(said.reason)) return said;
  const look = lookOf(run, known);
  if (look === undefined) return said;
  try {
    const ours = (await waivers.read()).filter(look.isOurs);
    const fitting = ours.filter((each) => covers(each, look.red));
    for (const waiver of fitting.slice(0, MOST_LOOKED_UP)) {
      const isMerged = context.pullRequest === undefined;
      const into = { branch: context.baseBranch, sha: context.sha };
      if (isMerged && !(await waivers.isMerged(waiver.pullRequest, into))) continue;
      // The floors of a verdict that is repeated are not measured again: those that were set are open.
      const accepted = acceptedVerdict(said, floorsOf(measuredOf(known)));
      if (accepted.reason === 'accepted') events.append({ type: 'noted', note: { waiver } });
      return accepted;
    }
    if (ours.length > 0 && fitting.length === 0) {
      const [{ pullRequest } = { pullRequest: 0 }] = ours;
      const waiverProblem = `what was accepted in pull request ${pullRequest} does not cover everything that is red, or not so large a drop.`;
      events.append({ type: 'noted', note: { waiverProblem } });
    }
  } catch (error) {
    const problem = error instanceof GateError ? error.line : messageOf(error);
    events.append({
      type: 'noted',
      note: { waiverProblem: `waivers could not be read: ${problem}` },
    });
  }
  return said;
}

/** What a run looks for among waivers. */
interface Look {
  readonly isOurs: (waiver: Waiver) => boolean;
  readonly red: readonly RedGroup[];
}

/** What this run looks for; undefined where no waiver can count. */
function lookOf(
  { config, context }: Pick<Run, 'config' | 'context'>,
  known: Known,
): Look | undefined {
  const { items, chosenBaseline, subject, repeated } = known;
  if (chosenBaseline?.kind !== 'baseline') return undefined;
  const red = repeated === undefined ? redGroups(measuredOf(known)) : repeated.red;
  const baselineName = config.baseline.name;
  if (context.pullRequest !== undefined) {
    if (subject === undefined) return undefined;
    const { head, target, protocol, baseline } = subject;
    const pullRequest = context.pullRequest.number;
    const wanted: WaiverSubject = { pullRequest, head, target, baselineName, protocol, baseline };
    return { isOurs: (waiver) => isOf(waiver, wanted), red };
  }
  const { update } = config.baseline;
  const isLevel = update === 'auto' && mayUpdate(update, context);
  if (!isLevel || mayPin(update, context, config.decision.profile)) return undefined;
  if (items === undefined) return undefined;
  const of = subjectOf({ config, context }, { items, chosenBaseline, merged: known.merged });
  const acceptedMs = Date.parse(chosenBaseline.baseline.acceptedAt);
  return {
    red,
    isOurs: (waiver) =>
      waiver.baselineName === baselineName &&
      waiver.target === of.target &&
      waiver.protocol === of.protocol &&
      Date.parse(waiver.at) > acceptedMs,
  };
}
