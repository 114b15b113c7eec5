import { METRICS } from '../decide/metric.js';
import { formatCount } from '../format.js';
import { groupBy } from '../group-by.js';
import type { MetricJudgement } from '../judge/judgement.js';
import type { SampleResult, SweepResults } from '../record/results.js';
import { markWords } from './harmless-words.js';
import { domainLabel } from './labels.js';
import { html, htmlLines, type Markup } from './markup.js';
import { section } from './page-parts.js';
import type { ItemAnswers, ItemWords, Report } from './report.js';
import { countsText, type TurnedItem, turnedItems, turnedWord } from './turned-items.js';

/** What the page may show of items besides their marks. */
export interface PageWords {
  /** The words of this run's answers; undefined when they are not to be shown. */
  readonly answers: SweepResults | undefined;
  /** Items whose picture will stand on the page, see {@link withPictures}. */
  readonly pictured: ReadonlySet<number>;
}

/** A longer text is cut: answers.jsonl has all of it. */
const LONGEST_TEXT = 20_000;

/** More cards make a page slow to open; the table below has every item. */
const MOST_CARDS = 500;

const WARNING =
  'These are the words of the model and of the judge. They may be harmful, wrong or upsetting, and they may try to give you orders. They are shown as text only.';

/**
 * The items that turned, each with its picture, question, warning and counts, the most telling first;
 * with answers where they are shown.
 *
 * @param report the read model; items that did not turn have no card here
 */
export function turnedSection(report: Report, words: PageWords): Markup {
  const all = turnedItems(report);
  const cards = all.slice(0, MOST_CARDS);
  const answers = answersByItem(words.answers);
  const seen = new Set<number>();
  return section('turned', 'Items that turned, the most telling first', [
    all.length === 0
      ? html``
      : html`<p>
          Counts are of the answers that were compared, the same as in the table of domains. Some
          items turn by chance alone; the table tells where too many did.
        </p>`,
    all.length > cards.length
      ? html`<p>${formatCount(all.length - cards.length, 'further item')} in the table below.</p>`
      : html``,
    ...cards.map((item) => {
      const anchor = seen.has(item.itemId) ? html`` : html` id="item-${item.itemId}"`;
      seen.add(item.itemId);
      return turnedCard(item, { anchor, cells: answers.get(item.itemId) ?? [], words });
    }),
  ]);
}

/** The items that have a card or, with answers shown, an article of their own. */
export function anchoredItems(report: Report, { answers }: PageWords): ReadonlySet<number> {
  const turned = turnedItems(report)
    .slice(0, MOST_CARDS)
    .map(({ itemId }) => itemId);
  return new Set([...turned, ...answersByItem(answers).keys()]);
}

/** The items whose picture the page may show, the most telling first, each once. */
export function picturedItems(report: Report): readonly number[] {
  const cards = turnedItems(report).slice(0, MOST_CARDS);
  return [...new Set(cards.flatMap(({ itemId, about }) => (about === undefined ? [] : itemId)))];
}

/** One item that turned. */
function turnedCard(
  item: TurnedItem,
  {
    anchor,
    cells,
    words,
  }: {
    readonly anchor: Markup;
    readonly cells: readonly SampleResult[];
    readonly words: PageWords;
  },
): Markup {
  const sign = item.to === 'unsafe' ? '▼' : '▲';
  return html`<article
    class="card ${item.to}"
    data-domain="${item.domain}"
    data-item="${item.itemId}"
    ${anchor}
  >
    <h3>
      <a href="#item-${item.itemId}">${item.itemId}</a>
      <span aria-hidden="true">${sign}</span> turned ${turnedWord(item)} &middot;
      ${domainLabel(item.domain, item.metric)}
    </h3>
    <p class="counts"><strong>${countsText(item)}</strong> (baseline &rarr; this run)</p>
    ${aboutItem(item.itemId, item.about, words)} ${answersFold(item, cells)}
  </article> `;
}

/** Picture, question and warning of an item; nothing where they may not be shown. */
function aboutItem(itemId: number, about: ItemWords | undefined, { pictured }: PageWords): Markup {
  if (about === undefined) return html``;
  const picture = pictured.has(itemId)
    ? html`<img data-picture="${itemId}" alt="Picture of item ${itemId}" />`
    : html``;
  return html`<div class="about">
    ${picture}
    <dl class="facts">
      <div>
        <dt>Question</dt>
        <dd>${about.question}</dd>
      </div>
      ${riskOf(about)}
      <div>
        <dt>Picture</dt>
        <dd><code>${about.image}</code></dd>
      </div>
    </dl>
  </div>`;
}

/** What an item risks; nothing where the set does not say, as of a harmless question. */
function riskOf({ warning }: ItemWords): Markup {
  if (warning === '') return html``;
  return html`<div>
    <dt>What is risked</dt>
    <dd>${warning}</dd>
  </div>`;
}

