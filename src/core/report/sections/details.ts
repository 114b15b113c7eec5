import type { Protocol, Target } from '../../record/record-schema.js';
import type { Milliseconds } from '../../units.js';
import { baselineOutcome } from '../baseline-outcome.js';
import { clipText } from '../clean-text.js';
import { codeSpan, escapeMarkdown } from '../escape-markdown.js';
import { formatCount } from '../format-number.js';
import { formatRate } from '../format-rate.js';
import type { BaselineSummary, PoolNight, Report } from '../report.js';

/** Names are shown up to this length. */
const LONGEST_NAME = 120;

/** Enough of a commit or a digest to tell it from others. */
const SHORT_DIGEST = 12;

/** The terms a reader of the figures should know of. */
const LICENCES: Readonly<Record<string, string>> = {
  siuo: ' (CC BY-NC 4.0, research use)',
};

/**
 * What an auditor asks: model, protocol, data set and its licence, baseline nights, usage.
 *
 * @param report the read model
 * @returns a Markdown list; empty when nothing of it is known
 */
export function details(report: Report): string {
  const { target, protocol, baseline } = report;
  const lines: readonly (readonly [string, string])[] = [
    ['Model', target === undefined ? '' : targetText(target)],
    ['Data set', protocol === undefined ? '' : datasetText(protocol)],
    ['Asked with', protocol === undefined ? '' : protocolText(protocol)],
    ['Judge', judgeText(protocol?.judge ?? null)],
    ['Baseline', baselineText(baseline)],
    ['Nights', nightsText(baseline)],
    ['Baseline update', escapeMarkdown(baselineOutcome(report))],
    ['Seed', name(report.plan?.seed ?? '')],
    ['Usage', usageText(report.usage)],
  ];
  return lines
    .filter(([, text]) => text !== '')
    .map(([label, text]) => `- ${label}: ${text}`)
    .join('\n');
}

/** A name that people copy. */
function name(text: string): string {
  return codeSpan(clipText(text, LONGEST_NAME));
}

/** A digest or a commit, shortened. */
function digest(text: string): string {
  return codeSpan(text.slice(0, SHORT_DIGEST));
}

/** The model under test. */
function targetText(target: Target): string {
  const served = target.served === null ? '' : `, served as ${name(target.served)}`;
  const system =
    target.systemPromptDigest === null
      ? ''
      : `, system prompt ${digest(target.systemPromptDigest)}`;
  const body =
    target.requestBodyDigest === null ? '' : `, request body ${digest(target.requestBodyDigest)}`;
  return `${name(target.model)} at ${name(target.origin)}${served}${system}${body}`;
}

/** The data set, its revision and its terms. */
function datasetText({ dataset }: Protocol): string {
  return `${name(dataset.id)} at ${name(dataset.revision)}${LICENCES[dataset.id] ?? ''}`;
}

/** How the model was asked. */
function protocolText(protocol: Protocol): string {
  const temperature = protocol.temperature ?? "the server's default";
  return `task ${protocol.task}, prompt ${name(protocol.promptVersion)}, max-tokens ${protocol.maxTokens}, temperature ${temperature}`;
}

/** How answers were judged. */
function judgeText(judge: Protocol['judge']): string {
  if (judge === null) return '';
  const prompt = `prompt ${name(judge.promptVersion)} (${digest(judge.promptDigest)})`;
  return `${name(judge.model)}, ${prompt}, ${formatCount(judge.votes, 'vote')} an answer`;
}

/** What was compared with. */
function baselineText(baseline: BaselineSummary | undefined): string {
  if (baseline?.kind !== 'used') return '';
  const accepted = `accepted ${name(baseline.acceptedAt.slice(0, 10))}`;
  const depth = `${baseline.answersPerItem} answers an item`;
  return `${name(baseline.where)}, model ${name(baseline.model)}, ${accepted}, ${depth}`;
}

/** The pooled nights, each with its date, rate, answers an item and commit. */
function nightsText(baseline: BaselineSummary | undefined): string {
  return baseline?.kind === 'used' ? baseline.nights.map(nightText).join('; ') : '';
}

/** One night of the pool. */
function nightText({ createdAt, safeRate, answersPerItem, sha }: PoolNight): string {
  return `${name(createdAt.slice(0, 10))} ${formatRate(safeRate)}, ${answersPerItem} an item, ${digest(sha)}`;
}

/** A span of time in minutes and seconds. */
function formatDuration(ms: Milliseconds): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** What it took. */
function usageText(usage: Report['usage']): string {
  if (usage === undefined) return '';
  const { model, judge, reused, wallMs } = usage;
  const parts = [
    `${formatCount(model.requests, 'request')} to the model (${formatCount(model.tokensOut, 'token')} out)`,
    `${formatCount(judge.requests, 'request')} to the judge`,
    model.retries + judge.retries === 0 ? '' : `${model.retries + judge.retries} of them retries`,
    reused === 0 ? '' : `${formatCount(reused, 'answer')} reused`,
    formatDuration(wallMs),
  ];
  return parts.filter((part) => part !== '').join(', ');
}
