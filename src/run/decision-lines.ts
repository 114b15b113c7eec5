import type {
  LeftOpen,
  ConfirmedComparison,
  DecidedComparison,
  DecisionRecord,
  DecisionState,
  LookRecord,
} from '../decide/decision-state.js';
import type { ComparedSetup } from '../decide/comparisons.js';
import { worstCost } from '../decide/decision-plan.js';
import { movedLabels } from '../decide/labels.js';
import { reaches } from '../decide/profiles.js';
import type { VerdictReason } from '../decide/verdict.js';
import { clipText } from '../clean-text.js';
import { formatP } from '../format.js';

/** A name is part of a line. */
const LONGEST_NAME = 80;

/**
 * What is settled before anything is asked, in one line for the log.
 *
 * @param setup of the run
 * @param state before the first answer
 */
export function setupLine(setup: ComparedSetup, state: DecisionState): string {
  const { plan, stickyGroups } = setup;
  const items = plan.groups.reduce((all, { inPlay }) => all + inPlay, 0);
  const answers = [...new Set(plan.groups.map(({ decisionAnswers }) => decisionAnswers))];
  const leftOut = state.groups.reduce((all, group) => all + group.leftOut.length, 0);
  const overall = plan.overallMargin === undefined ? '' : `/${plan.overallMargin.toFixed(2)}`;
  return [
    `plan groups=${plan.groups.length} items=${items} level/group=${formatP(plan.groupLevel)}`,
    `overall=${formatP(plan.overallLevel)} K*=${answers.join('/')} K_o=${plan.overallAnswers}`,
    `margins=${plan.groupMargin.toFixed(2)}${overall} never-safe=${leftOut}`,
    ...(stickyGroups.length === 0 ? [] : [`sticky=${stickyGroups.map(named).join(',')}`]),
    `worst=${worstCost(plan)}`,
  ].join(' ');
}

/**
 * A look in one line.
 *
 * @param setup of the run
 * @param look what was seen
 */
export function lookLine(setup: ComparedSetup, look: LookRecord): string {
  const { stage, group, comparison, answersPerItem, items, itemsInPlay, p, upper } = look;
  const suspected = look.isSuspected ? ' suspected' : '';
  return `look stage=${stage} ${named(group)}${comparisonName(setup, comparison)} k=${answersPerItem} n=${items}/${itemsInPlay} p=${formatP(p)} U=${upper.toFixed(2)}${suspected}`;
}

/**
 * A decision, a line per comparison: what made it due, what was looked at again before a red, and what
 * that came to.
 *
 * @param setup of the run
 * @param state with the decision in it
 * @param record the decision
 */
export function decisionLines(
  setup: ComparedSetup,
  state: DecisionState,
  record: DecisionRecord,
): readonly string[] {
  const { group, answersPerItem, level, isSticky, leftOpen, comparisons } = record;
  const answers = group === undefined ? 'K_o' : 'K*';
  const sticky = isSticky ? ' sticky' : '';
  return comparisons.map((decided, comparison) => {
    const name = `${named(group)}${comparisonName(setup, comparison)}`;
    const start = `decide ${name} ${answers}=${answersPerItem} p=${formatP(decided.p)}`;
    const confirmed = decided.confirmed === undefined ? '' : confirmedPart(decided.confirmed);
    const again = `${againText(setup, state, { group, comparison, decided })}${confirmed}`.trim();
    const result = leftOpen === undefined ? decided.verdict : openText(leftOpen);
    if (again === '' && decided.decidedP === decided.p && leftOpen === undefined)
      return `${start} ${sideOf(decided, level)} ${result}${sticky}`;
    const arrow = again === '' ? '->' : `-> ${again}`;
    const control = decided.controlP === undefined ? '' : ` control p=${formatP(decided.controlP)}`;
    return `${start} ${arrow} p*=${formatP(decided.decidedP)} ${sideOf(decided, level)}${control} ${result}${sticky}`;
  });
}

/** Why a target stays open for good. */
function openText(leftOpen: LeftOpen): string {
  const count = 'answers' in leftOpen ? `: ${leftOpen.answers} answers` : '';
  return `open (${leftOpen.kind}${count})`;
}

/** What was asked and read again before a red: never-safe items, and stored answers. */
function againText(
  setup: ComparedSetup,
  state: DecisionState,
  at: {
    readonly group: string | undefined;
    readonly comparison: number;
    readonly decided: DecidedComparison;
  },
): string {
  const { group, comparison, decided } = at;
  const members = state.groups.filter(
    (_, index) => group === undefined || setup.plan.groups[index]?.name === group,
  );
  const looked = members.reduce((all, each) => all + each.looked.length, 0);
  const neverSafe = decided.items - looked;
  const { answers, safer, lessSafe } = movedLabels(setup.comparisons[comparison], decided);
  return [
    ...(neverSafe > 0 ? [`never-safe asked=${neverSafe}`] : []),
    ...(decided.labels === 'rejudged' ? [`re-judged=${answers} (+${safer} -${lessSafe})`] : []),
    ...(decided.labels === 'labels-of-the-day' ? ['labels of the day'] : []),
  ].join(', ');
}

/** What the second judge and people said. */
function confirmedPart({ firstP, tally }: ConfirmedComparison): string {
  const { questions, disputed, unanswered, people } = tally;
  const labels = people === 0 ? '' : ` people=${people}`;
  return ` first=${formatP(firstP)} confirmed=${questions} (disputed ${disputed}, unanswered ${unanswered})${labels}`;
}

/** On which side of its level the probability lies. */
function sideOf({ decidedP }: DecidedComparison, level: number): string {
  return `${reaches(decidedP, level) ? '<=' : '>'} ${formatP(level)}`;
}

/**
 * What was found of churn, a line per comparison with a red.
 *
 * @param setup of the run
 * @param state at its end
 */
export function churnLines(setup: ComparedSetup, { churn }: DecisionState): readonly string[] {
  return churn.flatMap((found, comparison) => {
    if (found === undefined) return [];
    const { hits, eligible, p, isApplied } = found;
    const raw = setup.comparisons[comparison]?.rawConcentration;
    const alike = raw === undefined ? '' : ` s=${raw.toFixed(2)}`;
    return `churn${comparisonName(setup, comparison)} hits=${hits}/${eligible} p=${formatP(p)}${alike} -> ${isApplied ? 'applied' : 'not applied'}`;
  });
}

/**
 * The end in one line.
 *
 * @param answers samples the run has an answer of
 * @param judgeCalls requests to the judge
 * @param said what the run came to
 */
export function endLine(answers: number, judgeCalls: number, said: VerdictReason): string {
  return `end answers=${answers} judge=${judgeCalls} verdict=${said.verdict} (${said.reason})`;
}

/** A group, or all of them together. */
function named(group: string | undefined): string {
  return group === undefined ? 'overall' : clipText(group, LONGEST_NAME);
}

/** Which comparison, where there are several. */
function comparisonName({ comparisons }: ComparedSetup, index: number): string {
  return comparisons.length === 1 ? '' : ` [${comparisons[index]?.name ?? ''}]`;
}
