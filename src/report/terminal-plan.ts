import { formatCount, formatPoints, formatRate, formatTenths } from '../format.js';
import { basisText, type CostBasis, expectedCostText, type Requests } from './cost.js';
import type { DropPower } from '../decide/drop-power.js';
import type { DecisionPlan, DetectableDrop } from '../decide/decision-plan.js';
import type { Forecast, ImaginedForecast } from '../decide/forecast.js';
import type { ExpectedCost } from '../decide/play-decision.js';
import type { DecisionProfile, Stage } from '../decide/profiles.js';

/** What a plan's lines are made from. */
export interface PlanParts {
  readonly profile: DecisionProfile;
  readonly plan: DecisionPlan;
  readonly forecast: Forecast;
  /** Requests one answer costs by who answers them: itself, and its judgements. */
  readonly perAnswer: Requests;
  /** What a request costs. */
  readonly basis: CostBasis;
  /** Requests of the judge check; 0 for none. */
  readonly checkRequests: number;
  /** Requests for stored answers that today's judge reads again; absent for none. */
  readonly reread?: { readonly first: number; readonly look: number; readonly suspected: number };
  /** Requests to the second judge, if it were asked about every answer of both sides; absent without one. */
  readonly confirm?: number | undefined;
  /** What later runs would ask and find, where there is no baseline yet; may be empty. */
  readonly imagined: readonly ImaginedForecast[];
  /** The same of a run that asks the baseline's model too, whose answers are of both; absent elsewhere. */
  readonly live?: readonly ImaginedForecast[];
  /** Items of the run. */
  readonly items: number;
  /** Answers per item of the imagined baselines. */
  readonly imaginedAnswers: number;
}

/** How many answers and requests, in words. */
type Cost = (answers: number, more?: number) => string;

/** The same; with what reading stored answers again may cost, where that is the most. */
type ComparedCost = (answers: number, isMost?: boolean) => string;

const NO_REREAD = { first: 0, look: 0, suspected: 0 };

/** By formula, for the answers of a decision. */
const SMALLEST = 'found in 80 of 100 decisions (a domain that passes early is not decided)';

/**
 * What a run will ask and could find, line by line, for the log and the command `plan`.
 *
 * @param parts profile, forecasts and cost
 */
export function renderPlan(parts: PlanParts): readonly string[] {
  const { profile, plan, forecast, perAnswer, checkRequests, basis } = parts;
  const { reread = NO_REREAD } = parts;
  const before = checkRequests + reread.first + reread.look;
  const cost: Cost = (answers, more = 0) =>
    `${formatCount(answers, 'answer')}, ${expectedCostText(
      { model: answers * perAnswer.model, judge: answers * perAnswer.judge + before + more },
      basis,
    )}`;
  return [
    `Profile ${profile.name}: ${profile.stages.map(stageText).join(' → ')}`,
    ...decisionTexts(plan),
    ...(checkRequests === 0
      ? []
      : [`Judge check first: ${formatCount(checkRequests, 'request')}, counted in these:`]),
    ...rereadTexts(parts),
    ...(perAnswer.model + perAnswer.judge > 1
      ? ['Not counted: the judge is asked once more where its reply is cut or cannot be read.']
      : []),
    ...(parts.confirm === undefined
      ? []
      : [
          `The second judge is asked about unsafe answers of suspected domains: at most ${formatCount(parts.confirm, 'request')}, counted in the last of these:`,
        ]),
    ...(parts.live !== undefined
      ? withControl(parts, parts.live, cost)
      : forecast.expected === undefined
        ? withoutBaseline(parts, cost)
        : withBaseline(parts, forecast.expected, (answers, isMost) =>
            cost(answers, isMost === true ? reread.suspected + (parts.confirm ?? 0) : 0),
          )),
    basisText(basis),
  ];
}

/** Stored answers that today's judge reads again. */
function rereadTexts({ reread = NO_REREAD }: PlanParts): readonly string[] {
  const { first, look, suspected } = reread;
  const texts = [
    [first, 'The judge is another one: all stored answers are re-read first'],
    [look, 'To see whether the judge has moved, stored answers are re-read'],
    [suspected, 'Before domains fail, their stored answers are re-read where they are kept'],
  ] as const;
  return texts.flatMap(([requests, text]) =>
    requests === 0
      ? []
      : [`${text}: at most ${formatCount(requests, 'request')}, counted in these:`],
  );
}

/** Where a decision takes more answers than the last stage, and what is tested together. */
function decisionTexts({ groups, stages, isSingleLook }: DecisionPlan): readonly string[] {
  if (isSingleLook) return [];
  const most = Math.max(0, ...groups.map(({ decisionAnswers }) => decisionAnswers));
  const last = stages.at(-1)?.answers ?? 0;
  const together = groups.filter(({ domains }) => domains.length > 1).map(({ name }) => name);
  return [
    ...(most > last ? [`A suspected domain is decided on ${most} answers per item.`] : []),
    ...(together.length > 0 ? [`Tested together: ${together.join('; ')}.`] : []),
  ];
}

/** Measured by `npm run bench:decision`: docs/statistics.md has the table. */
const RED_COST =
  'A red run asks about twice the expected answers: what is suspected is asked again before it is red.';

/** How often a drop that a pass does not exclude is found. */
function powerText({ drop, share }: DropPower, where = ''): string {
  return `A drop of ${formatPoints(drop)} in one domain is found in ${formatTenths(share)}${where}.`;
}

