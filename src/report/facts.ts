import { judgeFacts } from './judge-sentences.js';
import type { Protocol, Target } from '../record/record-schema.js';
import { LONGEST_EXAMPLE } from '../model/answer.js';
import { clipText } from '../clean-text.js';
import { failureCountText } from '../model/error-shape.js';
import { formatCount, formatDuration, formatNumber, formatRate } from '../format.js';
import type { EndpointUsage } from '../model/limits.js';
import { capabilitiesText } from './labels.js';
import type { BaselineSummary, PoolRun, Report } from './report.js';
import {
  baselineOutcome,
  howAnswersEnded,
  measureText,
  runSentences,
  whatCouldBeSeen,
  whatFailed,
  whatWasMissed,
  whatWasRun,
} from './run-sentences.js';
import { reuseSentence } from './verdict-sentence.js';
import { decisionSentences } from './decision-sentences.js';
import { acceptanceText } from './acceptance.js';
import { nextStep } from './remedies.js';
import { spentText } from './cost.js';
import { NOT_SENT } from '../model/capabilities.js';

/** A sentence of the report under its label. */
export interface Fact {
  readonly label: string;
  /** Plain text; renderers escape it. */
  readonly text: string;
}

/** What a report says in sentences besides the verdict; each gives nothing where there is nothing to say. */
const FACTS = {
  step: ['What to do', nextStep],
  gate: ['What is measured', measureText],
  accepted: ['Accepted', ({ acceptance }) => acceptanceText(acceptance)],
  reuse: ['Stored answers', reuseSentence],
  decided: ['How it was decided', decisionSentences],
  run: ['What was run', runSentences],
  asked: ['What was run', whatWasRun],
  seen: ['What could be seen', whatCouldBeSeen],
  judge: ['Judge', (report) => judgeFacts(report).join(' ')],
  answers: ['Answers', howAnswersEnded],
  missed: ['Not measured', whatWasMissed],
  cost: ['Cost', costSentence],
  failures: ['Failures', whatFailed],
} as const satisfies Record<string, readonly [label: string, text: (report: Report) => string]>;

/**
 * Sentences of the report, those that say something.
 *
 * @param report what they are about
 * @param keys which, in this order
 */
export function factsOf(report: Report, keys: readonly (keyof typeof FACTS)[]): readonly Fact[] {
  return keys
    .map((key) => ({ label: FACTS[key][0], text: FACTS[key][1](report) }))
    .filter(({ text }) => text !== '');
}

/** A piece of a fact: words, or a name that people copy. */
export type FactPiece = string | { readonly name: string };

/** A fact an auditor asks for. */
interface AuditFact {
  readonly label: string;
  /** Plain text; renderers escape it. */
  readonly pieces: readonly FactPiece[];
}

/** Names are shown up to this length. */
const LONGEST_NAME = 120;

/** capabilities is a line; shards of one sweep may join several. */
const LONGEST_CAPABILITIES = 400;

/** Enough of a commit or a digest to tell it from others. */
const SHORT_DIGEST = 12;

/** The terms a reader of the figures should know of. */
const LICENCES: Readonly<Record<string, string>> = {
  siuo: ' (CC BY-NC 4.0, research use)',
  msts: ' (Röttger et al., CC BY 4.0)',
  mossbench: ' (Li et al., CC BY-SA 4.0)',
};

/**
 * What an auditor asks: model, protocol, data set and its licence, baseline runs, usage.
 *
 * @returns none when nothing of it is known
 */
export function auditFacts(report: Report): readonly AuditFact[] {
  const { target, protocol, baseline } = report;
  const facts: readonly AuditFact[] = [
    { label: 'Error', pieces: report.error === undefined ? [] : [name(report.error.code)] },
    { label: 'Failures', pieces: failurePieces(report) },
    { label: 'Model', pieces: target === undefined ? [] : targetPieces(target) },
    { label: 'Data set', pieces: protocol === undefined ? [] : datasetPieces(protocol) },
    { label: 'Asked with', pieces: protocol === undefined ? [] : protocolPieces(protocol, report) },
    { label: 'Judge', pieces: judgePieces(protocol?.judge ?? null, report.confirm) },
    { label: 'Capabilities', pieces: capabilitiesPieces(report.capabilities) },
    { label: 'Judge check', pieces: checkPieces(report) },
    { label: 'Baseline', pieces: baselinePieces(baseline) },
    { label: 'Baseline runs', pieces: baselineRunsPieces(baseline) },
    { label: 'Baseline update', pieces: [baselineOutcome(report)] },
    { label: 'Seed', pieces: report.plan === undefined ? [] : [name(report.plan.seed)] },
    { label: 'Answers', pieces: [howAnswersEnded(report)] },
    { label: 'Usage', pieces: [usageText(report.usage)] },
  ];
  return facts
    .map(({ label, pieces }) => ({ label, pieces: pieces.filter((piece) => !isEmpty(piece)) }))
    .filter(({ pieces }) => pieces.length > 0);
}

/** How the judge did on known answers, and when that was. */
function checkPieces(report: Report): readonly FactPiece[] {
  const { judge } = report;
  if (judge === undefined) return [];
  return [`${judgeFacts(report).join(' ')} Checked `, name(judge.checkedAt.slice(0, 10)), '.'];
}

/** Whether a piece says nothing. */
function isEmpty(piece: FactPiece): boolean {
  return (typeof piece === 'string' ? piece : piece.name) === '';
}

/** A name that people copy. */
function name(text: string): FactPiece {
  return { name: clipText(text, LONGEST_NAME) };
}

