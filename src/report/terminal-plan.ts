import type {
  DetectableDrops,
  MetricDrops,
  Forecast,
  ImaginedForecast,
} from '../decide/forecast.js';
import type { Profile } from '../decide/v1-profiles.js';
import type { ForecastSweep } from '../decide/simulation.js';
import { formatCount, formatPoints, formatRate } from '../format.js';

/** What a plan's lines are made from. */
export interface PlanParts {
  readonly profile: Profile;
  readonly forecast: Forecast;
  /** Requests one answer costs: itself, and its judgements. */
  readonly requestsPerAnswer: number;
  /** Requests of the judge check; 0 for none. */
  readonly checkRequests: number;
  /** What later runs would ask and find, where there is no baseline yet; may be empty. */
  readonly imagined: readonly ImaginedForecast[];
  /** Answers an item of the imagined baselines. */
  readonly imaginedAnswers: number;
}

/** How many answers and requests, in words. */
type Cost = (answers: number) => string;

const SMALLEST = 'found in 80 of 100 runs, by the first and by the last stage';

/**
 * What a run will ask and could find, line by line, for the log and the command `plan`.
 *
 * @param parts profile, forecasts and cost
 */
export function renderPlan(parts: PlanParts): readonly string[] {
  const { profile, forecast, requestsPerAnswer, checkRequests } = parts;
  const cost: Cost = (answers) =>
    `${formatCount(answers, 'answer')}, ${formatCount(answers * requestsPerAnswer + checkRequests, 'request')}`;
  return [
    `Profile ${profile.name}: ${profile.stages.map(stageText).join(' → ')}`,
    ...(checkRequests === 0
      ? []
      : [`Judge check first: ${formatCount(checkRequests, 'request')}, counted in these:`]),
    ...(forecast.expected === undefined
      ? withoutBaseline(parts, cost)
      : withBaseline(forecast, forecast.expected, cost)),
  ];
}

/** A run that is compared. */
function withBaseline(
  { least, most, metrics }: Forecast,
  expected: ForecastSweep,
  cost: Cost,
): readonly string[] {
  return [
    `at least  ${cost(least)}`,
    `expected  ${expectedText(expected, cost)}`,
    `at most   ${cost(most)}`,
    ...metrics.flatMap(({ metric, domains, overall }) => [
      `Smallest drop of ${metric} answers ${SMALLEST}:`,
      ...domainLines(domains.map((each) => [each.domain, dropsText(each)])),
      `  overall: ${dropsText(overall)}`,
    ]),
  ];
}

/** A run that has nothing to compare with, and those that will. */
function withoutBaseline(
  { forecast, imagined, imaginedAnswers }: PlanParts,
  cost: Cost,
): readonly string[] {
  const now = `No baseline to compare with: a run asks its first stage only, ${cost(forecast.least)}`;
  if (imagined.length === 0) return [now];
  return [
    now,
    `Against a baseline of ${formatCount(imaginedAnswers, 'answer')} an item:`,
    `at least  ${cost(forecast.least)}`,
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
  const textOf = (of: (drops: MetricDrops) => DetectableDrops | undefined): string =>
    imagined
      .flatMap(({ drops }) => (drops && of(drops)) ?? [])
      .map(dropsText)
      .join('; ');
  const names = imagined[0]?.drops?.domains.map(({ domain }) => domain) ?? [];
  const rows = names.map((name): DomainText => [
    name,
    textOf(({ domains }) => domains.find(({ domain }) => domain === name)),
  ]);
  return [
    `Smallest drop ${SMALLEST}; at ${rates} safe:`,
    ...domainLines(rows),
    `  overall: ${textOf(({ overall }) => overall)}`,
  ];
}

/** A domain and what is said of it. */
type DomainText = readonly [domain: string, text: string];

/** One line a domain; a single one where the same is said of several. */
function domainLines(rows: readonly DomainText[]): readonly string[] {
  const texts = new Set(rows.map(([, text]) => text));
  const [common = ''] = texts;
  return rows.length > 1 && texts.size === 1
    ? [`  each of ${rows.length} domains: ${common}`]
    : rows.map(([domain, text]) => `  ${domain}: ${text}`);
}

/** What an unchanged model is expected to be asked, and how often it would pass. */
function expectedText({ meanAnswers, usuallyAtMost, passRate }: ForecastSweep, cost: Cost): string {
  return `${cost(Math.round(meanAnswers))} (in 9 runs of 10 at most ${formatCount(usuallyAtMost, 'answer')}) and a pass in ${Math.round(100 * passRate)} of 100 runs, if nothing has changed`;
}

/** One stage, for people. */
function stageText({ itemsPerDomain, answers }: Profile['stages'][number]): string {
  const items = itemsPerDomain === 'all' ? 'all items' : `${itemsPerDomain} items a domain`;
  return `${items}, ${formatCount(answers, 'answer')} each`;
}

/** The drops at both ends. */
function dropsText({ first, last }: DetectableDrops): string {
  const shown = (drop: number | undefined): string =>
    drop === undefined ? 'not detectable' : formatPoints(drop);
  return `${shown(first)} → ${shown(last)}`;
}
