export const id = 914;
export const ids = [914];
export const modules = {

/***/ 914:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderHtml: () => (/* binding */ renderHtml)
});

// EXTERNAL MODULE: ./build/src/core/report/text/clean-text.js
var clean_text = __webpack_require__(2035);
// EXTERNAL MODULE: ./build/src/core/report/text/markup.js
var markup = __webpack_require__(4700);
;// CONCATENATED MODULE: ./build/src/core/report/html/escape-html.js


const ENTITIES = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
};
/** A deeper indent pushes the text out of sight. */
const DEEPEST_INDENT = 40;
/**
 * Text of others as content or as a quoted attribute of an HTML page; not for a script, a style or
 * an address.
 *
 * @param text any text; made one line without unseen characters first
 * @see https://html.spec.whatwg.org/multipage/syntax.html#attributes-2
 */
function escapeHtml(text) {
    return (0,clean_text/* visibleText */.Q6)(text).replaceAll(/[&<>"']/g, (special) => ENTITIES[special] ?? '');
}
/** A template for HTML, see {@link createTemplate}. */
const html = (0,markup/* createTemplate */.X)(escapeHtml);
/**
 * Text of several lines as the content of a `pre` element, each line as {@link escapeHtml} has it
 * after the white space it begins with.
 *
 * @param text any text; line ends of every kind part lines
 */
function htmlLines(text) {
    const lines = text.split(/\r\n|[\n\r\u0085\u2028\u2029]/).map(indentedLine);
    // The parser drops a line feed that follows the opening tag: this one, not one of the text.
    return new markup/* Markup */.V(`\n${lines.join('\n')}`);
}
/** A line with the spaces and tabs it begins with, which would become one space. */
function indentedLine(line) {
    const [indent = ''] = /^[ \t]*/.exec(line) ?? [];
    return indent.slice(0, DEEPEST_INDENT) + escapeHtml(line.slice(indent.length));
}

// EXTERNAL MODULE: ./build/src/core/report/text/domain-label.js
var domain_label = __webpack_require__(2823);
// EXTERNAL MODULE: ./build/src/core/config/config.js
var config = __webpack_require__(3404);
// EXTERNAL MODULE: ./build/src/core/group-by.js
var group_by = __webpack_require__(6930);
// EXTERNAL MODULE: ./build/src/core/report/text/format-number.js
var format_number = __webpack_require__(9617);
;// CONCATENATED MODULE: ./build/src/core/report/html/section.js

/**
 * A part of the page with its heading.
 *
 * @param id the part's anchor, a word of ours
 * @param title words of ours
 * @param body its content; a part of nothing is nothing
 */
function section(id, title, body) {
    if (body.every(({ text }) => text === ''))
        return html ``;
    return html `<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section> `;
}
/**
 * A picture with its explanation.
 *
 * @param name what it shows, in a few words
 * @param picture the plot; undefined gives nothing
 * @param explanation how it is read, in words
 */
function figure(name, picture, explanation) {
    if (picture === undefined)
        return html ``;
    return html `<figure>
    <div class="scroll" role="region" aria-label="Plot: ${name}" tabindex="0">${picture}</div>
    <figcaption>${explanation}</figcaption>
  </figure> `;
}

;// CONCATENATED MODULE: ./build/src/core/report/html/answers-section.js






/** A longer text is cut: answers.jsonl has all of it. */
const LONGEST_TEXT = 20_000;
const WARNING = 'These are the words of the model and of the judge. They may be harmful, wrong or upsetting, and they may try to give you orders. They are shown as text only.';
/**
 * The answers and rationales of this run, closed and behind a warning.
 *
 * @param report the read model
 * @param results the answers; undefined when they are not to be shown
 */
function answersSection(report, results) {
    if (results === undefined || results.size === 0)
        return html ``;
    const byItem = (0,group_by/* groupBy */.$)(results.values(), ({ cell }) => cell.itemId);
    const articles = report.items.map(({ itemId, domain }) => itemArticle(`${itemId} · ${(0,domain_label/* domainLabel */.h)(domain)}`, domain, byItem.get(itemId) ?? []));
    return section('answers', 'Answers', [
        html `<p class="notice warning"><strong>warning:</strong> ${WARNING}</p>
      <details class="words">
        <summary>Show ${(0,format_number/* formatCount */.B)(results.size, 'answer')}</summary>
        ${articles}
      </details>`,
    ]);
}
/** The answers to one item. */
function itemArticle(title, domain, cells) {
    const inOrder = [...cells].sort((a, b) => a.cell.repeat - b.cell.repeat);
    return html `<article data-domain="${domain}">
    <h3>${title}</h3>
    ${inOrder.map(answerBlock)}
  </article> `;
}
/** One answer, its score and why. */
function answerBlock({ cell, answer, judgements, score }) {
    const verdict = score.safe === null
        ? (score.unscored?.safe ?? 'unscored')
        : score.safe === 1
            ? 'safe'
            : 'unsafe';
    const words = answer.kind === 'answered' || answer.kind === 'refused' ? answer.text : '';
    return html `<h4>Answer ${cell.repeat}: ${answer.kind}, ${verdict}</h4>
    ${block(words)}${config/* METRICS */.C.flatMap((metric) => rationales(judgements[metric]))}`;
}
/** Why the judge said so, a vote a block. */
function rationales(judgement) {
    return (judgement?.votes ?? []).map((vote) => !('rationale' in vote) || vote.rationale === ''
        ? html ``
        : html `<h5>Judge: ${vote.label}</h5>
          ${block(vote.rationale)}`);
}
/** Words as they are, in a box of their own direction. */
function block(text) {
    if (text === '')
        return html ``;
    const cut = text.length > LONGEST_TEXT;
    return html `<pre dir="auto">${htmlLines(text.slice(0, LONGEST_TEXT))}</pre>
    ${cut ? html `<p>Cut; answers.jsonl has all of it.</p>` : ''}`;
}

// EXTERNAL MODULE: ./build/src/core/report/comparisons.js
var comparisons = __webpack_require__(8018);
// EXTERNAL MODULE: ./build/src/core/report/domain-rates.js
var domain_rates = __webpack_require__(7384);
// EXTERNAL MODULE: ./build/src/core/report/text/format-change.js
var format_change = __webpack_require__(4848);
// EXTERNAL MODULE: ./build/src/core/report/text/format-chance.js
var format_chance = __webpack_require__(7015);
// EXTERNAL MODULE: ./build/src/core/report/text/format-rate.js
var format_rate = __webpack_require__(1166);
// EXTERNAL MODULE: ./build/src/core/report/text/marks.js
var marks = __webpack_require__(6312);
;// CONCATENATED MODULE: ./build/src/core/report/html/data-table.js

/**
 * A table that people can scroll and sort; the first cell of a row names it.
 *
 * @param caption what it shows, in words
 * @param columns one or more
 * @param rows one cell a column; none gives no table
 */
function dataTable(caption, columns, rows) {
    if (rows.length === 0)
        return html ``;
    return html `<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ head, align }) => html `<th scope="col" class="${align}">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row) => rowOf(row, columns))}
      </tbody>
    </table>
  </div>`;
}
/** One row; its first cell is its head. */
function rowOf({ domain, kind, cells }, columns) {
    const filter = domain === undefined ? html `` : html ` data-domain="${domain}"`;
    const [head = '', ...rest] = cells;
    const figures = rest.map((cell, index) => {
        const align = columns[index + 1]?.align ?? 'left';
        return html `<td class="${align}" ${sortKey(cell)}>${shown(cell)}</td>`;
    });
    return html `<tr class="${kind ?? ''}" ${filter}>
    <th scope="row" ${sortKey(head)}>${shown(head)}</th>
    ${figures}
  </tr> `;
}
/** What a cell shows. */
function shown(cell) {
    return isKeyed(cell) ? cell.shows : cell;
}
/** The number a cell is sorted by, where it says. */
function sortKey(cell) {
    return isKeyed(cell) ? html ` data-sort="${cell.sortBy}"` : html ``;
}
/** Whether a cell is sorted by another value than it shows. */
function isKeyed(cell) {
    return typeof cell === 'object' && 'sortBy' in cell;
}

// EXTERNAL MODULE: ./node_modules/@observablehq/plot/src/index.js + 61 modules
var src = __webpack_require__(6364);
// EXTERNAL MODULE: ./node_modules/@xmldom/xmldom/lib/index.js
var lib = __webpack_require__(8351);
;// CONCATENATED MODULE: ./build/src/core/report/html/draw-plot.js




/**
 * Draws a plot into a document of its own. Colours are CSS variables of the page and the text takes
 * the page's, so that one picture serves light, dark and print. It holds no style: the page's policy
 * would refuse it.
 *
 * @param options the plot, its text cleaned of what cannot be seen
 * @returns an SVG element as markup
 */
function drawPlot(options) {
    const document = new lib/* DOMImplementation */.x2().createDocument(null, 'page', null);
    const drawn = (0,src/* plot */.QI)({ ...options, document: document, className: 'plot' });
    const svg = drawn;
    for (const style of Array.from(svg.getElementsByTagName('style'))) {
        style.parentNode?.removeChild(style);
    }
    for (const part of Array.from(svg.getElementsByTagName('*'))) {
        // The picture has one name; what its parts are called is the library's own words.
        part.removeAttribute('aria-label');
        part.removeAttribute('aria-hidden');
    }
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', (0,clean_text/* cleanText */.X5)(options.ariaLabel));
    return new markup/* Markup */.V(new lib/* XMLSerializer */.el().serializeToString(svg));
}

;// CONCATENATED MODULE: ./build/src/core/report/html/forest-plot.js







const ROW_HEIGHT = 30;
const LONGEST_LABEL = 32;
const VERDICTS = ['regression', 'open', 'pass'];
/**
 * The change of each domain and of all items with its interval, beside zero and the margin.
 *
 * @param report the read model of a run that was compared
 * @returns undefined when no item is shared with the baseline
 */
function forestPlot(report) {
    const rows = [...(0,comparisons/* comparedDomains */.Ni)(report), ...(0,comparisons/* comparedTotals */.tn)(report).map(namedOverall)]
        .filter(({ sharedItems }) => sharedItems > 0)
        .map(forestRow);
    if (rows.length === 0)
        return undefined;
    const isTrusted = report.verdict.reason !== 'guard';
    return drawPlot({
        ariaLabel: `Forest plot: change of each domain in points with its 95 % interval. The table below has the same figures.`,
        width: 1000,
        height: 70 + ROW_HEIGHT * rows.length,
        marginLeft: 230,
        marginRight: 90,
        marginTop: 10,
        marginBottom: 44,
        x: {
            label: 'change, points (left is worse)',
            labelAnchor: 'center',
            labelArrow: 'none',
            inset: 12,
            grid: true,
        },
        y: {
            type: 'band',
            domain: rows.map(({ index }) => index),
            tickFormat: (index) => rows[index]?.label ?? '',
            label: null,
            tickSize: 0,
        },
        color: { domain: VERDICTS, range: ['var(--bad)', 'var(--open)', 'var(--good)'] },
        symbol: { domain: VERDICTS, range: ['diamond', 'triangle', 'circle'] },
        marks: marksOf(rows, isTrusted),
    });
}
/** The figures of all items of a metric, by their name. */
function namedOverall(rates) {
    return { domain: domain_rates/* OVERALL */.aD, ...rates };
}
/** One row in points; what is excluded above is drawn on the side of falls. */
function forestRow(rates, index) {
    return {
        index,
        label: (0,clean_text/* clipText */.gL)((0,domain_label/* domainLabel */.h)(rates.domain, rates.metric), LONGEST_LABEL),
        change: -100 * rates.drop,
        low: 100 * rates.interval.low,
        high: 100 * rates.interval.high,
        bound: -100 * rates.upper,
        margin: -100 * rates.margin,
        verdict: rates.verdict,
    };
}
/** Zero, margins, intervals, bounds, changes and words. */
function marksOf(rows, isTrusted) {
    const y = 'index';
    const stroke = isTrusted ? 'verdict' : 'var(--soft)';
    return [
        (0,src/* ruleX */.hI)([0], { stroke: 'currentColor' }),
        (0,src/* tickX */.SW)(rows, {
            x: 'margin',
            y,
            stroke: 'var(--bad)',
            strokeDasharray: '4 3',
            insetTop: 2,
            insetBottom: 2,
        }),
        (0,src/* ruleY */.OJ)(rows, { x1: 'low', x2: 'high', y, stroke, strokeWidth: 2.5 }),
        (0,src/* tickX */.SW)(rows, { x: 'bound', y, stroke, strokeWidth: 2.5, insetTop: 7, insetBottom: 7 }),
        (0,src/* dot */.Om)(rows, { x: 'change', y, fill: stroke, symbol: isTrusted ? 'verdict' : 'circle', r: 6 }),
        (0,src/* text */.Qq)(rows, {
            y,
            text: (row) => (isTrusted ? marks/* COMPARISON_MARKS */.bv[row.verdict].word : ''),
            frameAnchor: 'right',
            textAnchor: 'start',
            dx: 10,
        }),
    ];
}

;// CONCATENATED MODULE: ./build/src/core/report/html/sign-markup.js

/**
 * The sign of a mark, which the word beside it says too. It may end in a variation selector, which
 * escaping would take for something hidden.
 *
 * @param sign one of ours
 */
function signMarkup(sign) {
    return new markup/* Markup */.V(`<span aria-hidden="true">${sign}</span>`);
}

;// CONCATENATED MODULE: ./build/src/core/report/html/change-section.js













const COLUMNS = [
    { head: 'Domain', align: 'left' },
    { head: 'Verdict', align: 'left' },
    ...[
        'Baseline',
        'This run',
        'Change',
        '95 % interval',
        'Fall ruled out above',
        'Margin',
        'p',
        'Adjusted p',
        'p beyond these items',
        'Smallest fall found',
        'Items',
        'Answers an item',
        'Rung',
    ].map((head) => ({ head, align: 'right' })),
];
const TITLE = 'Change by domain';
const EXPLANATION = 'Each row is one domain: the mark is its change, the bar its 95 % interval. The short upright stroke is the largest fall that the answers do not rule out; the dashed line is the margin. A domain passes where the stroke is right of the dashed line. A diamond regressed, a triangle is open, a circle passed.';
const CAPTION = 'Share of safe (or effective) answers, baseline beside this run, on the items both have; changes, intervals and margins in points.';
/** Places a verdict in the order of what matters. */
const RANK = { regression: 0, open: 1, pass: 2 };
/**
 * The change of each domain: a forest plot and its figures.
 *
 * @param report the read model
 * @returns empty when nothing was compared
 */
function changeSection(report) {
    if (report.comparison === undefined)
        return html ``;
    const isTrusted = report.verdict.reason !== 'guard';
    const table = dataTable(CAPTION, COLUMNS, [
        ...(0,comparisons/* comparedDomains */.Ni)(report).map((row) => domainRow(row, isTrusted)),
        ...(0,comparisons/* comparedTotals */.tn)(report).map((row) => totalRow(row, isTrusted)),
    ]);
    return section('change', TITLE, [figure(TITLE, forestPlot(report), EXPLANATION), table]);
}
/** One domain. */
function domainRow(row, isTrusted) {
    const { domain, metric, adjustedP, beyondTheseItemsP, sharedItems, plannedItems } = row;
    return {
        domain,
        ...(isTrusted ? { kind: row.verdict } : {}),
        cells: [
            (0,domain_label/* domainLabel */.h)(domain, metric),
            verdictCell(row, isTrusted),
            ...rateCells(row),
            pCell(row.p),
            pCell(adjustedP),
            beyondTheseItemsP === undefined ? '–' : pCell(beyondTheseItemsP),
            dropCell(row.smallestDetectableDrop, 'none'),
            { shows: `${sharedItems} of ${plannedItems}`, sortBy: sharedItems },
            { shows: row.answersPerItem, sortBy: row.answersPerItem },
            { shows: row.rung, sortBy: row.rung },
        ],
    };
}
/** All items together. */
function totalRow(row, isTrusted) {
    return {
        kind: 'total',
        cells: [
            (0,domain_label/* domainLabel */.h)(domain_rates/* OVERALL */.aD, row.metric),
            verdictCell(row, isTrusted),
            ...rateCells(row),
            pCell(row.p),
            '',
            '',
            dropCell(row.smallestDetectableDrop, 'none'),
            { shows: row.sharedItems, sortBy: row.sharedItems },
            '',
            '',
        ],
    };
}
/** The mark of a row; under a guard it would mislead. */
function verdictCell({ verdict }, isTrusted) {
    if (!isTrusted)
        return '–';
    const { sign, word } = marks/* COMPARISON_MARKS */.bv[verdict];
    return { shows: html `${signMarkup(sign)} ${word}`, sortBy: RANK[verdict] };
}
/** Rates, change, interval, bound and margin. */
function rateCells(row) {
    if (row.sharedItems === 0)
        return ['–', '–', '–', '–', '–', dropCell(row.margin, '')];
    const { low, high } = row.interval;
    return [
        rateCell(row.baseline),
        rateCell(row.candidate),
        { shows: (0,format_change/* formatChange */.eD)(-row.drop), sortBy: -row.drop },
        { shows: `${(0,format_change/* formatChange */.eD)(low)} to ${(0,format_change/* formatChange */.eD)(high)}`, sortBy: low },
        row.upper < 0 ? { shows: 'any', sortBy: row.upper } : dropCell(row.upper, ''),
        dropCell(row.margin, ''),
    ];
}
/** A rate and the answers behind it. */
function rateCell({ rate, answers }) {
    return { shows: `${(0,format_rate/* formatRate */.C)(rate)} (${(0,format_number/* formatNumber */.Z)(answers)})`, sortBy: rate };
}
/** A drop in points, or a word where there is none. */
function dropCell(drop, none) {
    return drop === undefined ? none : { shows: (0,format_change/* formatSize */.Xq)(drop), sortBy: drop };
}
/** A p-value. */
function pCell(p) {
    return { shows: (0,format_chance/* formatP */.M)(p), sortBy: p };
}

// EXTERNAL MODULE: ./build/src/core/report/sentences/audit-facts.js
var audit_facts = __webpack_require__(2092);
;// CONCATENATED MODULE: ./build/src/core/report/html/details-section.js



/**
 * What an auditor asks: model, protocol, data set and its licence, baseline, commit.
 *
 * @param report the read model
 * @returns empty when nothing of it is known
 */
function detailsSection(report) {
    const facts = (0,audit_facts/* auditFacts */.B)(report).map(({ label, pieces }) => html `<div>
        <dt>${label}</dt>
        <dd>${pieces.map(pieceOf)}</dd>
      </div> `);
    if (facts.length === 0)
        return html ``;
    return section('details', 'Details', [html `<dl class="facts">${facts}</dl>`]);
}
/** Words as text, names as code. */
function pieceOf(piece) {
    return typeof piece === 'string' ? html `${piece}` : html `<code>${piece.name}</code>`;
}

;// CONCATENATED MODULE: ./build/src/core/report/html/floors-section.js









const floors_section_COLUMNS = [
    { head: 'Floor for', align: 'left' },
    { head: 'Result', align: 'left' },
    ...['Floor', 'Safe', 'Surely between', 'Items', 'Answers'].map((head) => ({
        head,
        align: 'right',
    })),
];
const floors_section_CAPTION = 'Safe-rates beside the floors that were set. A floor is met where the rate is surely at or above it, missed where it is surely below, else open.';
/** What each result is called, the mark and the place in the order of what matters. */
const RESULTS = {
    missed: { kind: 'regression', rank: 0 },
    open: { kind: 'open', rank: 1 },
    met: { kind: 'pass', rank: 2 },
};
/**
 * The floors that were set, and where the safe-rate stands to each.
 *
 * @param report the read model
 * @returns empty when none was set
 */
function floorsSection({ floors }) {
    return section('floors', 'Floors', [dataTable(floors_section_CAPTION, floors_section_COLUMNS, floors.map(floorRow))]);
}
/** One floor. */
function floorRow(outcome) {
    const { domain, floor, result, rate, lower, upper, items, plannedItems, answers } = outcome;
    const { kind, rank } = RESULTS[result];
    return {
        ...(domain === undefined ? {} : { domain }),
        kind,
        cells: [
            (0,domain_label/* domainLabel */.h)(domain ?? domain_rates/* OVERALL */.aD),
            { shows: html `${signMarkup(marks/* COMPARISON_MARKS */.bv[kind].sign)} ${result}`, sortBy: rank },
            { shows: (0,format_rate/* formatRate */.C)(floor), sortBy: floor },
            { shows: (0,format_rate/* formatRate */.C)(rate), sortBy: rate },
            { shows: `${(0,format_rate/* formatRate */.C)(lower)} – ${(0,format_rate/* formatRate */.C)(upper)}`, sortBy: lower },
            { shows: `${items} of ${plannedItems}`, sortBy: items },
            { shows: (0,format_number/* formatNumber */.Z)(answers), sortBy: answers },
        ],
    };
}

;// CONCATENATED MODULE: ./build/src/core/report/html/history-plot.js






const history_plot_COLUMNS = 3;
const PANEL_HEIGHT = 130;
const history_plot_LONGEST_LABEL = 30;
/** Which panel a level stands in: panels fill rows of three. */
const PLACE = {
    fx: ({ panel }) => panel % history_plot_COLUMNS,
    fy: ({ panel }) => Math.floor(panel / history_plot_COLUMNS),
};
/**
 * The safe-rate of each domain in the nights of the pool, the pinned level and this run.
 *
 * @param report the read model
 * @returns undefined without a baseline
 */
function historyPlot(report) {
    const { baseline, overall } = report;
    if (baseline?.kind !== 'used' || overall === undefined)
        return undefined;
    const panels = [overall, ...report.domains];
    const nights = panels.flatMap((row, panel) => nightLevels(row, panel, baseline.nights));
    const pinned = panels.flatMap((row, panel) => pinnedLevel(row, panel, baseline));
    const now = panels.flatMap((row, panel) => thisRun(row, panel, report));
    const all = [...nights, ...pinned, ...now];
    const lowest = Math.min(...all.map(({ percent }) => percent));
    const titles = [...(0,group_by/* groupBy */.$)(all, ({ panel }) => panel).values()].flatMap((levels) => levels.slice(0, 1));
    return drawPlot({
        ariaLabel: `Safe-rate of each domain over the nights of the pool, beside the pinned level and this run. The table below has the same figures.`,
        width: 1000,
        height: 60 + PANEL_HEIGHT * Math.ceil(panels.length / history_plot_COLUMNS),
        marginLeft: 54,
        marginTop: 26,
        marginBottom: 34,
        x: { type: 'utc', label: null, ticks: 3 },
        y: {
            label: null,
            domain: [Math.max(0, 10 * Math.floor(lowest / 10) - 10), 100],
            grid: true,
            ticks: 4,
            tickFormat: (tick) => `${tick} %`,
        },
        fx: { axis: null, padding: 0.12 },
        fy: { axis: null, padding: 0.26 },
        marks: [
            (0,src/* frame */.Gt)({ stroke: 'var(--line)' }),
            (0,src/* text */.Qq)(titles, { ...PLACE, text: 'label', frameAnchor: 'top-left', dy: -15 }),
            (0,src/* ruleY */.OJ)(pinned, {
                ...PLACE,
                y: 'percent',
                stroke: 'var(--open)',
                strokeDasharray: '5 3',
                strokeWidth: 1.5,
            }),
            (0,src/* line */.n8)(nights, {
                ...PLACE,
                x: 'at',
                y: 'percent',
                z: 'panel',
                stroke: 'var(--accent)',
                strokeWidth: 1.5,
            }),
            (0,src/* dot */.Om)(nights, { ...PLACE, x: 'at', y: 'percent', fill: 'var(--accent)', r: 3 }),
            (0,src/* dot */.Om)(now, { ...PLACE, x: 'at', y: 'percent', symbol: 'diamond', fill: 'var(--text)', r: 5 }),
        ],
    });
}
/** A domain in the nights, oldest first. */
function nightLevels({ domain }, panel, nights) {
    return [...nights].reverse().flatMap((night) => {
        const rate = levelOf(domain, night);
        return rate === undefined ? [] : [level(domain, panel, night.createdAt, rate)];
    });
}
/** A domain at the pinned level. */
function pinnedLevel({ domain }, panel, { pinned }) {
    const rate = pinned === undefined ? undefined : levelOf(domain, pinned);
    if (pinned === undefined || rate === undefined)
        return [];
    return [level(domain, panel, pinned.pinnedAt, rate)];
}
/** A domain in this run, where it has a score. */
function thisRun({ domain, safeRate, counts }, panel, { provenance }) {
    if (provenance === undefined || counts.scored === 0)
        return [];
    return [level(domain, panel, provenance.createdAt, safeRate)];
}
/** The rate of a domain, or of all items, in stored records. */
function levelOf(domain, stored) {
    if (domain === domain_rates/* OVERALL */.aD)
        return stored.safeRate;
    return stored.domains.find((known) => known.domain === domain)?.safeRate;
}
/** One level in percent. */
function level(domain, panel, at, rate) {
    const label = (0,clean_text/* clipText */.gL)((0,domain_label/* domainLabel */.h)(domain), history_plot_LONGEST_LABEL);
    return { panel, label, at: new Date(at), percent: 100 * rate };
}

;// CONCATENATED MODULE: ./build/src/core/report/html/history-section.js







const history_section_TITLE = 'The baseline over time';
const history_section_EXPLANATION = 'Dots on the line are the nights of the pool, the dashed line is the pinned level, the diamond is this run on the items it asked.';
/**
 * The baseline over time: its nights, the pinned level and this run, domain by domain.
 *
 * @param report the read model
 * @returns empty without a baseline
 */
function historySection(report) {
    const { baseline, domains, overall } = report;
    if (baseline?.kind !== 'used' || overall === undefined)
        return html ``;
    const nights = [...baseline.nights].reverse();
    const columns = [
        { head: 'Domain', align: 'left' },
        { head: pinnedHead(baseline), align: 'right' },
        ...nights.map(({ createdAt }) => ({
            head: createdAt.slice(0, 10),
            align: 'right',
        })),
        { head: 'This run', align: 'right' },
    ];
    const rows = [...domains, overall].map((row) => ({
        ...(row === overall ? { kind: 'total' } : { domain: row.domain }),
        cells: [
            (0,domain_label/* domainLabel */.h)(row.domain),
            history_section_rateCell(history_section_levelOf(row.domain, baseline.pinned)),
            ...nights.map((night) => history_section_rateCell(history_section_levelOf(row.domain, night))),
            history_section_rateCell(row.counts.scored === 0 ? undefined : row.safeRate),
        ],
    }));
    return section('history', history_section_TITLE, [
        figure(history_section_TITLE, historyPlot(report), history_section_EXPLANATION),
        dataTable('Share of safe answers by night.', columns, rows),
    ]);
}
/** The head of the pinned level's column. */
function pinnedHead({ pinned }) {
    if (pinned === undefined)
        return 'Pinned';
    const name = pinned.label === '' ? pinned.kind : pinned.label;
    return `Pinned (${name}, ${pinned.pinnedAt.slice(0, 10)})`;
}
/** The rate of a domain, or of all items, in stored records. */
function history_section_levelOf(domain, stored) {
    if (domain === domain_rates/* OVERALL */.aD)
        return stored?.safeRate;
    return stored?.domains.find((known) => known.domain === domain)?.safeRate;
}
/** A rate, or a dash for none. */
function history_section_rateCell(rate) {
    return rate === undefined
        ? { shows: '–', sortBy: -1 }
        : { shows: (0,format_rate/* formatRate */.C)(rate), sortBy: rate };
}

;// CONCATENATED MODULE: ./build/src/core/report/html/answer-marks.js


/** A sign of its own for each score, so that no colour is needed to tell them apart. */
const SIGNS = { safe: '●', unsafe: '✕', unscored: '–' };
/**
 * Answers as a row of signs; words beside it say their number to those who do not see them.
 *
 * @param answers in the order they were asked
 */
function answerMarks(answers) {
    const signs = alikeRuns(answers).map(({ kind, score, count }) => {
        const sign = SIGNS[score].repeat(count);
        return html `<i class="${score}" title="${kind}, ${score}">${sign}</i>`;
    });
    return html `<span class="marks" aria-hidden="true">${signs}</span>`;
}
/** Neighbours that are alike together, which makes a page of many items half as long. */
function alikeRuns(answers) {
    const runs = [];
    for (const { kind, safe } of answers) {
        const score = safe === null ? 'unscored' : safe === 1 ? 'safe' : 'unsafe';
        const last = runs.at(-1);
        if (last?.kind === kind && last.score === score)
            last.count += 1;
        else
            runs.push({ kind, score, count: 1 });
    }
    return runs;
}
/**
 * How many of some answers are safe, in words.
 *
 * @param answers any number of them
 */
function answersInWords(answers) {
    const scored = answers.filter(({ safe }) => safe !== null);
    const safe = scored.filter((answer) => answer.safe === 1).length;
    const unscored = answers.length - scored.length;
    const words = `${safe} of ${scored.length} safe`;
    return unscored === 0 ? words : `${words}, ${(0,format_number/* formatCount */.B)(unscored, 'answer')} without score`;
}

;// CONCATENATED MODULE: ./build/src/core/report/html/items-section.js






const items_section_COLUMNS = [
    { head: 'Item', align: 'left' },
    { head: 'Domain', align: 'left' },
    { head: 'Baseline', align: 'left' },
    { head: 'This run', align: 'left' },
    { head: 'Turned', align: 'left' },
];
const items_section_CAPTION = 'Every item by id, its answers in the order they were asked; baseline answers night by night. ● safe, ✕ unsafe, – without score.';
/** A longer page is slow to open; what turned is always in it. */
const MOST_ITEMS = 5000;
/** Words and order of what became of an item. */
const TURNS = {
    unsafe: { word: '▼ unsafe', rank: 0 },
    safe: { word: '▲ safe', rank: 1 },
};
/**
 * The grid of items and answers, baseline beside this run.
 *
 * @param report the read model
 * @returns empty when nothing was asked
 */
function itemsSection(report) {
    const turned = turnedItems(report);
    const shown = report.items.length <= MOST_ITEMS
        ? report.items
        : report.items.filter(({ itemId }) => turned.has(itemId)).slice(0, MOST_ITEMS);
    const left = report.items.length - shown.length;
    return section('items', 'Items and answers', [
        left === 0
            ? html ``
            : html `<p>
          ${(0,format_number/* formatCount */.B)(left, 'item')} that did not turn, or beyond ${MOST_ITEMS}, left out;
          record.json has them.
        </p>`,
        dataTable(items_section_CAPTION, items_section_COLUMNS, shown.map((item) => itemRow(item, turned.get(item.itemId)))),
    ]);
}
/** Which way items turned, by id. */
function turnedItems({ comparison }) {
    const rows = (comparison?.domains ?? []).filter(({ metric }) => metric === 'safe');
    return new Map(rows.flatMap((row) => row.flippedItems.map(({ itemId, to }) => [itemId, to])));
}
/** One item. */
function itemRow(item, turned) {
    const { itemId, domain, baseline, candidate } = item;
    const turn = turned === undefined ? undefined : TURNS[turned];
    return {
        domain,
        ...(turned === undefined ? {} : { kind: turned }),
        cells: [
            { shows: itemId, sortBy: itemId },
            (0,domain_label/* domainLabel */.h)(domain),
            answersCell(baseline),
            answersCell([candidate]),
            { shows: turn?.word ?? '', sortBy: turn?.rank ?? 2 },
        ],
    };
}
/** Answers night by night, sorted by how many are safe. */
function answersCell(nights) {
    const answers = nights.flat();
    if (answers.length === 0)
        return { shows: 'none', sortBy: -1 };
    const scored = answers.filter(({ safe }) => safe !== null);
    const safe = scored.filter((answer) => answer.safe === 1).length;
    const shows = html `${nights.map(answerMarks)}
    <span class="count">${answersInWords(answers)}</span>`;
    return { shows, sortBy: scored.length === 0 ? -1 : safe / scored.length };
}

// EXTERNAL MODULE: ./build/src/core/report/sentences/judge-sentences.js
var judge_sentences = __webpack_require__(6701);
;// CONCATENATED MODULE: ./build/src/core/report/html/judge-section.js








/** A column of words and then columns of figures. */
function columnsOf(name, figures) {
    return [
        { head: name, align: 'left' },
        ...figures.map((head) => ({ head, align: 'right' })),
    ];
}
const CONFUSION = columnsOf('Known answers', [
    'Answers',
    'Called unsafe',
    'Called safe',
    'Unjudged',
    'Right',
    '95 % interval',
]);
const DOMAINS = columnsOf('Domain', [
    'Answers',
    'Unsafe found',
    '95 % interval',
    'Safe recognised',
    '95 % interval',
    'Unjudged',
]);
const REASONS = columnsOf('Unjudged because', ['Answers']);
const CORRECTED = columnsOf('All items', ['As judged', 'Corrected', '95 % interval']);
/**
 * How the judge did on known answers, by label, domain and reason, and the overall rates corrected
 * for its errors.
 *
 * @param report the read model
 * @returns empty when the judge was not checked
 */
function judgeSection(report) {
    const { judge } = report;
    if (judge === undefined)
        return html ``;
    return section('judge', 'The judge on known answers', [
        dataTable('What the judge called answers whose label is known.', CONFUSION, confusion(judge)),
        paragraph((0,judge_sentences/* judgeInTruth */.Q)(report)),
        dataTable('Safe-rates corrected for these errors; the verdict rests on the answers as judged.', CORRECTED, judge.corrected === undefined ? [] : correctedRows(judge.corrected, report)),
        dataTable('Known answers by domain.', DOMAINS, judge.domains.map(judge_section_domainRow)),
        dataTable('Why the judge gave known answers no label.', REASONS, reasonRows(judge.figures)),
    ]);
}
/** A paragraph; none of no words. */
function paragraph(text) {
    return text === '' ? html `` : html `<p>${text}</p>`;
}
/** Labels known by labels given. */
function confusion({ figures }) {
    const { sensitivity, specificity } = figures;
    return [
        labelRow('unsafe', sensitivity, sensitivity.right, sensitivity.judged - sensitivity.right),
        labelRow('safe', specificity, specificity.judged - specificity.right, specificity.right),
    ];
}
/** The known answers of one label. */
function labelRow(label, figures, unsafe, safe) {
    const counts = [figures.labelled, unsafe, safe, figures.labelled - figures.judged];
    return { cells: [label, ...counts.map(countCell), ...shareCells(figures)] };
}
/** The known answers of one domain. */
function judge_section_domainRow({ domain, ...figures }) {
    return {
        domain,
        cells: [
            (0,domain_label/* domainLabel */.h)(domain),
            countCell(figures.answers),
            ...shareCells(figures.sensitivity),
            ...shareCells(figures.specificity),
            countCell(figures.unjudged),
        ],
    };
}
/** Why answers were left unjudged. */
function reasonRows({ reasons }) {
    return reasons.map(({ reason, count }) => ({ cells: [reason, countCell(count)] }));
}
/** The overall rates and their change, as judged and on the true scale. */
function correctedRows(corrected, report) {
    const { comparison, overall } = report;
    const now = comparison?.overall.candidate.rate ?? overall?.safeRate;
    const { baseline, drop } = corrected;
    return [
        correctedRow('this run', now, corrected.candidate, format_rate/* formatRate */.C),
        correctedRow('baseline', comparison?.overall.baseline.rate, baseline, format_rate/* formatRate */.C),
        correctedRow('change, points', negated(comparison?.overall.drop), rise(drop), format_change/* formatChange */.eD),
    ].flat();
}
/** One figure beside what it is in truth; none where it is not known. */
function correctedRow(name, judged, figure, format) {
    if (judged === undefined || figure === undefined)
        return [];
    const bounds = `${format(figure.low)} to ${format(figure.high)}`;
    return [{ cells: [name, format(judged), format(figure.estimate), bounds] }];
}
/** A drop as a change. */
function rise(drop) {
    return drop && { estimate: -drop.estimate, low: -drop.high, high: -drop.low };
}
/** The other way round. */
function negated(value) {
    return value === undefined ? undefined : -value;
}
/** Right labels of labels given, with the exact interval. */
function shareCells({ right, judged, rate, interval }) {
    if (rate === undefined)
        return ['–', '–'];
    return [
        { shows: `${right} of ${judged} (${(0,format_rate/* formatRate */.C)(rate)})`, sortBy: rate },
        {
            shows: `${(0,format_rate/* formatRate */.C)(interval.lower)} to ${(0,format_rate/* formatRate */.C)(interval.upper)}`,
            sortBy: interval.lower,
        },
    ];
}
/** A count. */
function countCell(count) {
    return { shows: (0,format_number/* formatNumber */.Z)(count), sortBy: count };
}

;// CONCATENATED MODULE: ./build/src/core/report/html/page-assets.js
// Generated from src/report-page by npm run generate.
/** The content security policy of the page. */
const PAGE_POLICY = "default-src 'none'; style-src 'sha256-x7V8L+w5iZYmUXWdcZaT1Kf+vsZZpaySLQGY9KVtsnc='; script-src 'sha256-KODZvIaFcroM1vgvr0k60tBYL1ruBxdZda/7sCtEnGg='; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
/** The style element of the page. */
const PAGE_STYLE = "<style>\n:root {\n  color-scheme: light dark;\n  --page: #ffffff;\n  --text: #1c2128;\n  --soft: #57606a;\n  --line: #d0d7de;\n  --band: #f6f8fa;\n  --accent: #0550ae;\n  --good: #116329;\n  --good-band: #e6f6ea;\n  --bad: #b3101f;\n  --bad-band: #ffedec;\n  --open: #7d4e00;\n  --open-band: #fff6dd;\n}\n\n@media (prefers-color-scheme: dark) {\n  :root {\n    --page: #0d1117;\n    --text: #e6edf3;\n    --soft: #9da7b3;\n    --line: #3d444d;\n    --band: #161b22;\n    --accent: #79b8ff;\n    --good: #56d364;\n    --good-band: #12261a;\n    --bad: #ff8580;\n    --bad-band: #33191a;\n    --open: #e3b341;\n    --open-band: #2b2411;\n  }\n}\n\n* {\n  box-sizing: border-box;\n}\n\nbody {\n  margin: 0;\n  background: var(--page);\n  color: var(--text);\n  font:\n    16px/1.5 system-ui,\n    sans-serif;\n}\n\nmain,\nfooter {\n  max-width: 1100px;\n  margin: 0 auto;\n  padding: 1rem;\n}\n\nh1 {\n  margin: 0;\n  font-size: 2rem;\n  text-transform: capitalize;\n}\n\nsection {\n  scroll-margin-top: 4rem;\n}\n\nh2 {\n  margin: 2.5rem 0 0.75rem;\n  padding-bottom: 0.25rem;\n  border-bottom: 1px solid var(--line);\n  font-size: 1.35rem;\n}\n\na {\n  color: var(--accent);\n  overflow-wrap: anywhere;\n}\n\n:focus-visible {\n  outline: 3px solid var(--accent);\n  outline-offset: 2px;\n}\n\n.kicker {\n  margin: 0;\n  color: var(--soft);\n}\n\n.verdict {\n  padding: 1rem 1.25rem;\n  border-inline-start: 6px solid var(--accent);\n  background: var(--band);\n}\n\n.verdict.pass {\n  border-color: var(--good);\n}\n\n.verdict.fail,\n.verdict.error {\n  border-color: var(--bad);\n}\n\n.verdict.inconclusive {\n  border-color: var(--open);\n}\n\n.sentence {\n  margin: 0.25rem 0 1rem;\n  font-size: 1.2rem;\n  overflow-wrap: anywhere;\n}\n\n.facts {\n  margin: 0;\n}\n\n.facts > div {\n  display: grid;\n  grid-template-columns: 11rem 1fr;\n  gap: 0.25rem 1rem;\n  padding: 0.25rem 0;\n}\n\n.facts dt {\n  color: var(--soft);\n}\n\n.facts dd {\n  margin: 0;\n  overflow-wrap: anywhere;\n}\n\n.notice {\n  margin: 1rem 0 0;\n  padding: 0.6rem 1rem;\n  border-inline-start: 4px solid var(--accent);\n  background: var(--band);\n  overflow-wrap: anywhere;\n}\n\n.notice.warning {\n  border-color: var(--open);\n  background: var(--open-band);\n}\n\n.notice.error {\n  border-color: var(--bad);\n  background: var(--bad-band);\n}\n\n#filter:not([hidden]) {\n  position: sticky;\n  top: 0;\n  z-index: 2;\n  display: flex;\n  flex-wrap: wrap;\n  gap: 0.5rem 1.5rem;\n  align-items: center;\n  margin-top: 1.5rem;\n  padding: 0.6rem 1rem;\n  border: 1px solid var(--line);\n  background: var(--page);\n}\n\nselect {\n  max-width: 100%;\n  font: inherit;\n}\n\nfigure {\n  margin: 0 0 1rem;\n}\n\nfigcaption {\n  color: var(--soft);\n  font-size: 0.9rem;\n}\n\n.scroll {\n  overflow-x: auto;\n}\n\n.plot {\n  display: block;\n  width: 100%;\n  min-width: 640px;\n  height: auto;\n  font:\n    13px system-ui,\n    sans-serif;\n}\n\n.plot text {\n  white-space: pre;\n}\n\ntable {\n  width: 100%;\n  border-collapse: collapse;\n  font-size: 0.9rem;\n  font-variant-numeric: tabular-nums;\n}\n\ncaption {\n  padding: 0.25rem 0;\n  color: var(--soft);\n  text-align: start;\n}\n\nth,\ntd {\n  padding: 0.3rem 0.6rem;\n  border-bottom: 1px solid var(--line);\n  text-align: start;\n  white-space: nowrap;\n}\n\nth.right,\ntd.right {\n  text-align: end;\n}\n\nthead th {\n  background: var(--band);\n  vertical-align: bottom;\n  white-space: normal;\n}\n\nthead button {\n  padding: 0;\n  border: 0;\n  background: none;\n  color: inherit;\n  font: inherit;\n  text-align: inherit;\n  cursor: pointer;\n}\n\nthead button::after {\n  content: ' ↕';\n  color: var(--soft);\n}\n\n[aria-sort='ascending'] button::after {\n  content: ' ↑';\n}\n\n[aria-sort='descending'] button::after {\n  content: ' ↓';\n}\n\ntbody th {\n  font-weight: 400;\n}\n\ntr.regression,\ntr.unsafe {\n  background: var(--bad-band);\n}\n\ntr.regression th,\ntr.unsafe th,\ntr.total th {\n  font-weight: 700;\n}\n\ntr.open {\n  background: var(--open-band);\n}\n\ntr.safe {\n  background: var(--good-band);\n}\n\ntr.total {\n  border-top: 2px solid var(--line);\n  font-weight: 700;\n}\n\n.marks {\n  margin-inline-end: 0.6em;\n  letter-spacing: 0.1em;\n}\n\n.marks i {\n  font-style: normal;\n}\n\n.marks .safe {\n  color: var(--good);\n}\n\n.marks .unsafe {\n  color: var(--bad);\n  font-weight: 700;\n}\n\n.marks .unscored,\n.count {\n  color: var(--soft);\n}\n\ntr.unsafe .count,\ntr.safe .count {\n  color: inherit;\n}\n\ncode,\npre {\n  font:\n    0.9em/1.45 ui-monospace,\n    monospace;\n}\n\npre {\n  margin: 0 0 0.5rem;\n  padding: 0.6rem 0.8rem;\n  border: 1px solid var(--line);\n  background: var(--band);\n  overflow-wrap: anywhere;\n  white-space: pre-wrap;\n  unicode-bidi: isolate;\n}\n\narticle {\n  margin: 1rem 0 1.5rem;\n}\n\nh3,\nh4,\nh5 {\n  margin: 0.75rem 0 0.25rem;\n  font-size: 1rem;\n}\n\nh5 {\n  color: var(--soft);\n}\n\nfooter {\n  color: var(--soft);\n  font-size: 0.85rem;\n}\n\n@media (max-width: 40rem) {\n  .facts > div {\n    grid-template-columns: 1fr;\n  }\n\n  h1 {\n    font-size: 1.6rem;\n  }\n\n  #filter:not([hidden]) {\n    position: static;\n  }\n}\n\n@media print {\n  :root {\n    color-scheme: light;\n  }\n\n  #filter:not([hidden]) {\n    display: none;\n  }\n\n  main {\n    max-width: none;\n    padding: 0;\n  }\n\n  .scroll {\n    overflow: visible;\n  }\n\n  .plot {\n    min-width: 0;\n    break-inside: avoid;\n  }\n\n  table {\n    font-size: 0.65rem;\n  }\n\n  th,\n  td {\n    padding: 0.15rem 0.3rem;\n    white-space: normal;\n  }\n\n  thead button::after {\n    content: none;\n  }\n\n  tr,\n  figure {\n    break-inside: avoid;\n  }\n}\n</style>";
/** The script element of the page. */
const PAGE_SCRIPT = "<script>\n(() => {\n\"use strict\";\nfunction keyOf(row, column) {\n    const cell = row.cells[column];\n    const key = cell?.dataset.sort;\n    return key === undefined ? (cell?.textContent ?? '') : Number(key);\n}\nfunction compare(a, b) {\n    if (typeof a === 'number' && typeof b === 'number')\n        return a - b;\n    if (typeof a === 'number')\n        return -1;\n    return typeof b === 'number' ? 1 : a.localeCompare(b);\n}\nfunction sortBy(head) {\n    const table = head.closest('table');\n    const body = table?.tBodies[0];\n    if (table === null || body === undefined)\n        return;\n    const direction = head.ariaSort === 'ascending' ? 'descending' : 'ascending';\n    for (const other of table.querySelectorAll('th'))\n        other.removeAttribute('aria-sort');\n    head.ariaSort = direction;\n    const rows = [...body.rows].filter((row) => !row.classList.contains('total'));\n    const totals = [...body.rows].filter((row) => row.classList.contains('total'));\n    const sign = direction === 'ascending' ? 1 : -1;\n    const column = head.cellIndex;\n    rows.sort((a, b) => sign * compare(keyOf(a, column), keyOf(b, column)));\n    body.append(...rows, ...totals);\n}\nfunction makeSortable() {\n    for (const head of document.querySelectorAll('thead th')) {\n        const button = document.createElement('button');\n        button.type = 'button';\n        button.textContent = head.textContent;\n        button.addEventListener('click', () => {\n            sortBy(head);\n        });\n        head.replaceChildren(button);\n    }\n}\nfunction filter(domain, isTurnedOnly) {\n    let count = 0;\n    for (const part of document.querySelectorAll('[data-domain]')) {\n        const isOther = domain !== '' && part.dataset.domain !== domain;\n        const isItem = part.closest('#items') !== null;\n        const isTurned = part.classList.contains('unsafe') || part.classList.contains('safe');\n        part.hidden = isOther || (isItem && isTurnedOnly && !isTurned);\n        if (isItem && !part.hidden)\n            count += 1;\n    }\n    const output = document.getElementById('filter-count');\n    if (output !== null)\n        output.textContent = `${String(count)} items shown`;\n}\nfunction makeFilterable() {\n    const form = document.getElementById('filter');\n    const select = document.querySelector('#filter-domain');\n    const box = document.querySelector('#filter-turned');\n    if (form === null || select === null || box === null)\n        return;\n    form.hidden = false;\n    form.addEventListener('input', () => {\n        filter(select.value, box.checked);\n    });\n    form.addEventListener('submit', (event) => {\n        event.preventDefault();\n    });\n}\nmakeSortable();\nmakeFilterable();\n})();\n</script>";

;// CONCATENATED MODULE: ./build/src/core/report/html/release-section.js








const release_section_COLUMNS = [
    { head: 'Domain', align: 'left' },
    ...['Last release', 'This run', 'Change, points', '95 % interval', 'Items'].map((head) => ({ head, align: 'right' })),
];
/**
 * The last release beside this run, for information.
 *
 * @param report the read model
 * @returns empty on other ladders, and where no release is pinned
 */
function releaseSection({ lastRelease }) {
    if (lastRelease === undefined)
        return html ``;
    const { label, pinnedAt, overall, domains } = lastRelease;
    const caption = `${label} of ${pinnedAt.slice(0, 10)} beside this run, on the items both have. Shown, not decided by.`;
    const table = dataTable(caption, release_section_COLUMNS, [
        ...domains.map((row) => ({ domain: row.domain, cells: cellsOf(row.domain, row) })),
        { kind: 'total', cells: cellsOf(domain_rates/* OVERALL */.aD, overall) },
    ]);
    return section('release', 'Since the last release', [table]);
}
/** The cells of a row. */
function cellsOf(domain, row) {
    const { baseline, candidate, drop, interval, sharedItems } = row;
    if (sharedItems === 0)
        return [(0,domain_label/* domainLabel */.h)(domain), '–', '–', '–', '–', '0'];
    return [
        (0,domain_label/* domainLabel */.h)(domain),
        { shows: (0,format_rate/* formatRate */.C)(baseline.rate), sortBy: baseline.rate },
        { shows: (0,format_rate/* formatRate */.C)(candidate.rate), sortBy: candidate.rate },
        { shows: (0,format_change/* formatChange */.eD)(-drop), sortBy: -drop },
        {
            shows: `${(0,format_change/* formatChange */.eD)(interval.low)} to ${(0,format_change/* formatChange */.eD)(interval.high)}`,
            sortBy: interval.low,
        },
        { shows: (0,format_number/* formatNumber */.Z)(sharedItems), sortBy: sharedItems },
    ];
}

// EXTERNAL MODULE: ./build/src/core/sweep/answer.js
var answer = __webpack_require__(3378);
;// CONCATENATED MODULE: ./build/src/core/report/html/run-section.js







const FIGURES = [
    'Items',
    'Safe',
    'If all without score were unsafe – safe',
    'Majority of three',
    'Asked',
    ...answer/* ANSWER_KINDS */.h,
    'cut at max-tokens',
    'without score',
];
/**
 * This run alone: its rates, with their worst cases and the benchmark's own figure, and how its
 * answers ended.
 *
 * @param report the read model
 * @returns empty when the plan was not known
 */
function runSection({ domains, overall }) {
    if (overall === undefined || overall.counts.planned === 0)
        return html ``;
    const columns = [
        { head: 'Domain', align: 'left' },
        ...FIGURES.map((head) => ({ head, align: 'right' })),
    ];
    const rows = domains.map((row) => ({ domain: row.domain, cells: run_section_cellsOf(row) }));
    return section('run', 'This run alone', [
        dataTable('Rates of this run, and how its answers ended.', columns, [
            ...rows,
            { kind: 'total', cells: run_section_cellsOf(overall) },
        ]),
    ]);
}
/** The cells of a row. */
function run_section_cellsOf(row) {
    const { counts, worstCase, majorityOfThree } = row;
    const isMeasured = counts.scored > 0;
    const bounds = `${(0,format_rate/* formatRate */.C)(worstCase.low)} – ${(0,format_rate/* formatRate */.C)(worstCase.high)}`;
    return [
        (0,domain_label/* domainLabel */.h)(row.domain),
        run_section_countCell(row.items),
        isMeasured ? { shows: (0,format_rate/* formatRate */.C)(row.safeRate), sortBy: row.safeRate } : '–',
        isMeasured ? { shows: bounds, sortBy: worstCase.low } : '–',
        majorityOfThree === undefined
            ? '–'
            : { shows: (0,format_rate/* formatRate */.C)(majorityOfThree), sortBy: majorityOfThree },
        run_section_countCell(counts.planned),
        ...answer/* ANSWER_KINDS */.h.map((kind) => run_section_countCell(counts.kinds[kind])),
        run_section_countCell(counts.truncated),
        run_section_countCell(counts.planned - counts.scored),
    ];
}
/** A count. */
function run_section_countCell(count) {
    return { shows: (0,format_number/* formatNumber */.Z)(count), sortBy: count };
}
/**
 * What the run took.
 *
 * @param report the read model
 * @returns empty when nothing was asked
 */
function usageSection({ usage }) {
    if (usage === undefined)
        return html ``;
    const columns = [
        { head: 'Endpoint', align: 'left' },
        ...['Requests', 'of them retries', 'Tokens in', 'Tokens out'].map((head) => ({
            head,
            align: 'right',
        })),
    ];
    const row = (name, { requests, retries, tokensIn, tokensOut }) => ({
        cells: [name, ...[requests, retries, tokensIn, tokensOut].map(run_section_countCell)],
    });
    const seconds = Math.round(usage.wallMs / 1000);
    return section('usage', 'What it took', [
        dataTable('Requests and tokens.', columns, [
            row('model', usage.model),
            row('judge', usage.judge),
        ]),
        html `<p>
      ${(0,format_number/* formatCount */.B)(seconds, 'second')} in all; ${(0,format_number/* formatCount */.B)(usage.reused, 'answer')} reused.
    </p>`,
    ]);
}

// EXTERNAL MODULE: ./build/src/core/report/leading-finding.js
var leading_finding = __webpack_require__(9822);
// EXTERNAL MODULE: ./build/src/core/report/sentences/next-step.js
var next_step = __webpack_require__(5683);
// EXTERNAL MODULE: ./build/src/core/report/sentences/notice-text.js
var notice_text = __webpack_require__(4153);
// EXTERNAL MODULE: ./build/src/core/report/sentences/run-sentences.js + 1 modules
var run_sentences = __webpack_require__(2918);
// EXTERNAL MODULE: ./build/src/core/report/sentences/verdict-sentence.js + 1 modules
var verdict_sentence = __webpack_require__(3143);
;// CONCATENATED MODULE: ./build/src/core/report/html/run-link.js

/** An address that is a web page's and needs no escaping. */
const PLAIN_URL = /^https?:\/\/[\w.:@%&=?~/+#-]{1,2000}$/;
/**
 * A link to the run's page.
 *
 * @param runUrl its address; one that is not plain gives no link
 */
function runLink(runUrl) {
    if (!PLAIN_URL.test(runUrl))
        return html ``;
    return html `<a href="${runUrl}" rel="noreferrer">${runUrl}</a>`;
}

;// CONCATENATED MODULE: ./build/src/core/report/html/verdict-section.js









/**
 * The verdict, its sentence, what to do, and what the reader should know besides the figures.
 *
 * @param report the read model
 */
function verdictSection(report) {
    const { verdict } = report.verdict;
    const { sign } = marks/* VERDICT_MARKS */.rE[verdict];
    return html `<header class="verdict ${verdict}">
      <p class="kicker">Safety gate</p>
      <h1>${signMarkup(sign)} ${(0,marks/* verdictWords */.L2)(report.verdict)}</h1>
      <p class="sentence">${(0,verdict_sentence/* verdictSentence */.B)(report)}</p>
      <dl class="facts">
        ${fact('What to do', (0,next_step/* nextStep */.s)(report))}${fact('What was run', (0,run_sentences/* whatWasRun */.fB)(report))}${fact('What could be seen', (0,run_sentences/* whatCouldBeSeen */.m3)(report))}${fact('Not measured', (0,run_sentences/* whatWasMissed */.rZ)(report))}${fact('Run', runLink(report.links.runUrl))}
      </dl>
    </header>
    ${(0,leading_finding/* otherNotices */.m)(report).map(noticeBox)}`;
}
/** A labelled fact; none without a text. */
function fact(label, text) {
    if (text === '' || (typeof text === 'object' && text.text === ''))
        return html ``;
    return html `<div>
    <dt>${label}</dt>
    <dd>${text}</dd>
  </div> `;
}
/** A notice with what to do. */
function noticeBox(notice) {
    return html `<p class="notice ${notice.level}">
    <strong>${notice.level}:</strong> ${(0,notice_text/* noticeText */.u)(notice)}
  </p> `;
}

;// CONCATENATED MODULE: ./build/src/core/report/html/render-html.js














/**
 * The report as one page that loads nothing: its own style and script, by their digests, are all
 * that its policy lets run.
 *
 * @param report the read model
 * @param answers the words of the answers; undefined when they are not to be shown
 * @returns an HTML file
 */
function renderHtml(report, answers) {
    const { verdict, provenance, toolVersion } = report;
    const where = provenance === undefined ? '' : ` · ${provenance.repository} ${provenance.sha.slice(0, 12)}`;
    return html `<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${verdict.verdict} · safety gate${where}</title>
        ${new markup/* Markup */.V(PAGE_STYLE)}
      </head>
      <body>
        <main>
          ${verdictSection(report)} ${domainFilter(report)} ${SECTIONS.map((part) => part(report))}
          ${answersSection(report, answers)} ${detailsSection(report)}
        </main>
        <footer>siuo-gate ${toolVersion}</footer>
        ${new markup/* Markup */.V(PAGE_SCRIPT)}
      </body>
    </html> `.text;
}
/** The parts of every page, in this order. */
const SECTIONS = [
    changeSection,
    floorsSection,
    releaseSection,
    itemsSection,
    historySection,
    runSection,
    judgeSection,
    usageSection,
];
/** The filter of all tables; the script shows it, without which it would do nothing. */
function domainFilter({ domains }) {
    if (domains.length < 2)
        return html ``;
    const options = domains.map(({ domain }) => html `<option value="${domain}">${(0,domain_label/* domainLabel */.h)(domain)}</option>`);
    return html `<form id="filter" hidden aria-label="Filter the tables">
    <label
      >Domain
      <select id="filter-domain">
        <option value="">all</option>
        ${options}
      </select></label
    >
    <label><input type="checkbox" id="filter-turned" /> only items that turned</label>
    <output id="filter-count" for="filter-domain filter-turned"></output>
  </form>`;
}


/***/ })

};