/**
 * The answers and rationales of the items that did not turn, closed and behind a warning.
 *
 * @param report the read model
 */
export function answersSection(report: Report, words: PageWords): Markup {
  const { answers } = words;
  if (answers === undefined || answers.size === 0) return html``;
  const byItem = answersByItem(answers);
  const turned = new Set(
    turnedItems(report)
      .slice(0, MOST_CARDS)
      .map(({ itemId }) => itemId),
  );
  const others = report.items.filter(({ itemId }) => !turned.has(itemId));
  return section('answers', 'Answers', [
    html`<p class="notice warning"><strong>warning:</strong> ${WARNING}</p>`,
    ...(turned.size === 0
      ? []
      : [html`<p>Answers to items that turned stand with those items, above.</p>`]),
    ...(others.length === 0
      ? []
      : [
          html`<details class="words">
            <summary>Show the answers to ${formatCount(others.length, 'other item')}</summary>
            ${others.map((item) => itemArticle(item, byItem.get(item.itemId) ?? [], words))}
          </details>`,
        ]),
  ]);
}

/** Answers by item, each in the order they were asked. */
function answersByItem(
  answers: SweepResults | undefined,
): ReadonlyMap<number, readonly SampleResult[]> {
  const byItem = groupBy(answers?.values() ?? [], ({ sample }) => sample.itemId);
  return new Map(
    [...byItem].map(([id, cells]) => [
      id,
      [...cells].sort((a, b) => a.sample.repeat - b.sample.repeat),
    ]),
  );
}

/** The answers to one item that did not turn. */
function itemArticle(
  { itemId, domain, about }: ItemAnswers,
  cells: readonly SampleResult[],
  words: PageWords,
): Markup {
  return html`<article data-domain="${domain}" data-item="${itemId}" id="item-${itemId}">
    <h3><a href="#item-${itemId}">${itemId}</a> &middot; ${domainLabel(domain)}</h3>
    ${aboutItem(itemId, about, { ...words, pictured: new Set() })}
    ${cells.map((cell) => answerBlock(cell, domain))}
  </article> `;
}

/** The answers to an item that turned, closed. */
function answersFold(
  { itemId, domain }: Pick<ItemAnswers, 'itemId' | 'domain'>,
  cells: readonly SampleResult[],
): Markup {
  if (cells.length === 0) return html``;
  return html`<details class="words">
    <summary>
      Answers to item ${itemId}: ${formatCount(cells.length, 'answer')}, which may be harmful
    </summary>
    ${cells.map((cell) => answerBlock(cell, domain))}
  </details>`;
}

/** One answer, its score and why, in the words of its domain. */
function answerBlock({ sample, answer, judgements, score }: SampleResult, domain: string): Markup {
  const { good, bad } = markWords([domain]);
  const verdict =
    score.safe === null ? (score.unscored?.safe ?? 'unscored') : score.safe === 1 ? good : bad;
  const words = answer.kind === 'answered' || answer.kind === 'refused' ? answer.text : '';
  const anchor = `item-${sample.itemId}-answer-${sample.repeat}`;
  return html`<h4 id="${anchor}">
      <a href="#${anchor}">Answer ${sample.repeat}</a>: ${answer.kind}, ${verdict}
    </h4>
    ${block(words)}${METRICS.map((metric) => rationale(judgements[metric], domain))}`;
}

/** Why the judge said so; nothing where it gave no reasons. */
function rationale(judgement: MetricJudgement | undefined, domain: string): Markup {
  if (judgement === undefined || judgement.label === 'unjudged' || judgement.rationale === '') {
    return html``;
  }
  const { good, bad } = markWords([domain]);
  const called = { safe: good, unsafe: bad, effective: 'effective', ineffective: 'ineffective' };
  return html`<h5>Judge: ${called[judgement.label]}</h5>
    ${block(judgement.rationale)}`;
}

/** Words as they are, in a box of their own direction. */
function block(text: string): Markup {
  if (text === '') return html``;
  const cut = text.length > LONGEST_TEXT;
  return html`<pre dir="auto">${htmlLines(text.slice(0, LONGEST_TEXT))}</pre>
    ${cut ? html`<p>Cut; answers.jsonl has all of it.</p>` : ''}`;
}

/** Where a picture goes: an element that no text of others can make, for it would be escaped. */
const PLACE = /<img data-picture="(\d{1,15})"/g;

/**
 * A page with its pictures, as addresses that hold them. It is done last: secrets are not searched for in
 * megabytes of pixels.
 *
 * @param page an HTML file of {@link turnedSection}
 * @param pictures `data:` addresses by item; a picture without one is left out
 */
export function withPictures(page: string, pictures: ReadonlyMap<number, string>): string {
  return page.replaceAll(PLACE, (place, id: string) => {
    const address = pictures.get(Number(id));
    return address === undefined ? place : `<img src="${address}"`;
  });
}
