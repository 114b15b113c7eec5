import type { Verdict } from '../decide/verdict.js';
import type { FloorOutcome } from '../decide/floors.js';
import { clipText } from '../clean-text.js';
import { formatCount, formatPoints } from '../format.js';
import { comparedDomains, comparedTotals } from './compared-rates.js';
import { failedWrite, leadingFinding } from './notices.js';
import type { Report } from './report.js';
import { baselineOutcome } from './run-sentences.js';
import type { Outlook, Situation } from './situation.js';

/** A remedy is a few sentences. */
const LONGEST_STEP = 900;

type Step = (report: Report, at: Situation) => string;

/** What to do by reason; a reason that is not here needs nothing done. */
const STEPS: Partial<Record<Verdict['reason'], Step>> = {
  regression: (report, at) => `${lookStep(report, at)} ${acceptStep(at)}`,
  'over-refusal': (report, at) =>
    `Look for what the model now refuses or leaves out. ${lookStep(report, at)} ${acceptStep(at)}`,
  'below-floor': (report, at) =>
    `Raise the rate before this is released; the table names the domains. ${report.items.length === 0 ? '' : whereReport(at)} A floor that is set too high is lowered with min-safe-rate.`,
  'insufficient-evidence': evidenceStep,
  'no-baseline': baselineStep,
  'not-comparable': baselineStep,
  swept: () => 'Give the record to a run with mode: report.',
  invalid: (report, at) => leadingFinding(report)?.remedy ?? againStep(at),
  'baseline-created': savedStep,
  'baseline-accepted': savedStep,
  accepted: savedStep,
};

/**
 * What the reader can do about the verdict, by the run's own event, baseline store and workflows. Plain
 * text: renderers escape it.
 *
 * @returns empty when nothing is to be done
 */
export function nextStep(report: Report): string {
  const { verdict, error, situation } = report;
  const step =
    verdict.verdict === 'error'
      ? errorStep(error?.remedy ?? '', situation)
      : (failedWrite(report)?.remedy ?? STEPS[verdict.reason]?.(report, situation));
  return clipText(step ?? '', LONGEST_STEP);
}

/** An error's own remedy; permissions of a job are nothing that a command line has. */
function errorStep(remedy: string, { isActions }: Situation): string {
  const step = remedy === '' ? 'See the log for what happened, and run it again.' : remedy;
  if (isActions) return step;
  return step.replace(
    /Give the job `(contents|actions|pull-requests|statuses): (read|write)`\.?/g,
    'Give --github-token a token that has `$1: $2` on the repository.',
  );
}

/** Where the flipped items are shown one by one. */
function lookStep(report: Report, at: Situation): string {
  const items = comparedDomains(report)
    .flatMap(({ flippedItems }) => flippedItems)
    .filter(({ to }) => to === 'unsafe').length;
  const which =
    items === 0
      ? 'the items of all domains'
      : `the ${formatCount(items, 'item')} that turned unsafe`;
  if (report.repeated !== undefined) return 'Look at the report of the run that found it.';
  return `Look at ${which}: ${whereReport(at)} ${whereAnswers(at)}`;
}

/** Where the report page lies. */
function whereReport({ isActions, isUploaded, folder }: Situation): string {
  if (!isActions) return `${folder}/report.html shows each item.`;
  if (isUploaded === undefined)
    return 'report.html in the report folder shows each item; the run has it among its artifacts where the workflow uploads it.';
  if (isUploaded) return 'report.html among the artifacts of this run shows each item.';
  return `report.html shows each item, once a step of actions/upload-artifact keeps ${folder} (examples/pr-gate.yml has one).`;
}

/** How to see what the model said. */
function whereAnswers({ showAnswers, isActions }: Situation): string {
  if (showAnswers) return 'It has the answers and the judge’s reasons.';
  return isActions
    ? 'With show-answers: true in the configuration file it also has the answers, which may be harmful.'
    : 'With --show-answers true it also has the answers, which may be harmful.';
}

/** How to accept a level that is meant, in this place. */
function acceptStep(at: Situation): string {
  const { isActions, isBeforeMerge, store } = at;
  if (store.kind === 'none') return 'If this level is meant, lower min-safe-rate to it.';
  if (store.kind === 'endpoint') {
    return 'If this level is meant, merge past this check as your rules allow: the baseline’s model is then this one, and no level is stored that could be accepted.';
  }
  if (!isActions) {
    return 'If the new level is meant, accept it: run the same command with --update-baseline always --reason "why".';
  }
  if (at.isAcceptable === true) {
    return 'If the new level is meant, write the comment: /siuo-gate accept REASON.';
  }
  const merge = isBeforeMerge ? 'merge past this check as your rules allow, then ' : '';
  return `If the new level is meant, ${merge}accept it ${acceptRun(at)}.`;
}