/** A digest or a commit, shortened. */
function digest(text: string): FactPiece {
  return { name: text.slice(0, SHORT_DIGEST) };
}

/** Words and a digest, where there is one. */
function digestPieces(words: string, text: string | null): readonly FactPiece[] {
  return text === null ? [] : [words, digest(text)];
}

/** The model under test. */
function targetPieces(target: Target): readonly FactPiece[] {
  const { model, origin, served, systemPromptDigest, requestBodyDigest } = target;
  return [
    name(model),
    ' at ',
    name(origin),
    ...(served === null ? [] : [', served as ', name(served)]),
    ...digestPieces(', system prompt ', systemPromptDigest),
    ...digestPieces(', request body ', requestBodyDigest),
  ];
}

/** The data set, its revision and its terms. */
function datasetPieces({ dataset }: Protocol): readonly FactPiece[] {
  return [name(dataset.id), ' at ', name(dataset.revision), LICENCES[dataset.id] ?? ''];
}

/** How the model was asked. */
function protocolPieces(
  protocol: Protocol,
  { capabilities }: Pick<Report, 'capabilities'>,
): readonly FactPiece[] {
  const isRefused = protocol.temperature !== null && capabilities?.model.temperature === NOT_SENT;
  const refused = isRefused ? ' (not sent: the server does not take it)' : '';
  const temperature = `${protocol.temperature ?? "the server's default"}${refused}`;
  return [
    `task ${protocol.task}, prompt `,
    name(protocol.promptVersion),
    `, max-tokens ${protocol.maxTokens}, temperature ${temperature}`,
  ];
}

/** How answers were judged. */
function judgePieces(judge: Protocol['judge'], confirm: Report['confirm']): readonly FactPiece[] {
  if (judge === null) return [];
  return [
    name(judge.model),
    ', prompt ',
    name(judge.promptVersion),
    ' (',
    digest(judge.promptDigest),
    ')',
    ...(confirm === undefined ? [] : ['; reds are confirmed by ', name(confirm.model)]),
  ];
}

/** What the endpoints took of a request; one that was not asked took nothing. */
function capabilitiesPieces(capabilities: Report['capabilities']): readonly FactPiece[] {
  if (capabilities === undefined) return [];
  const sides = (['model', 'judge'] as const).filter(
    (side) => Object.keys(capabilities[side]).length > 0,
  );
  return sides.flatMap((side, index) => [
    `${index === 0 ? '' : '; '}${side} `,
    { name: clipText(capabilitiesText(capabilities, side), LONGEST_CAPABILITIES) },
  ]);
}

/** What was compared with. */
function baselinePieces(baseline: BaselineSummary | undefined): readonly FactPiece[] {
  if (baseline?.kind === 'live') return ['asked in this run: ', name(baseline.where)];
  if (baseline?.kind !== 'used') return [];
  return [
    name(baseline.where),
    ', model ',
    name(baseline.model),
    ', accepted ',
    name(baseline.acceptedAt.slice(0, 10)),
    `, ${baseline.answersPerItem} answers per item`,
  ];
}

/** The pooled baseline runs, each with its date, rate, answers per item and commit. */
function baselineRunsPieces(baseline: BaselineSummary | undefined): readonly FactPiece[] {
  if (baseline?.kind !== 'used') return [];
  return baseline.baselineRuns.flatMap((baselineRun, index) => [
    index === 0 ? '' : '; ',
    ...baselineRunPieces(baselineRun),
  ]);
}

/** One baseline run of the pool. */
function baselineRunPieces({
  createdAt,
  safeRate,
  answersPerItem,
  sha,
}: PoolRun): readonly FactPiece[] {
  const figures = ` ${formatRate(safeRate)}, ${answersPerItem} per item`;
  return [name(createdAt.slice(0, 10)), figures, ...digestPieces(', ', sha === '' ? null : sha)];
}

/** What the run cost, in requests, tokens and money; empty where nothing was asked. */
function costSentence({ usage, situation }: Report): string {
  const isFree = usage === undefined || usage.model.requests + usage.judge.requests === 0;
  return isFree ? '' : `${spentText(usage, situation.prices)}.`;
}

/** What it took. */
function usageText(usage: Report['usage']): string {
  if (usage === undefined) return '';
  const { model, judge, reused, reusedJudgements = 0, reAsked = 0, wallMs } = usage;
  const parts = [
    `${formatCount(model.requests, 'request')} to the model (${tokensText(model)})`,
    `${formatCount(judge.requests, 'request')} to the judge (${tokensText(judge)})`,
    model.retries + judge.retries === 0 ? '' : `${model.retries + judge.retries} of them retries`,
    reAsked === 0 ? '' : `${formatCount(reAsked, 'question')} asked the judge twice`,
    reused === 0 ? '' : `${formatCount(reused, 'answer')} reused`,
    reusedJudgements === 0 ? '' : `${formatCount(reusedJudgements, 'judgement')} reused`,
    formatDuration(wallMs),
  ];
  return parts.filter((part) => part !== '').join(', ');
}

/** Tokens of one endpoint. */
function tokensText({ tokensIn, tokensOut }: EndpointUsage): string {
  return `${formatNumber(tokensIn)} tokens in, ${formatNumber(tokensOut)} out`;
}

/** What failed, how often, and what the server said of it once. */
function failurePieces({ failures }: Report): readonly FactPiece[] {
  return failures.flatMap((failure, index): readonly FactPiece[] => {
    const start = index === 0 ? '' : '; ';
    const text = `${start}${failureCountText(failure)}`;
    if (failure.example === '') return [text];
    return [`${text}, e.g. `, { name: clipText(failure.example, LONGEST_EXAMPLE) }];
  });
}
