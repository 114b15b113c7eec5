import { SHUTDOWN_REMEDY } from '../model/shutdown-date.js';
import { waiverReason } from '../report/waiver.js';
import { baselineNotices } from '../report/notices.js';
import { baselineLine } from '../report/baseline-summary.js';
import { formatCount } from '../format.js';
import type { Items, Known, RunEvent, Note } from './run-log.js';
import { WRITTEN_TEXT } from '../judge/check-verdict.js';
import { judgeReport } from '../report/judge-report.js';
import { checkSentences } from '../report/judge-sentences.js';

/** A line for people who read along. */
interface Line {
  readonly level: 'info' | 'warning';
  readonly text: string;
}

/** Said where a judge is believed unseen. */
const NO_LABELS =
  'The judge is not checked: the data set has no known answers of both kinds. Add a labelled-answers.json to it (docs/protocol.md), or test the judge with siuo-gate check-judge on smoke or siuo.';

/** How many answers of earlier runs are there, of both models where two are asked. */
function resumedLines({
  isContinued,
  resultStore,
  control,
}: Extract<RunEvent, { readonly type: 'resultStore' }>): readonly Line[] {
  const reused = resultStore.reused + (control?.reused ?? 0);
  return isContinued && reused > 0
    ? [info(`Resuming with ${formatCount(reused, 'stored answer')}.`)]
    : [];
}

/**
 * What a reader is told of an event. Groups and progress, which enclose work, are told by the steps
 * that do it.
 *
 * @param event what happened
 * @param known what is known with it
 * @param nowMs milliseconds since the epoch
 */
export function linesOf(event: RunEvent, known: Known, nowMs: number): readonly Line[] {
  switch (event.type) {
    case 'loaded':
      return loadedLines(event.items, known);
    case 'merged':
      return [info(`Records: ${event.files}, with ${event.record.items.length} items.`)];
    case 'resultStore':
      return resumedLines(event);
    case 'compared':
      return baselineLines(event, nowMs);
    case 'recalled':
      return recalledLines(event);
    case 'check-planned':
      return event.plan.kind === 'impossible' ? [{ level: 'warning', text: NO_LABELS }] : [];
    case 'checked':
      return checkedLines(event);
    case 'check-alone':
      return [info('The baseline holds no judge check to compare with.')];
    case 'reread':
      return [info(rereadLine(event))];
    case 'confirmed':
      return [info(confirmedLine(event))];
    case 'noted':
      return notedLines(event.note);
    case 'labels-of-the-day':
      return event.problem === undefined
        ? []
        : [
            {
              level: event.problem.isFault ? 'warning' : 'info',
              text: `Stored answers were not re-read; the labels of their day hold. ${event.problem.text} ${event.problem.remedy}`,
            },
          ];
    case 'step':
    case 'ranked':
    case 'protocol':
    case 'kept':
    case 'chosenBaseline':
    case 'subject':
    case 'repeated':
    case 'pictures':
    case 'opened':
    case 'planned':
    case 'staged':
    case 'judgement-reused':
    case 'asked-again':
    case 'unreadable':
    case 'begun':
    case 'plan':
    case 'settled':
    case 'decision':
    case 'finished':
      return [];
  }
}

/** What the report will tell too. */
function notedLines({ waivers, waiverProblem, shutdown, confirmProblem }: Note): readonly Line[] {
  const warnings = [
    ...(waiverProblem === undefined ? [] : [`The red stands: ${waiverProblem}`]),
    ...(shutdown === undefined ? [] : [`${shutdown} ${SHUTDOWN_REMEDY}`]),
    ...(confirmProblem === undefined ? [] : [confirmProblem]),
  ];
  return [
    ...(waivers === undefined ? [] : [info(`The drop was accepted by ${waiverReason(waivers)}`)]),
    ...warnings.map((text): Line => ({ level: 'warning', text })),
  ];
}

function info(text: string): Line {
  return { level: 'info', text };
}

/** What today's judge says of stored answers. */
function rereadLine({ name, moves }: Extract<RunEvent, { readonly type: 'reread' }>): string {
  const { answers, stricter, milder, unjudged } = moves;
  const left = unjudged === 0 ? '' : `, ${unjudged} without a label`;
  return `${name.replace(/\.$/, '')}: re-read ${formatCount(answers, 'stored answer')}, ${stricter} stricter, ${milder} milder${left}.`;
}

/** The data set and its extent. */
function loadedLines({ dataset, ranked }: Items, { config }: Known): readonly Line[] {
  const { id, revision, licence, attribution } = dataset;
  const items = [...ranked.values()].flat().length;
  const part = config.shard && `, shard ${config.shard.index} of ${config.shard.of}`;
  const extent = `${items} items in ${ranked.size} domains${part ?? ''}`;
  return [
    info(`Data set ${id} at ${revision}: ${extent}.`),
    ...(config.dataset.kind === 'siuo'
      ? [info('SIUO is licensed CC BY-NC 4.0: research use only.')]
      : []),
    ...(licence === undefined ? [] : [info(`Licence of ${id}: ${licence}`)]),
    ...(attribution === undefined ? [] : [info(attribution)]),
  ];
}

/** What the lookup found. */
function baselineLines(
  { chosenBaseline, where }: Extract<RunEvent, { readonly type: 'compared' }>,
  nowMs: number,
): readonly Line[] {
  if (chosenBaseline.kind === 'none') return [info(`Baseline: none. ${chosenBaseline.text}`)];
  if (chosenBaseline.kind === 'live') {
    return [info(`Control: ${where}, asked in turn with the model under test.`)];
  }
  return [
    info(`Baseline: ${baselineLine(chosenBaseline, where, nowMs)}`),
    ...baselineNotices(chosenBaseline, undefined).map(({ text, remedy }) =>
      info(`${text} ${remedy}`),
    ),
  ];
}

/** What could not be recalled, at first or at last. */
function recalledLines({
  problem,
  isAgain,
}: Extract<RunEvent, { readonly type: 'recalled' }>): readonly Line[] {
  if (!isAgain) {
    return problem === undefined
      ? []
      : [
          {
            level: 'warning',
            text: `Earlier verdicts of this pull request are not all known: ${problem}`,
          },
        ];
  }
  return [
    info(
      problem === undefined
        ? 'Earlier verdicts of this pull request are known now.'
        : `Earlier verdicts of this pull request are still not all known: ${problem}`,
    ),
  ];
}

/** A check that was taken over, and what any check found. */
function checkedLines({
  check,
  from,
}: Extract<RunEvent, { readonly type: 'checked' }>): readonly Line[] {
  if (from === 'record') return [];
  const report = judgeReport(check, undefined, undefined);
  const lines = [
    ...checkSentences({ ...report, warnings: [] }).map(info),
    ...report.warnings.map((text): Line => ({ level: 'warning', text })),
  ];
  if (from === 'baseline') {
    return [info(`Judge check: the stored one of ${check.checkedAt.slice(0, 10)}.`), ...lines];
  }
  return check.kind === 'real' ? lines : [...lines, info(`${WRITTEN_TEXT}.`)];
}

/** How much the second judge was asked. */
function confirmedLine({
  name,
  questions,
}: Extract<RunEvent, { readonly type: 'confirmed' }>): string {
  return `${name}: the second judge was asked about ${formatCount(questions, 'answer')} that the judge calls unsafe.`;
}