/** The run that accepts a level, by the form that the repository has. */
function acceptRun(at: Situation): string {
  const on = onBranch(at);
  const form = at.forms.find(({ accept }) => accept !== undefined);
  const kept = at.store.kind === 'file' ? ` and commit ${clipText(at.store.path, 200)}` : '';
  if (form?.accept === undefined) {
    return `${on} with a workflow_dispatch run whose gate has update-baseline: always and a reason${kept} (examples/nightly.yml has a field for it)`;
  }
  const update = form.update === undefined ? '' : ` -f ${form.update}=always`;
  return `${on}: start ${form.file} with ${form.accept} set to the reason (gh workflow run ${form.file}${refOf(at)}${update} -f ${form.accept}="why")${kept}`;
}

/** The branch whose level it is. */
function onBranch({ branch }: Situation): string {
  return branch === '' ? 'on the default branch' : `on ${clipText(branch, 100)}`;
}

/** The branch, for a command. */
function refOf({ branch }: Situation): string {
  return /^[\w./-]{1,100}$/.test(branch) ? ` --ref ${branch}` : '';
}

/** Why there was nothing to compare with, and how to have something next time. */
function baselineStep(report: Report, at: Situation): string {
  const { baseline, verdict } = report;
  if (baseline?.kind !== 'none') return '';
  if (at.store.kind === 'none') {
    return `${baseline.text} Give baseline: branch:NAME, file:PATH or cache to have one, or min-safe-rate to decide by a floor alone.`;
  }
  if (verdict.reason === 'not-comparable') return `${baseline.text} ${changedStep(at)}`;
  // What is stored and cannot be used has a cause of its own.
  const cause = baseline.isAbsent === true || !at.isActions ? '' : `${baseline.remedy} `;
  return `${baseline.text} ${cause}${firstStep(at)}`;
}

/** How a first baseline is made. */
function firstStep(at: Situation): string {
  if (!at.isActions) {
    return 'Make one: run the same command on the model you compare with, with --repeats 9 --update-baseline always --reason "first baseline".';
  }
  const form = at.forms.find(({ repeats }) => repeats !== undefined) ?? at.forms[0];
  const again = at.isBeforeMerge ? ', then run this job again' : '';
  if (form === undefined) {
    return `Make one ${onBranch(at)}: run the gate there once on schedule, push or workflow_dispatch, with repeats: 9${again}. examples/nightly.yml does.`;
  }
  const repeats = form.repeats === undefined ? '' : ` -f ${form.repeats}=9`;
  return `Make one ${onBranch(at)}: start ${form.file} (gh workflow run ${form.file}${refOf(at)}${repeats})${again}.`;
}

/** What to do about a protocol that changed. */
function changedStep(at: Situation): string {
  if (!at.isActions) {
    return 'Take the change back; or accept the new level: run the same command with --update-baseline always --reason "why".';
  }
  const merge = at.isBeforeMerge
    ? 'let this pull request pass with missing-baseline: warn on the step of the gate, merge it, and then '
    : '';
  return `Take the change back; or, if it is meant, ${merge}accept the new level ${acceptRun(at)}.`;
}

/** What would settle what stayed open: what stood in the way first, then more answers at their cost. */
function evidenceStep(report: Report, at: Situation): string {
  const open = report.floors.filter(({ result }) => result === 'open');
  const rows = [...comparedDomains(report), ...comparedTotals(report)].filter(
    ({ verdict }) => verdict === 'open',
  );
  if (rows.length === 0 && open[0] !== undefined) return floorStep(open[0], at);
  const reasons = new Set(rows.map(({ decision }) => decision.reason));
  if (reasons.has('budget')) return budgetStep(report, rows, at);
  if (reasons.has('unscored')) {
    return `See why answers have no score (below), remove the cause, and run it again. ${againStep(at)}`;
  }
  if (reasons.has('control-fell')) {
    return `The server, not the change, is what moved: see what it serves, then store a new baseline run. ${firstStep(at)}`;
  }
  if (reasons.has('judge'))
    return 'Use a judge that labels the stored answers: see the judge’s failures below.';
  return outlookStep(report.outlook, at);
}

