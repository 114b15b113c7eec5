import { acceptedVerdict, type VerdictReason } from '../decide/verdict.js';
import { mayPin, mayUpdate } from '../baseline/may-write.js';
import { GateError, messageOf } from '../errors.js';
import { domainLabel } from '../report/labels.js';
import { covers, isOf, uncovered, type Waiver, type WaiverSubject } from '../report/waiver.js';
import { redDomains, type RedGroup } from '../report/red-groups.js';
import type { WaiverSource } from '../report/reporter.js';
import { floorsOf } from './figures.js';
import { dropsOf, measuredOf, redGroups } from './red-groups.js';
import { subjectOf } from './repeat-verdict.js';
import type { Known, Note } from './run-log.js';
import type { Run } from './run.js';

/** What a comment can accept; a missed floor is no drop. */
const ACCEPTABLE: ReadonlySet<VerdictReason['reason']> = new Set(['regression', 'over-refusal']);

/** Merged pull requests that are looked up at most, the newest waivers first. */
const MOST_LOOKED_UP = 10;

/**
 * The verdict of a run, a red one with what people have accepted by comments. On a pull request a waiver
 * counts that is of this very head, target, baseline and protocol; on the branch that pull requests were merged into,
 * all of theirs that are newer than the level it is compared with; in a merge queue these, and that of the
 * queued pull request's head. Together they have to cover everything that is red. What cannot be read accepts
 * nothing.
 *
 * @param run where waivers are read, and those that hold are noted
 * @param known what the run knows at its end
 * @param said what it came to
 */
export async function applyWaiver(
  run: Pick<Run, 'config' | 'context' | 'waivers' | 'events'>,
  known: Known,
  said: VerdictReason,
): Promise<VerdictReason> {
  const { waivers, events } = run;
  if (waivers === undefined || said.verdict !== 'fail' || !ACCEPTABLE.has(said.reason)) return said;
  const look = lookOf(run, known);
  if (look === undefined) return said;
  const tell = (note: Note): void => events.append({ type: 'noted', note });
  try {
    const given = await waivers.read();
    const counted = await look.counted(given.filter(look.isOurs), waivers);
    if (covers(counted, look.red)) {
      // The floors of a verdict that is repeated are not measured again: those that were set are open.
      const accepted = acceptedVerdict(said, floorsOf(measuredOf(known)));
      if (accepted.reason === 'accepted') tell({ waivers: counted, ...begunBy(counted, known) });
      return accepted;
    }
    const others =
      counted.length > 0 ? [] : await look.counted(given.filter(look.isOther), waivers);
    const waiverProblem = problemOf({ counted, others, red: look.red });
    if (waiverProblem !== undefined) tell({ waiverProblem });
  } catch (error) {
    const problem = error instanceof GateError ? error.line : messageOf(error);
    tell({ waiverProblem: `waivers could not be read: ${problem}` });
  }
  return said;
}

/** What a run looks for among waivers. */
interface Look {
  readonly red: readonly RedGroup[];
  /** Whether a waiver is of what the run is about, as far as the waiver says. */
  readonly isOurs: (waiver: Waiver) => boolean;
  /** Whether it would be, were it of the same target. */
  readonly isOther: (waiver: Waiver) => boolean;
  /** Those that count, by what became of their pull requests. Throws as the source does. */
  readonly counted: (
    waivers: readonly Waiver[],
    source: WaiverSource,
  ) => Promise<readonly Waiver[]>;
}

/** What this run looks for; undefined where no waiver can count. */
function lookOf(run: Pick<Run, 'config' | 'context'>, known: Known): Look | undefined {
  const { chosenBaseline, repeated } = known;
  if (chosenBaseline?.kind !== 'baseline') return undefined;
  const red = repeated === undefined ? redGroups(measuredOf(known)) : repeated.red;
  return run.context.pullRequest === undefined
    ? lookAfterMerge(run, known, red)
    : lookOnPull(run, known, red);
}

/** On a pull request: what was accepted of this very head. */
function lookOnPull(
  { config, context: { pullRequest } }: Pick<Run, 'config' | 'context'>,
  { subject }: Known,
  red: readonly RedGroup[],
): Look | undefined {
  if (subject === undefined || pullRequest === undefined) return undefined;
  const { head, target, protocol, baseline } = subject;
  const baselineName = config.baseline.name;
  const wanted: WaiverSubject = {
    ...{ pullRequest: pullRequest.number, head, target, baselineName, protocol, baseline },
  };
  return {
    red,
    isOurs: (waiver) => isOf(waiver, wanted),
    isOther: () => false,
    counted: (waivers) => {
      const whole = waivers.find((each) => covers([each], red));
      return Promise.resolve(whole === undefined ? waivers : [whole]);
    },
  };
}

