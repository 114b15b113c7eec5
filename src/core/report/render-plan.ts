import type { DetectableDrops, Forecast, MetricForecast } from '../compare/forecast.js';
import type { Ladder } from '../compare/ladders.js';
import { formatCount } from './format-number.js';
import { formatPoints } from './format-change.js';

/** What a plan's lines are made from. */
export interface PlanParts {
  readonly ladder: Ladder;
  readonly forecast: Forecast;
  /** Requests one answer costs: itself, and its judgements. */
  readonly requestsPerAnswer: number;
  /** Requests of the judge check; 0 for none. */
  readonly checkRequests: number;
}

/**
 * What a run will ask and could find, line by line, for the log and the command `plan`.
 *
 * @param parts ladder, forecast and cost
 */
export function renderPlan(parts: PlanParts): readonly string[] {
  const { ladder, forecast, requestsPerAnswer, checkRequests } = parts;
  const cost = (answers: number): string =>
    `${formatCount(answers, 'answer')}, ${formatCount(answers * requestsPerAnswer + checkRequests, 'request')}`;
  const { least, expected, most, metrics } = forecast;
  return [
    `Ladder ${ladder.name}: ${ladder.rungs.map(rungText).join(' → ')}`,
    ...(checkRequests === 0
      ? []
      : [`Judge check first: ${formatCount(checkRequests, 'request')}, counted in these:`]),
    `at least  ${cost(least)}`,
    expected === undefined
      ? 'expected  not known without a baseline'
      : `expected  ${cost(Math.round(expected))}, if nothing has changed`,
    `at most   ${cost(most)}`,
    ...metrics.flatMap(metricLines),
  ];
}

/** What could be found of one metric. */
function metricLines({ metric, domains, overall }: MetricForecast): readonly string[] {
  return [
    `Smallest fall of ${metric} answers found in 80 of 100 runs, after the first and after the last rung:`,
    ...domains.map((each) => `  ${each.domain}: ${dropsText(each)}`),
    `  overall: ${dropsText(overall)}`,
  ];
}

/** One rung, for people. */
function rungText({ itemsPerDomain, answers }: Ladder['rungs'][number]): string {
  const items = itemsPerDomain === 'all' ? 'all items' : `${itemsPerDomain} items a domain`;
  return `${items}, ${formatCount(answers, 'answer')} each`;
}

/** The drops at both ends. */
function dropsText({ first, last }: DetectableDrops): string {
  const shown = (drop: number | undefined): string =>
    drop === undefined ? 'not detectable' : formatPoints(drop);
  return `${shown(first)}, ${shown(last)}`;
}
