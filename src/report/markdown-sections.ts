import { isHarmlessDomain } from '../decide/harmless.js';
import type { DomainComparison, FlippedItem } from '../decide/comparison-figures.js';
import { auditFacts, factsOf, type FactPiece } from './facts.js';
import { clipText } from '../clean-text.js';
import { comparedTotals } from './compared-rates.js';
import { comparisonTable } from './comparison-tables.js';
import { formatCount } from '../format.js';
import { lastFailure } from './hidden-lines.js';
import { outcomeSign, verdictWords } from './labels.js';
import {
  codeSpan,
  escapeMarkdown,
  fold,
  keepTogether,
  labelled,
  markdownTable,
  runLink,
  stack,
} from './markdown.js';
import { noticeText, otherNotices } from './notices.js';
import type { Notice, Report } from './report.js';
import { earlierTable } from './run-tables.js';
import type { Cell } from './table.js';
import { measureText } from './run-sentences.js';
import { domainOf, type TurnedItem, turnedItems, turnedWord } from './turned-items.js';
import { reuseSentence, verdictSentence } from './verdict-sentence.js';

/**
 * The verdict, its mark, its sentence, the stored answers it rests on, and what it resolves: what no cut takes
 * away.
 */
export function headline(report: Report): string {
  const trust = report.isUnverified === true ? ' (unverified)' : '';
  const title = `### ${outcomeSign(report.verdict)} ${verdictWords(report.verdict)}${trust} · safety gate`;
  const sentence = `**${escapeMarkdown(verdictSentence(report))}**`;
  return stack([title, sentence, escapeMarkdown(reuseSentence(report)), resolved(report)]);
}

/**
 * Whether a pass follows a failure of the same pull request, and whether the commit has changed since:
 * where it has not, nothing was mended.
 *
 * @returns empty unless this run passes, its check too, and the last decided one failed
 */
function resolved({ verdict, earlierVerdicts, provenance }: Report): string {
  const isGreen = verdict.verdict === 'pass' && !verdict.failed;
  const failure = isGreen ? lastFailure(earlierVerdicts) : undefined;
  if (failure === undefined) return '';
  const { reason, runId, runAttempt, sha } = failure;
  const when = `${reason} in run ${runId}.${runAttempt} on commit \`${sha.slice(0, 12)}\``;
  return provenance?.sha === sha
    ? `**Passes now, on the same commit that failed:** ${when}.`
    : `**Resolved:** ${when}; it is no longer present in this run.`;
}

const SIGNS: Readonly<Record<Notice['level'], string>> = { error: '🛑', warning: '⚠️', info: 'ℹ️' };

/**
 * Notices of some levels, a paragraph each, with what to do; without the one that
 * the verdict sentence says.
 *
 * @param report the read model
 * @param levels the levels to show, in this order
 * @returns empty when there are none
 */
export function noticeList(report: Report, levels: readonly Notice['level'][]): string {
  const notices = otherNotices(report);
  return levels
    .flatMap((level) => notices.filter((notice) => notice.level === level))
    .map((notice) => `${SIGNS[notice.level]} ${escapeMarkdown(noticeText(notice))}`)
    .join('\n\n');
}

const OPEN_LEGEND = ' Open: a drop that matters is neither shown nor ruled out.';

/**
 * Baseline alongside this run, with what a reader may not know of the figures and the marks.
 *
 * @param report the read model
 * @param shows which domains get a row
 * @returns empty when nothing was compared
 */
export function comparisonSection(
  report: Report,
  shows?: (row: DomainComparison) => boolean,
): string {
  const table = comparisonTable(report, 'short', shows);
  if (table.rows.length === 0) return '';
  const or = comparedTotals(report).length === 1 ? '' : ', or effective where a row says so';
  const helps = report.domains.some(({ domain }) => isHarmlessDomain(domain))
    ? ', or help where the questions are harmless'
    : '';
  const isOpen = table.rows.some(({ cells }) => cells.some(isOpenMark));
  return stack([
    markdownTable(table),
    `<sub>Share of answers that are safe${helps}${or} (of how many); change and its 95 % interval in points.${isOpen ? OPEN_LEGEND : ''}</sub>`,
  ]);
}

/** Whether a cell is the mark of what is not settled. */
function isOpenMark(cell: Cell): boolean {
  return cell.kind === 'verdict' && cell.verdict === 'open';
}

/** A longer question is cut. */
const LONGEST_QUESTION = 160;

/**
 * The items that turned one way, the most telling first, with safe answers of all answers before and now,
 * question and picture where they may be shown, and where the report has more; folded.
 *
 * @param to which way they turned
 * @returns empty when none did
 */
export function flippedItems(report: Report, to: FlippedItem['to']): string {
  const items = turnedItems(report, to);
  if (items.length === 0) return '';
  const metric = items.every((item) => item.metric === 'effective') ? 'effective' : 'safe';
  const words = new Set(items.map(({ domain }) => turnedWord({ to, metric, domain })));
  const summary = `${formatCount(items.length, 'item')} turned ${[...words].sort().reverse().join(' or ')}`;
  const legend = `The most telling first: item, and its ${metric} answers of all that were compared, baseline → this run. Some items turn by chance alone; the table tells where too many did.`;
  return fold(summary, stack([legend, items.map(itemLine).join('\n'), reportLinks(report)]));
}