/** On a branch, and in the queue in front of it: what was accepted since the level began. */
function lookAfterMerge(
  { config, context }: Pick<Run, 'config' | 'context'>,
  { items, chosenBaseline, merged }: Known,
  red: readonly RedGroup[],
): Look | undefined {
  const { update } = config.baseline;
  const isLevel = update === 'auto' && mayUpdate(update, context);
  const mayBegin = isLevel && !mayPin(update, context, config.decision.profile);
  const isQueued = context.event === 'merge_group';
  if (!mayBegin && !isQueued) return undefined;
  if (items === undefined || chosenBaseline?.kind !== 'baseline') return undefined;
  const of = subjectOf({ config, context }, { items, chosenBaseline, merged });
  const begunMs = Date.parse(chosenBaseline.baseline.acceptedAt);
  const isOfLevel = (waiver: Waiver): boolean =>
    waiver.baselineName === config.baseline.name &&
    waiver.protocol === of.protocol &&
    Date.parse(waiver.at) > begunMs;
  const into = { branch: context.baseBranch, sha: context.sha };
  return {
    red,
    isOurs: (waiver) => isOfLevel(waiver) && waiver.target === of.target,
    isOther: (waiver) => isOfLevel(waiver) && waiver.target !== of.target,
    counted: async (waivers, source) => {
      const counted: Waiver[] = [];
      for (const waiver of waivers.slice(0, MOST_LOOKED_UP)) {
        const { pullRequest, head } = waiver;
        const isIn =
          isQueued && pullRequest === context.queuedPull
            ? (await source.openHead(pullRequest, into.branch)) === head
            : await source.isMerged(pullRequest, into);
        if (isIn) counted.push(waiver);
      }
      return counted;
    },
  };
}

/**
 * The domains whose level begins: those that are listed, and dropped by no more than was accepted, whether that is
 * shown or not. All of them where all together alone are listed.
 */
function begunBy(counted: readonly Waiver[], known: Known): Pick<Note, 'begunDomains'> {
  const listed = counted.flatMap(({ accepted }) => accepted);
  if (listed.every(({ domain }) => domain === null)) return {};
  const measured = measuredOf(known);
  const drops = dropsOf(measured, redDomains(listed, [...measured.ranked.keys()]));
  const beyond = new Set(
    drops.filter((each) => !covers(counted, [each])).map(({ domain }) => domain),
  );
  const names = new Set(drops.map(({ domain }) => domain));
  return { begunDomains: [...names].filter((name) => !beyond.has(name)) };
}

/** Why the red stands in spite of what was accepted; undefined where nothing was. */
function problemOf({
  counted,
  others,
  red,
}: {
  readonly counted: readonly Waiver[];
  readonly others: readonly Waiver[];
  readonly red: readonly RedGroup[];
}): string | undefined {
  if (counted.length === 0) {
    if (others.length === 0) return undefined;
    return `what was accepted in ${pullsOf(others)} is of another model or prompt than this run asks.`;
  }
  const open = uncovered(counted, red).map(({ domain, metric, drop, accepted }) => {
    const name = domainLabel(domain ?? 'all domains together', metric);
    const by = drop === undefined ? '' : ` dropped by ${exactPoints(drop)}`;
    return accepted === undefined
      ? `${name}${by}, which nobody accepted`
      : `${name}${by}, and at most ${exactPoints(accepted)} are accepted`;
  });
  return `what was accepted in ${pullsOf(counted)} does not cover all of it: ${open.join('; ')}.`;
}

/** A drop to a hundredth of a point, which is what a waiver holds. */
function exactPoints(drop: number): string {
  return `${Number((100 * drop).toFixed(2))} points`;
}

/** The pull requests of waivers. */
function pullsOf(waivers: readonly Waiver[]): string {
  const numbers = [...new Set(waivers.map(({ pullRequest }) => pullRequest))];
  return `${numbers.length === 1 ? 'pull request' : 'pull requests'} ${numbers.join(', ')}`;
}
