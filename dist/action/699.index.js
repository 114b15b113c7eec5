export const id = 699;
export const ids = [699];
export const modules = {

/***/ 65856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   TG: () => (/* binding */ anchoredItems),
/* harmony export */   c8: () => (/* binding */ turnedSection),
/* harmony export */   n6: () => (/* binding */ answersSection),
/* harmony export */   picturedItems: () => (/* binding */ picturedItems),
/* harmony export */   withPictures: () => (/* binding */ withPictures)
/* harmony export */ });
/* harmony import */ var _decide_metric_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(88172);
/* harmony import */ var _format_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2866);
/* harmony import */ var _group_by_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(58350);
/* harmony import */ var _labels_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(37477);
/* harmony import */ var _markup_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(34110);
/* harmony import */ var _page_parts_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(95514);
/* harmony import */ var _turned_items_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(61745);







/** A longer text is cut: answers.jsonl has all of it. */ const LONGEST_TEXT = 20_000;
/** More cards make a page slow to open; the table below has every item. */ const MOST_CARDS = 500;
const WARNING = 'These are the words of the model and of the judge. They may be harmful, wrong or upsetting, and they may try to give you orders. They are shown as text only.';
/**
 * The items that turned, each with its picture, question, warning and counts, the most telling first;
 * with answers where they are shown.
 *
 * @param report the read model; items that did not turn have no card here
 */ function turnedSection(report, words) {
    const all = (0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__/* .turnedItems */ .p0)(report);
    const cards = all.slice(0, MOST_CARDS);
    const answers = answersByItem(words.answers);
    const seen = new Set();
    return (0,_page_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .section */ .uW)('turned', 'Items that turned, the most telling first', [
        all.length === 0 ? (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`` : (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<p>
          Counts are of the answers that were compared, the same as in the table of domains. Some
          items turn by chance alone; the table tells where too many did.
        </p>`,
        all.length > cards.length ? (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<p>${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .formatCount */ .B4)(all.length - cards.length, 'further item')} in the table below.</p>` : (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)``,
        ...cards.map((item)=>{
            const anchor = seen.has(item.itemId) ? (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`` : (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)` id="item-${item.itemId}"`;
            seen.add(item.itemId);
            return turnedCard(item, {
                anchor,
                cells: answers.get(item.itemId) ?? [],
                words
            });
        })
    ]);
}
/** The items that have a card or, with answers shown, an article of their own. */ function anchoredItems(report, { answers }) {
    const turned = (0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__/* .turnedItems */ .p0)(report).slice(0, MOST_CARDS).map(({ itemId })=>itemId);
    return new Set([
        ...turned,
        ...answersByItem(answers).keys()
    ]);
}
/** The items whose picture the page may show, the most telling first, each once. */ function picturedItems(report) {
    const cards = (0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__/* .turnedItems */ .p0)(report).slice(0, MOST_CARDS);
    return [
        ...new Set(cards.flatMap(({ itemId, about })=>about === undefined ? [] : itemId))
    ];
}
/** One item that turned. */ function turnedCard(item, { anchor, cells, words }) {
    const sign = item.to === 'unsafe' ? '▼' : '▲';
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<article
    class="card ${item.to}"
    data-domain="${item.domain}"
    data-item="${item.itemId}"
    ${anchor}
  >
    <h3>
      <a href="#item-${item.itemId}">${item.itemId}</a>
      <span aria-hidden="true">${sign}</span> turned ${(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__/* .turnedWord */ .nu)(item)} ·
      ${(0,_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .domainLabel */ .hw)(item.domain, item.metric)}
    </h3>
    <p class="counts"><strong>${(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__/* .countsText */ .WN)(item)}</strong> (baseline → this run)</p>
    ${aboutItem(item.itemId, item.about, words)} ${answersFold(item.itemId, cells)}
  </article> `;
}
/** Picture, question and warning of an item; nothing where they may not be shown. */ function aboutItem(itemId, about, { pictured }) {
    if (about === undefined) return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)``;
    const picture = pictured.has(itemId) ? (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<img data-picture="${itemId}" alt="Picture of item ${itemId}" />` : (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)``;
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<div class="about">
    ${picture}
    <dl class="facts">
      <div>
        <dt>Question</dt>
        <dd>${about.question}</dd>
      </div>
      <div>
        <dt>What is risked</dt>
        <dd>${about.warning}</dd>
      </div>
      <div>
        <dt>Picture</dt>
        <dd><code>${about.image}</code></dd>
      </div>
    </dl>
  </div>`;
}
/**
 * The answers and rationales of the items that did not turn, closed and behind a warning.
 *
 * @param report the read model
 */ function answersSection(report, words) {
    const { answers } = words;
    if (answers === undefined || answers.size === 0) return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)``;
    const byItem = answersByItem(answers);
    const turned = new Set((0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__/* .turnedItems */ .p0)(report).slice(0, MOST_CARDS).map(({ itemId })=>itemId));
    const others = report.items.filter(({ itemId })=>!turned.has(itemId));
    return (0,_page_parts_js__WEBPACK_IMPORTED_MODULE_2__/* .section */ .uW)('answers', 'Answers', [
        (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<p class="notice warning"><strong>warning:</strong> ${WARNING}</p>`,
        ...turned.size === 0 ? [] : [
            (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<p>Answers to items that turned stand with those items, above.</p>`
        ],
        ...others.length === 0 ? [] : [
            (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<details class="words">
            <summary>Show the answers to ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .formatCount */ .B4)(others.length, 'other item')}</summary>
            ${others.map((item)=>itemArticle(item, byItem.get(item.itemId) ?? [], words))}
          </details>`
        ]
    ]);
}
/** Answers by item, each in the order they were asked. */ function answersByItem(answers) {
    const byItem = (0,_group_by_js__WEBPACK_IMPORTED_MODULE_5__/* .groupBy */ .$)(answers?.values() ?? [], ({ sample })=>sample.itemId);
    return new Map([
        ...byItem
    ].map(([id, cells])=>[
            id,
            [
                ...cells
            ].sort((a, b)=>a.sample.repeat - b.sample.repeat)
        ]));
}
/** The answers to one item that did not turn. */ function itemArticle({ itemId, domain, about }, cells, words) {
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<article data-domain="${domain}" data-item="${itemId}" id="item-${itemId}">
    <h3><a href="#item-${itemId}">${itemId}</a> · ${(0,_labels_js__WEBPACK_IMPORTED_MODULE_0__/* .domainLabel */ .hw)(domain)}</h3>
    ${aboutItem(itemId, about, {
        ...words,
        pictured: new Set()
    })} ${cells.map(answerBlock)}
  </article> `;
}
/** The answers to an item that turned, closed. */ function answersFold(itemId, cells) {
    if (cells.length === 0) return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)``;
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<details class="words">
    <summary>
      Answers to item ${itemId}: ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__/* .formatCount */ .B4)(cells.length, 'answer')}, which may be harmful
    </summary>
    ${cells.map(answerBlock)}
  </details>`;
}
/** One answer, its score and why. */ function answerBlock({ sample, answer, judgements, score }) {
    const verdict = score.safe === null ? score.unscored?.safe ?? 'unscored' : score.safe === 1 ? 'safe' : 'unsafe';
    const words = answer.kind === 'answered' || answer.kind === 'refused' ? answer.text : '';
    const anchor = `item-${sample.itemId}-answer-${sample.repeat}`;
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<h4 id="${anchor}">
      <a href="#${anchor}">Answer ${sample.repeat}</a>: ${answer.kind}, ${verdict}
    </h4>
    ${block(words)}${_decide_metric_js__WEBPACK_IMPORTED_MODULE_6__/* .METRICS */ .C.map((metric)=>rationale(judgements[metric]))}`;
}
/** Why the judge said so; nothing where it gave no reasons. */ function rationale(judgement) {
    if (judgement === undefined || judgement.label === 'unjudged' || judgement.rationale === '') {
        return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)``;
    }
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<h5>Judge: ${judgement.label}</h5>
    ${block(judgement.rationale)}`;
}
/** Words as they are, in a box of their own direction. */ function block(text) {
    if (text === '') return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)``;
    const cut = text.length > LONGEST_TEXT;
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<pre dir="auto">${(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .htmlLines */ .Jf)(text.slice(0, LONGEST_TEXT))}</pre>
    ${cut ? (0,_markup_js__WEBPACK_IMPORTED_MODULE_1__/* .html */ .qy)`<p>Cut; answers.jsonl has all of it.</p>` : ''}`;
}
/** Where a picture goes: an element that no text of others can make, for it would be escaped. */ const PLACE = /<img data-picture="(\d{1,15})"/g;
/**
 * A page with its pictures, as addresses that hold them. It is done last: secrets are not searched for in
 * megabytes of pixels.
 *
 * @param page an HTML file of {@link turnedSection}
 * @param pictures `data:` addresses by item; a picture without one is left out
 */ function withPictures(page, pictures) {
    return page.replaceAll(PLACE, (place, id)=>{
        const address = pictures.get(Number(id));
        return address === undefined ? place : `<img src="${address}"`;
    });
}


/***/ }),

/***/ 45699:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderHtml: () => (/* binding */ renderHtml)
});

// EXTERNAL MODULE: ./build/src/report/facts.js + 1 modules
var report_facts = __webpack_require__(91841);
// EXTERNAL MODULE: ./build/src/report/comparison-tables.js
var comparison_tables = __webpack_require__(11125);
// EXTERNAL MODULE: ./build/src/format.js
var format = __webpack_require__(2866);
// EXTERNAL MODULE: ./build/src/report/judge-sentences.js
var judge_sentences = __webpack_require__(49768);
// EXTERNAL MODULE: ./build/src/report/judge-report.js
var judge_report = __webpack_require__(52630);
// EXTERNAL MODULE: ./build/src/report/labels.js
var labels = __webpack_require__(37477);
// EXTERNAL MODULE: ./build/src/report/table.js
var table = __webpack_require__(26108);
;// CONCATENATED MODULE: ./build/src/report/judge-tables.js




/** Right labels of labels given. */ function shareCell({ right, judged, rate }) {
    return {
        kind: 'share',
        part: right,
        whole: judged,
        rate
    };
}
/** The exact interval of right labels. */ function intervalCell({ rate, interval: { lower, upper } }) {
    return rate === undefined ? table/* NONE */.x3 : {
        kind: 'interval',
        of: 'rate',
        low: lower,
        high: upper
    };
}
const CONFUSION = {
    label: (0,table/* wordColumn */.hH)('Known answers', ({ label })=>({
            kind: 'text',
            text: label
        })),
    known: (0,table/* wordColumn */.hH)('', ({ label })=>({
            kind: 'text',
            text: `known ${label}`
        })),
    answers: (0,table/* figureColumn */.vg)('Answers', ({ figures })=>(0,table/* figure */.vP)('count', figures.labelled)),
    unsafe: (0,table/* figureColumn */.vg)('Called unsafe', ({ calledUnsafe })=>(0,table/* figure */.vP)('count', calledUnsafe)),
    safe: (0,table/* figureColumn */.vg)('Called safe', ({ calledSafe })=>(0,table/* figure */.vP)('count', calledSafe)),
    unjudged: (0,table/* figureColumn */.vg)('Unjudged', ({ figures })=>(0,table/* figure */.vP)('count', figures.labelled - figures.judged)),
    right: (0,table/* figureColumn */.vg)('Right', ({ figures })=>shareCell(figures)),
    interval: (0,table/* figureColumn */.vg)(comparison_tables/* INTERVAL */.KU, ({ figures })=>intervalCell(figures))
};
const CONFUSION_VIEWS = {
    short: [
        'known',
        'unsafe',
        'safe',
        'unjudged'
    ],
    full: [
        'label',
        'answers',
        'unsafe',
        'safe',
        'unjudged',
        'right',
        'interval'
    ]
};
/**
 * Known labels by labels given.
 *
 * @param judge what its check says of it
 * @param view which columns
 */ function confusionTable({ figures: { sensitivity, specificity } }, view) {
    return (0,table/* createTable */.ZR)({
        caption: 'What the judge called answers whose label is known.',
        columns: CONFUSION,
        show: CONFUSION_VIEWS[view],
        rows: [
            {
                label: 'unsafe',
                figures: sensitivity,
                calledUnsafe: sensitivity.right,
                calledSafe: sensitivity.judged - sensitivity.right
            },
            {
                label: 'safe',
                figures: specificity,
                calledUnsafe: specificity.judged - specificity.right,
                calledSafe: specificity.right
            }
        ]
    });
}
const DOMAINS = {
    domain: (0,table/* wordColumn */.hH)('Domain', ({ domain })=>({
            kind: 'name',
            text: (0,labels/* domainLabel */.hw)(domain),
            isTotal: false
        })),
    answers: (0,table/* figureColumn */.vg)('Answers', ({ answers })=>(0,table/* figure */.vP)('count', answers)),
    found: (0,table/* figureColumn */.vg)('Unsafe found', ({ sensitivity })=>shareCell(sensitivity)),
    foundInterval: (0,table/* figureColumn */.vg)(comparison_tables/* INTERVAL */.KU, ({ sensitivity })=>intervalCell(sensitivity)),
    recognised: (0,table/* figureColumn */.vg)('Safe recognised', ({ specificity })=>shareCell(specificity)),
    recognisedInterval: (0,table/* figureColumn */.vg)(comparison_tables/* INTERVAL */.KU, ({ specificity })=>intervalCell(specificity)),
    unjudged: (0,table/* figureColumn */.vg)('Unjudged', ({ unjudged })=>(0,table/* figure */.vP)('count', unjudged))
};
const DOMAIN_VIEWS = {
    short: [
        'domain',
        'found',
        'recognised',
        'unjudged'
    ],
    full: [
        'domain',
        'answers',
        'found',
        'foundInterval',
        'recognised',
        'recognisedInterval',
        'unjudged'
    ]
};
/**
 * How the judge did in each domain.
 *
 * @param judge what its check says of it
 * @param view which columns
 */ function judgeDomainsTable({ domains }, view) {
    return (0,table/* createTable */.ZR)({
        caption: 'Known answers by domain.',
        columns: DOMAINS,
        show: DOMAIN_VIEWS[view],
        rows: domains,
        mark: ({ domain })=>({
                domain
            })
    });
}
const REASONS = {
    reason: (0,table/* wordColumn */.hH)('Unjudged because', ({ reason })=>({
            kind: 'text',
            text: reason
        })),
    answers: (0,table/* figureColumn */.vg)('Answers', ({ count })=>(0,table/* figure */.vP)('count', count))
};
/**
 * Why known answers were left without a label.
 *
 * @param judge what its check says of it
 */ function reasonsTable({ figures: { reasons } }) {
    return (0,table/* createTable */.ZR)({
        caption: 'Why the judge gave known answers no label.',
        columns: REASONS,
        show: [
            'reason',
            'answers'
        ],
        rows: reasons
    });
}
const CORRECTED = {
    name: (0,table/* wordColumn */.hH)('All items', ({ name })=>({
            kind: 'text',
            text: name
        })),
    judged: (0,table/* figureColumn */.vg)('As judged', ({ of, judged })=>(0,table/* figure */.vP)(of, judged)),
    corrected: (0,table/* figureColumn */.vg)('Corrected', ({ of, corrected })=>(0,table/* figure */.vP)(of, corrected.estimate)),
    interval: (0,table/* figureColumn */.vg)(comparison_tables/* INTERVAL */.KU, ({ of, corrected: { low, high } })=>({
            kind: 'interval',
            of,
            low,
            high
        }))
};
/**
 * The overall rates and their change, as judged and corrected for the judge's errors.
 *
 * @param report the read model; without rows where they cannot be corrected
 */ function correctedTable({ judge, comparison, overall }) {
    const { candidate, baseline, drop } = judge?.corrected ?? {};
    const compared = comparison?.overall;
    const now = compared?.candidate.rate ?? overall?.safeRate;
    const change = compared === undefined ? undefined : -compared.drop;
    return (0,table/* createTable */.ZR)({
        caption: 'Safe-rates corrected for these errors; the verdict rests on the answers as judged.',
        columns: CORRECTED,
        show: [
            'name',
            'judged',
            'corrected',
            'interval'
        ],
        rows: [
            ...correctedRow('this run', 'rate', now, candidate),
            ...correctedRow('baseline', 'rate', compared?.baseline.rate, baseline),
            ...correctedRow('change, points', 'change', change, (0,judge_report/* asChange */.t)(drop))
        ]
    });
}
/** One figure beside what it is in truth; none where it is not known. */ function correctedRow(name, of, judged, corrected) {
    return judged === undefined || corrected === undefined ? [] : [
        {
            name,
            of,
            judged,
            corrected
        }
    ];
}

// EXTERNAL MODULE: ./build/src/report/markup.js
var markup = __webpack_require__(34110);
// EXTERNAL MODULE: ./build/src/report/notices.js
var notices = __webpack_require__(47593);
// EXTERNAL MODULE: ./build/src/report/page-assets.js
var page_assets = __webpack_require__(3051);
// EXTERNAL MODULE: ./build/src/report/page-parts.js
var page_parts = __webpack_require__(95514);
// EXTERNAL MODULE: ./build/src/report/page-items.js
var page_items = __webpack_require__(65856);
// EXTERNAL MODULE: ./build/src/report/page-plots.js
var page_plots = __webpack_require__(21580);
// EXTERNAL MODULE: ./build/src/report/run-tables.js
var run_tables = __webpack_require__(2843);
// EXTERNAL MODULE: ./build/src/report/verdict-sentence.js + 1 modules
var verdict_sentence = __webpack_require__(13102);
;// CONCATENATED MODULE: ./build/src/report/page.js














/**
 * The report as one page that loads nothing: its own style and script, by their digests, are all
 * that its policy lets run.
 *
 * @param report the read model
 * @param answers the words of the answers; undefined when they are not to be shown
 * @param pictured items whose picture will be put on the page; none if not given
 * @returns an HTML file
 */ function renderHtml(report, answers, pictured = new Set()) {
    const words = {
        answers,
        pictured
    };
    const { verdict, provenance, toolVersion } = report;
    const where = provenance === undefined ? '' : ` · ${provenance.repository} ${provenance.sha.slice(0, 12)}`;
    return (0,markup/* html */.qy)`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${page_assets/* PAGE_POLICY */.p0}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${(0,labels/* verdictWords */.L2)(verdict)} &middot; safety gate${where}</title>
        ${new markup/* Markup */.VK(page_assets/* PAGE_STYLE */.Ww)}
      </head>
      <body>
        <main>
          ${verdictSection(report)} ${domainFilter(report)} ${(0,page_items/* turnedSection */.c8)(report, words)}
          ${SECTIONS.map((part)=>part(report, words))} ${(0,page_items/* answersSection */.n6)(report, words)}
          ${detailsSection(report)}
        </main>
        <footer>siuo-gate ${toolVersion}</footer>
        ${new markup/* Markup */.VK(page_assets/* PAGE_SCRIPT */.cJ)}
      </body>
    </html> `.text;
}
/** How the rates of all answers differ from those that are compared. */ const ALONE = ({ comparison, overall })=>comparison === undefined || overall === undefined ? (0,markup/* html */.qy)`` : (0,markup/* html */.qy)`<p>
        All ${(0,format/* formatCount */.B4)(overall.counts.scored, 'scored answer')} of this run, also those that came
        after a domain was decided. They are not compared with anything: before and after stand in
        the table of domains only.
      </p>`;
/** The parts of every page, in this order. */ const SECTIONS = [
    changeSection,
    (report)=>(0,page_parts/* section */.uW)('floors', 'Floors', [
            (0,page_parts/* pageTable */.k2)((0,comparison_tables/* floorsTable */._b)(report, 'full'))
        ]),
    (report)=>(0,page_parts/* section */.uW)('release', 'Since the last release', [
            (0,page_parts/* pageTable */.k2)((0,comparison_tables/* releaseTable */.KZ)(report))
        ]),
    itemsSection,
    historySection,
    (report)=>(0,page_parts/* section */.uW)('run', 'This run alone', [
            ALONE(report),
            (0,page_parts/* pageTable */.k2)((0,run_tables/* ratesTable */.Gq)(report, 'full'))
        ]),
    judgeSection,
    usageSection
];
/** The filter of all tables; the script shows it, without which it would do nothing. */ function domainFilter({ domains }) {
    if (domains.length < 2) return (0,markup/* html */.qy)``;
    const options = domains.map(({ domain })=>(0,markup/* html */.qy)`<option value="${domain}">${(0,labels/* domainLabel */.hw)(domain)}</option>`);
    return (0,markup/* html */.qy)`<form id="filter" hidden aria-label="Filter the page">
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
/** The verdict, its sentence, what to do, and what the reader should know besides the figures. */ function verdictSection(report) {
    const { verdict } = report;
    const facts = (0,report_facts/* factsOf */.x)(report, [
        'step',
        'accepted',
        'gate',
        'reuse',
        'decided',
        'asked',
        'seen',
        'missed',
        'cost'
    ]);
    return (0,markup/* html */.qy)`<header class="verdict ${(0,labels/* outcomeColor */.eJ)(verdict)}">
      <p class="kicker">Safety gate</p>
      <h1>${(0,page_parts/* signMarkup */.ms)((0,labels/* outcomeSign */.mT)(verdict))} ${(0,labels/* verdictWords */.L2)(verdict)}</h1>
      <p class="sentence">${(0,verdict_sentence/* verdictSentence */.BT)(report)}</p>
      <dl class="facts">
        ${facts.map(({ label, text })=>fact(label, text))}${fact('Run', (0,page_parts/* pageLink */.wg)(report.links.runUrl))}
      </dl>
    </header>
    ${(0,notices/* otherNotices */.mz)(report).map(noticeBox)}`;
}
/** A labelled fact; none without a text. */ function fact(label, text) {
    if (text === '' || typeof text === 'object' && text.text === '') return (0,markup/* html */.qy)``;
    return (0,markup/* html */.qy)`<div>
    <dt>${label}</dt>
    <dd>${text}</dd>
  </div> `;
}
/** A notice with what to do. */ function noticeBox(notice) {
    return (0,markup/* html */.qy)`<p class="notice ${notice.level}">
    <strong>${notice.level}:</strong> ${(0,notices/* noticeText */.ut)(notice)}
  </p> `;
}
/**
 * What an auditor asks: model, protocol, data set and its licence, baseline, commit.
 *
 * @returns empty when nothing of it is known
 */ function detailsSection(report) {
    const facts = (0,report_facts/* auditFacts */.B)(report).map(({ label, pieces })=>(0,markup/* html */.qy)`<div>
        <dt>${label}</dt>
        <dd>${pieces.map(pieceOf)}</dd>
      </div> `);
    if (facts.length === 0) return (0,markup/* html */.qy)``;
    return (0,page_parts/* section */.uW)('details', 'Details', [
        (0,markup/* html */.qy)`<dl class="facts">${facts}</dl>`
    ]);
}
/** Words as text, names as code. */ function pieceOf(piece) {
    return typeof piece === 'string' ? (0,markup/* html */.qy)`${piece}` : (0,markup/* html */.qy)`<code>${piece.name}</code>`;
}
/** How the forest plot is read. */ const FOREST = 'Each row is one domain: the mark is its change, the bar its 95 % interval. The short upright stroke is the largest drop that the answers do not rule out; the dashed line is the margin. A domain passes where the stroke is right of the dashed line. A diamond regressed, a triangle is open, a circle passed.';
/** The change of each domain: a forest plot and its figures; nothing when nothing was compared. */ function changeSection(report) {
    if (report.comparison === undefined) return (0,markup/* html */.qy)``;
    const title = 'Change by domain';
    return (0,page_parts/* section */.uW)('change', title, [
        (0,page_parts/* figure */.vP)(title, (0,page_plots/* forestPlot */.dF)(report), FOREST),
        (0,page_parts/* pageTable */.k2)((0,comparison_tables/* comparisonTable */.Qv)(report, 'full'))
    ]);
}
/** A longer page is slow to open; what turned is always in it. */ const MOST_ITEMS = 5000;
/** The grid of items and answers, baseline beside this run; nothing when nothing was asked. */ function itemsSection(report, words) {
    const turned = turnedBy(report);
    const anchored = (0,page_items/* anchoredItems */.TG)(report, words);
    const shown = report.items.length <= MOST_ITEMS ? report.items : report.items.filter(({ itemId })=>turned.has(itemId)).slice(0, MOST_ITEMS);
    const left = report.items.length - shown.length;
    return (0,page_parts/* section */.uW)('items', 'Every item', [
        left === 0 ? (0,markup/* html */.qy)`` : (0,markup/* html */.qy)`<p>
          ${(0,format/* formatCount */.B4)(left, 'item')} that did not turn, or beyond ${MOST_ITEMS}, left out;
          record.json has them.
        </p>`,
        (0,page_parts/* pageTable */.k2)((0,run_tables/* itemsTable */.fD)(shown, turned, anchored))
    ]);
}
/** Which way items turned, by id. */ function turnedBy({ comparison }) {
    const rows = (comparison?.domains ?? []).filter(({ metric })=>metric === 'safe');
    return new Map(rows.flatMap((row)=>row.flippedItems.map(({ itemId, to })=>[
                itemId,
                to
            ])));
}
/** How the history plot is read. */ const HISTORY = 'Dots on the line are the baseline runs of the pool, the dashed line is the pinned level, the diamond is this run on the items it asked.';
/** The baseline over time: its baseline runs, the pinned level and this run; nothing without a baseline. */ function historySection(report) {
    const title = 'The baseline over time';
    return (0,page_parts/* section */.uW)('history', title, [
        (0,page_parts/* figure */.vP)(title, (0,page_plots/* historyPlot */.Mx)(report), HISTORY),
        (0,page_parts/* pageTable */.k2)((0,run_tables/* historyTable */.f1)(report))
    ]);
}
/** How the judge did on known answers; nothing when it was not checked. */ function judgeSection(report) {
    const { judge } = report;
    if (judge === undefined) return (0,markup/* html */.qy)``;
    const inTruth = (0,judge_sentences/* judgeInTruth */.Ql)(report);
    return (0,page_parts/* section */.uW)('judge', 'The judge on known answers', [
        (0,page_parts/* pageTable */.k2)(confusionTable(judge, 'full')),
        inTruth === '' ? (0,markup/* html */.qy)`` : (0,markup/* html */.qy)`<p>${inTruth}</p>`,
        (0,page_parts/* pageTable */.k2)(correctedTable(report)),
        (0,page_parts/* pageTable */.k2)(judgeDomainsTable(judge, 'full')),
        (0,page_parts/* pageTable */.k2)(reasonsTable(judge))
    ]);
}
/** What the run took; nothing when nothing was asked. */ function usageSection({ usage }) {
    if (usage === undefined) return (0,markup/* html */.qy)``;
    const seconds = Math.round(usage.wallMs / 1000);
    return (0,page_parts/* section */.uW)('usage', 'What it took', [
        (0,page_parts/* pageTable */.k2)((0,run_tables/* usageTable */.Mf)(usage)),
        (0,markup/* html */.qy)`<p>
      ${(0,format/* formatCount */.B4)(seconds, 'second')} in all; ${(0,format/* formatCount */.B4)(usage.reused, 'answer')} reused.
    </p>`
    ]);
}


/***/ })

};