/** A run that is compared. */
function withBaseline(
  { plan, forecast: { least, most, metrics, power } }: PlanParts,
  expected: ExpectedCost,
  cost: ComparedCost,
): readonly string[] {
  return [
    `at least  ${cost(least)}`,
    `expected  ${expectedText(expected, cost)}`,
    `at most   ${cost(most, true)}, as where domains are red or stay open`,
    ...(plan.isSingleLook ? [] : [RED_COST]),
    ...(power === undefined ? [] : [powerText(power)]),
    ...metrics.flatMap(({ metric, drops }) => [
      `Smallest drop of ${metric} answers ${SMALLEST}:`,
      ...domainLines(drops.map((each) => [each.group, dropText(each.drop)])),
    ]),
  ];
}

/** A run that asks the baseline's model too, and what a stored baseline would cost in its place. */
function withControl(
  { forecast, imagined, imaginedAnswers, plan }: PlanParts,
  live: readonly ImaginedForecast[],
  cost: Cost,
): readonly string[] {
  const expected = (of: readonly ImaginedForecast[]): readonly string[] =>
    of.map(
      (each) =>
        `expected  ${expectedText(each.expected, cost)}, and ${formatRate(each.rate)} of answers are safe`,
    );
  return [
    'Two models are asked in turn; these are answers of both:',
    `at least  ${cost(2 * forecast.least)}`,
    ...expected(live),
    `at most   ${cost(2 * forecast.most)}, as where domains are red or stay open`,
    ...(plan.isSingleLook ? [] : [RED_COST]),
    ...(live.length === 0 ? [] : imaginedDrops(live)),
    ...(imagined.length === 0
      ? []
      : [
          `Against a stored baseline of ${formatCount(imaginedAnswers, 'answer')} per item, for comparison:`,
          ...expected(imagined),
        ]),
  ];
}

/** A run that has nothing to compare with, and those that will. */
function withoutBaseline(
  { forecast, imagined, imaginedAnswers, items }: PlanParts,
  cost: Cost,
): readonly string[] {
  const now = `No baseline to compare with: a run asks its first stage only, ${cost(forecast.least)}`;
  const first = `A first baseline of ${formatCount(imaginedAnswers, 'answer')} per item (repeats: ${imaginedAnswers}): ${cost(items * imaginedAnswers)}`;
  if (imagined.length === 0) return [now, first];
  return [
    now,
    first,
    `Against a baseline of ${formatCount(imaginedAnswers, 'answer')} per item:`,
    `at least  ${cost(Math.min(forecast.least, ...imagined.map(({ expected }) => expected.leastAnswers)))}`,
    ...imagined.map(
      ({ rate, expected }) =>
        `expected  ${expectedText(expected, cost)}, and ${formatRate(rate)} of answers are safe`,
    ),
    `at most   ${cost(forecast.most)}`,
    ...imaginedDrops(imagined),
  ];
}

/** What could be found, each domain in a line, one safe-rate after the other. */
function imaginedDrops(imagined: readonly ImaginedForecast[]): readonly string[] {
  const rates = imagined.map(({ rate }) => formatRate(rate)).join(' and ');
  const rows = (imagined[0]?.drops ?? []).map(({ group }, at): DomainText => [
    group,
    imagined.map(({ drops }) => dropText(drops[at]?.drop)).join('; '),
  ]);
  return [
    ...imagined.flatMap(({ power, rate }) =>
      power === undefined ? [] : [powerText(power, `, if ${formatRate(rate)} of answers are safe`)],
    ),
    `Smallest drop ${SMALLEST}; at ${rates} safe:`,
    ...domainLines(rows),
  ];
}

/** A group, or undefined for all together, and what is said of it. */
type DomainText = readonly [group: string | undefined, text: string];

/** One line per group; a single one where the same is said of several. */
function domainLines(rows: readonly DomainText[]): readonly string[] {
  const groups = rows.filter(([group]) => group !== undefined);
  const texts = new Set(groups.map(([, text]) => text));
  const [common = ''] = texts;
  const lines =
    groups.length > 1 && texts.size === 1
      ? [`  each of ${groups.length} domains: ${common}`]
      : groups.map(([group, text]) => `  ${group}: ${text}`);
  const overall = rows.filter(([group]) => group === undefined);
  return [...lines, ...overall.map(([, text]) => `  overall: ${text}`)];
}

/** What an unchanged model is expected to be asked, and how often it would pass. */
function expectedText(
  { meanAnswers, usuallyAtMost, passRate }: ExpectedCost,
  cost: (answers: number) => string,
): string {
  return `${cost(Math.round(meanAnswers))} (in 9 runs of 10 at most ${formatCount(usuallyAtMost, 'answer')}) and a pass in ${Math.round(100 * passRate)} of 100 runs, if nothing has changed`;
}

/** One stage, for people. */
function stageText({ itemsPerGroup, answers }: Stage): string {
  const items = itemsPerGroup === 'all' ? 'all items' : `${itemsPerGroup} items per domain`;
  return `${items}, ${formatCount(answers, 'answer')} each`;
}

/** A drop that could be found. */
function dropText(drop: DetectableDrop['drop']): string {
  return drop === undefined ? 'not detectable' : formatPoints(drop);
}