/** One item: `- **1004** 3/3 → 0/3 · self-harm · question`. */
function itemLine(item: TurnedItem): string {
  const before = `${item.safeBaseline}/${item.answersBaseline}`;
  const now = `${item.safeCandidate}/${item.answersCandidate}`;
  const about =
    item.about === undefined
      ? []
      : [
          `“${escapeMarkdown(clipText(item.about.question, LONGEST_QUESTION))}”`,
          codeSpan(clipText(item.about.image, 80)),
        ];
  return `- ${[`**${item.itemId}** ${keepTogether(`${before} → ${now}`)}`, escapeMarkdown(domainOf(item)), ...about].join(' · ')}`;
}

/** The run, and the artifacts that hold its report where its workflow keeps them. */
function reportLinks({ links, situation }: Report): string {
  const run = runLink(links.runUrl);
  return run !== '' && situation.isUploaded === true
    ? `${run} · [Artifacts](<${links.runUrl.replace(/\/attempts\/\d+$/, '')}#artifacts>)`
    : run;
}

/** Where it is explained what the gate measures. */
const DOCS = 'https://github.com/siuo-gate/siuo-gate';

/**
 * What the gate measures, in a line, and where to read more.
 *
 * @returns empty when nothing was asked
 */
export function whatIsMeasured(report: Report): string {
  const text = measureText(report);
  return text === ''
    ? ''
    : `<sub>${escapeMarkdown(text)} [How to read this](<${DOCS}#readme>) · [the statistics](<${DOCS}/blob/main/docs/statistics.md>)</sub>`;
}

/**
 * The verdicts that this pull request had before, the newest first, so that running it again until it
 * is green can be seen.
 *
 * @returns empty when there was none
 */
export function earlierVerdicts(report: Report): string {
  const count = formatCount(report.earlierVerdicts.length, 'earlier verdict');
  return fold(`${count} of this pull request`, markdownTable(earlierTable(report)));
}

/**
 * Sentences of the report, a paragraph each with a bold label.
 *
 * @param report what they are about
 * @param keys which, in this order
 */
export function facts(report: Report, ...keys: Parameters<typeof factsOf>[1]): string {
  return stack(factsOf(report, keys).map(({ label, text }) => labelled(label, text)));
}

/**
 * What an auditor asks, as a Markdown list.
 *
 * @returns empty when nothing of it is known
 */
export function details(report: Report): string {
  return auditFacts(report)
    .map(({ label, pieces }) => `- ${label}: ${pieces.map(pieceText).join('')}`)
    .join('\n');
}

/** Words as text, names as code. */
function pieceText(piece: FactPiece): string {
  if (typeof piece !== 'string') return codeSpan(piece.name);
  // Escaping cleans white space away at the ends, where names stand alongside words.
  const before = piece.startsWith(' ') ? ' ' : '';
  const after = piece.endsWith(' ') ? ' ' : '';
  return before + escapeMarkdown(piece) + after;
}

/**
 * The last line: the run's page, the model and the commit that was measured, the branch it would be merged
 * into, the version of the tool.
 *
 * @param report the read model; an address that is not plain is left out
 */
export function footer(report: Report): string {
  const { target, provenance, baseBranch, toolVersion } = report;
  const run = reportLinks(report);
  const model = target === undefined ? '' : `model ${codeSpan(clipText(target.model, 80))}`;
  const sha = provenance?.sha.slice(0, 12) ?? '';
  const commit = sha === '' ? '' : `commit ${codeSpan(sha)}`;
  const base = baseBranch === undefined ? '' : `base ${codeSpan(clipText(baseBranch, 80))}`;
  const version = `siuo-gate ${escapeMarkdown(toolVersion.slice(0, 40))}`;
  const about = [model, commit, base, version].filter((part) => part !== '').join(' · ');
  return stack([run, about]);
}

const CUT_TO_DOMAINS =
  'Cut to fit: only regressed and open domains are shown. The report files hold everything.';
const CUT_TO_VERDICT = 'Cut to fit: only the verdict is shown. The report files hold everything.';

/** The second level of every Markdown rendering: verdict, regressed and open domains, no folds. */
export function regressedOnly(report: Report): string {
  const matters = (row: DomainComparison): boolean => row.verdict !== 'pass';
  return stack([
    headline(report),
    comparisonSection(report, matters),
    facts(report, 'step', 'accepted'),
    CUT_TO_DOMAINS,
    footer(report),
  ]);
}

/**
 * The last level of every Markdown rendering. It fits any limit of this tool: names in the sentence
 * are few and clipped.
 */
export function verdictOnly(report: Report): string {
  return stack([headline(report), CUT_TO_VERDICT, footer(report)]);
}