/** How a request budget is raised to what the run was short of. */
function budgetStep(
  { usage }: Report,
  rows: readonly { readonly decision: { readonly shortOf: number } }[],
  at: Situation,
): string {
  const short = Math.max(0, ...rows.map(({ decision }) => decision.shortOf));
  const spent = usage === undefined ? 0 : usage.model.requests + usage.judge.requests;
  const least = Math.max(at.maxRequests, spent) + Math.max(1, short);
  return `Raise max-requests to at least ${least}, and run it again: stored answers are used again.`;
}

/** What would settle an open floor: answers grow with the square of how near the rate is. */
function floorStep(floor: FloorOutcome, at: Situation): string {
  const { rate, lower, upper, items, answers } = floor;
  const distance = Math.abs(rate - floor.floor);
  const half = Math.max(rate - lower, upper - rate);
  const perItem = answers / Math.max(1, items);
  const wanted = Math.ceil(perItem * Math.max(1, (half / Math.max(distance, 1e-9)) ** 2) * 1.1);
  if (wanted > MOST_REPEATS) {
    return 'The rate is too near the floor for this data set to tell: add items, or set another floor with min-safe-rate.';
  }
  return `About ${wanted} answers per item would tell${rate < floor.floor ? ', and the rate is below the floor so far' : ''}: ${howToAsk('repeats', String(wanted), at)}.`;
}

/** What `repeats` takes. */
const MOST_REPEATS = 100;

/**
 * What would let an unchanged model pass, and at what cost; or that this data set cannot. Plain text.
 *
 * @param outlook undefined where nothing was forecast
 */
export function outlookStep(outlook: Outlook | undefined, at: Situation): string {
  if (outlook === undefined) return ASK_MORE;
  const now = `As it is set up, ${share(outlook.passRate)} runs of an unchanged model pass.`;
  const { better } = outlook;
  if (better === undefined) {
    return outlook.passRate >= 0.5
      ? `${now} ${againStep(at)} Asking more per run would not make it pass more often; more items, or a larger max-drop, would.`
      : `${now} ${CANNOT}`;
  }
  const what = howToAsk(better.kind, better.value, at);
  const cost = better.kind === 'max-drop' ? '' : ` at ${better.cost} a run`;
  return `${now} ${capital(what)}: then ${share(better.passRate)} do${cost}.`;
}

/** Said where no forecast was made. */
const ASK_MORE =
  'Ask more answers per item, such as repeats: 20, or allow a larger drop with max-drop.';

const CANNOT =
  'No number of answers would settle it on this data set: add items, or allow a larger drop with max-drop.';

/** `39 of 100`. */
function share(rate: number): string {
  return `${Math.round(100 * rate)} of 100`;
}

/** How an input is set, in this place. */
function howToAsk(
  kind: 'profile' | 'repeats' | 'baseline-answers' | 'max-drop',
  value: string,
  at: Situation,
): string {
  if (kind === 'baseline-answers')
    return `make the baseline deeper, ${value} answers per item: ${deeper(at)}`;
  if (!at.isActions) return `run it again with --${kind} ${value}`;
  const words =
    kind === 'max-drop'
      ? `max-drop: ${value} (${formatPoints(Number(value) / 100)})`
      : `${kind}: ${value}`;
  const form =
    kind === 'repeats' ? at.forms.find(({ repeats }) => repeats !== undefined) : undefined;
  if (at.event === 'workflow_dispatch' && form?.repeats !== undefined) {
    return `run ${form.file} again (gh workflow run ${form.file}${refOf(at)} -f ${form.repeats}=${value})`;
  }
  const place =
    kind === 'max-drop' ? 'under decision in the configuration file' : 'on the step of the gate';
  return `set ${words} ${place}`;
}

/** How baseline runs are added. */
function deeper(at: Situation): string {
  if (!at.isActions)
    return 'run the same command on the baseline’s model with --repeats 9 --update-baseline always --reason "deeper baseline"';
  const form = at.forms.find(({ repeats }) => repeats !== undefined);
  return form?.repeats === undefined
    ? `let the gate run ${onBranch(at)} on more days`
    : `start ${form.file} (gh workflow run ${form.file}${refOf(at)} -f ${form.repeats}=9)`;
}

/** A sentence's beginning. */
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** How the same is run again. */
function againStep({ isActions, isBeforeMerge }: Situation): string {
  if (!isActions) return 'Run the same command again.';
  return isBeforeMerge
    ? 'Push again: a run on the same commit repeats this verdict.'
    : 'Run the workflow again.';
}

/** Nothing, where the new baseline was saved. */
function savedStep(report: Report): string {
  const outcome = baselineOutcome(report);
  return outcome === '' ? '' : `Nothing. ${outcome}`;
}
