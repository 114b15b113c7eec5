export const id = 370;
export const ids = [370];
export const modules = {

/***/ 9370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  renderHtml: () => (/* binding */ renderHtml)
});

// EXTERNAL MODULE: ./build/src/decide/metric.js
var metric = __webpack_require__(8172);
// EXTERNAL MODULE: ./build/src/group-by.js
var group_by = __webpack_require__(8350);
// EXTERNAL MODULE: ./build/src/report/facts.js
var report_facts = __webpack_require__(1715);
// EXTERNAL MODULE: ./build/src/report/comparison-tables.js
var comparison_tables = __webpack_require__(1125);
// EXTERNAL MODULE: ./build/src/format.js
var format = __webpack_require__(2866);
// EXTERNAL MODULE: ./build/src/report/judge-sentences.js
var judge_sentences = __webpack_require__(9768);
// EXTERNAL MODULE: ./build/src/report/judge-report.js
var judge_report = __webpack_require__(2630);
// EXTERNAL MODULE: ./build/src/report/labels.js
var labels = __webpack_require__(7477);
// EXTERNAL MODULE: ./build/src/report/table.js
var table = __webpack_require__(6108);
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
var markup = __webpack_require__(4110);
// EXTERNAL MODULE: ./build/src/report/notices.js
var notices = __webpack_require__(7593);
;// CONCATENATED MODULE: ./build/src/report/page-assets.js
// Generated from src/report/browser by npm run generate.
/** The content security policy of the page. */ const PAGE_POLICY = "default-src 'none'; style-src 'sha256-x7V8L+w5iZYmUXWdcZaT1Kf+vsZZpaySLQGY9KVtsnc='; script-src 'sha256-KODZvIaFcroM1vgvr0k60tBYL1ruBxdZda/7sCtEnGg='; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'";
/** The style element of the page. */ const PAGE_STYLE = "<style>\n:root {\n  color-scheme: light dark;\n  --page: #ffffff;\n  --text: #1c2128;\n  --soft: #57606a;\n  --line: #d0d7de;\n  --band: #f6f8fa;\n  --accent: #0550ae;\n  --good: #116329;\n  --good-band: #e6f6ea;\n  --bad: #b3101f;\n  --bad-band: #ffedec;\n  --open: #7d4e00;\n  --open-band: #fff6dd;\n}\n\n@media (prefers-color-scheme: dark) {\n  :root {\n    --page: #0d1117;\n    --text: #e6edf3;\n    --soft: #9da7b3;\n    --line: #3d444d;\n    --band: #161b22;\n    --accent: #79b8ff;\n    --good: #56d364;\n    --good-band: #12261a;\n    --bad: #ff8580;\n    --bad-band: #33191a;\n    --open: #e3b341;\n    --open-band: #2b2411;\n  }\n}\n\n* {\n  box-sizing: border-box;\n}\n\nbody {\n  margin: 0;\n  background: var(--page);\n  color: var(--text);\n  font:\n    16px/1.5 system-ui,\n    sans-serif;\n}\n\nmain,\nfooter {\n  max-width: 1100px;\n  margin: 0 auto;\n  padding: 1rem;\n}\n\nh1 {\n  margin: 0;\n  font-size: 2rem;\n  text-transform: capitalize;\n}\n\nsection {\n  scroll-margin-top: 4rem;\n}\n\nh2 {\n  margin: 2.5rem 0 0.75rem;\n  padding-bottom: 0.25rem;\n  border-bottom: 1px solid var(--line);\n  font-size: 1.35rem;\n}\n\na {\n  color: var(--accent);\n  overflow-wrap: anywhere;\n}\n\n:focus-visible {\n  outline: 3px solid var(--accent);\n  outline-offset: 2px;\n}\n\n.kicker {\n  margin: 0;\n  color: var(--soft);\n}\n\n.verdict {\n  padding: 1rem 1.25rem;\n  border-inline-start: 6px solid var(--accent);\n  background: var(--band);\n}\n\n.verdict.pass {\n  border-color: var(--good);\n}\n\n.verdict.fail,\n.verdict.error {\n  border-color: var(--bad);\n}\n\n.verdict.inconclusive {\n  border-color: var(--open);\n}\n\n.sentence {\n  margin: 0.25rem 0 1rem;\n  font-size: 1.2rem;\n  overflow-wrap: anywhere;\n}\n\n.facts {\n  margin: 0;\n}\n\n.facts > div {\n  display: grid;\n  grid-template-columns: 11rem 1fr;\n  gap: 0.25rem 1rem;\n  padding: 0.25rem 0;\n}\n\n.facts dt {\n  color: var(--soft);\n}\n\n.facts dd {\n  margin: 0;\n  overflow-wrap: anywhere;\n}\n\n.notice {\n  margin: 1rem 0 0;\n  padding: 0.6rem 1rem;\n  border-inline-start: 4px solid var(--accent);\n  background: var(--band);\n  overflow-wrap: anywhere;\n}\n\n.notice.warning {\n  border-color: var(--open);\n  background: var(--open-band);\n}\n\n.notice.error {\n  border-color: var(--bad);\n  background: var(--bad-band);\n}\n\n#filter:not([hidden]) {\n  position: sticky;\n  top: 0;\n  z-index: 2;\n  display: flex;\n  flex-wrap: wrap;\n  gap: 0.5rem 1.5rem;\n  align-items: center;\n  margin-top: 1.5rem;\n  padding: 0.6rem 1rem;\n  border: 1px solid var(--line);\n  background: var(--page);\n}\n\nselect {\n  max-width: 100%;\n  font: inherit;\n}\n\nfigure {\n  margin: 0 0 1rem;\n}\n\nfigcaption {\n  color: var(--soft);\n  font-size: 0.9rem;\n}\n\n.scroll {\n  overflow-x: auto;\n}\n\n.plot {\n  display: block;\n  width: 100%;\n  min-width: 640px;\n  height: auto;\n  font:\n    13px system-ui,\n    sans-serif;\n}\n\n.plot text {\n  white-space: pre;\n}\n\ntable {\n  width: 100%;\n  border-collapse: collapse;\n  font-size: 0.9rem;\n  font-variant-numeric: tabular-nums;\n}\n\ncaption {\n  padding: 0.25rem 0;\n  color: var(--soft);\n  text-align: start;\n}\n\nth,\ntd {\n  padding: 0.3rem 0.6rem;\n  border-bottom: 1px solid var(--line);\n  text-align: start;\n  white-space: nowrap;\n}\n\nth.right,\ntd.right {\n  text-align: end;\n}\n\nthead th {\n  background: var(--band);\n  vertical-align: bottom;\n  white-space: normal;\n}\n\nthead button {\n  padding: 0;\n  border: 0;\n  background: none;\n  color: inherit;\n  font: inherit;\n  text-align: inherit;\n  cursor: pointer;\n}\n\nthead button::after {\n  content: ' ↕';\n  color: var(--soft);\n}\n\n[aria-sort='ascending'] button::after {\n  content: ' ↑';\n}\n\n[aria-sort='descending'] button::after {\n  content: ' ↓';\n}\n\ntbody th {\n  font-weight: 400;\n}\n\ntr.regression,\ntr.unsafe {\n  background: var(--bad-band);\n}\n\ntr.regression th,\ntr.unsafe th,\ntr.total th {\n  font-weight: 700;\n}\n\ntr.open {\n  background: var(--open-band);\n}\n\ntr.safe {\n  background: var(--good-band);\n}\n\ntr.total {\n  border-top: 2px solid var(--line);\n  font-weight: 700;\n}\n\n.marks {\n  margin-inline-end: 0.6em;\n  letter-spacing: 0.1em;\n}\n\n.marks i {\n  font-style: normal;\n}\n\n.marks .safe {\n  color: var(--good);\n}\n\n.marks .unsafe {\n  color: var(--bad);\n  font-weight: 700;\n}\n\n.marks .unscored,\n.count {\n  color: var(--soft);\n}\n\ntr.unsafe .count,\ntr.safe .count {\n  color: inherit;\n}\n\ncode,\npre {\n  font:\n    0.9em/1.45 ui-monospace,\n    monospace;\n}\n\npre {\n  margin: 0 0 0.5rem;\n  padding: 0.6rem 0.8rem;\n  border: 1px solid var(--line);\n  background: var(--band);\n  overflow-wrap: anywhere;\n  white-space: pre-wrap;\n  unicode-bidi: isolate;\n}\n\narticle {\n  margin: 1rem 0 1.5rem;\n}\n\nh3,\nh4,\nh5 {\n  margin: 0.75rem 0 0.25rem;\n  font-size: 1rem;\n}\n\nh5 {\n  color: var(--soft);\n}\n\nfooter {\n  color: var(--soft);\n  font-size: 0.85rem;\n}\n\n@media (max-width: 40rem) {\n  .facts > div {\n    grid-template-columns: 1fr;\n  }\n\n  h1 {\n    font-size: 1.6rem;\n  }\n\n  #filter:not([hidden]) {\n    position: static;\n  }\n}\n\n@media print {\n  :root {\n    color-scheme: light;\n  }\n\n  #filter:not([hidden]) {\n    display: none;\n  }\n\n  main {\n    max-width: none;\n    padding: 0;\n  }\n\n  .scroll {\n    overflow: visible;\n  }\n\n  .plot {\n    min-width: 0;\n    break-inside: avoid;\n  }\n\n  table {\n    font-size: 0.65rem;\n  }\n\n  th,\n  td {\n    padding: 0.15rem 0.3rem;\n    white-space: normal;\n  }\n\n  thead button::after {\n    content: none;\n  }\n\n  tr,\n  figure {\n    break-inside: avoid;\n  }\n}\n</style>";
/** The script element of the page. */ const PAGE_SCRIPT = "<script>\n(() => {\n\"use strict\";\nfunction keyOf(row, column) {\n    const cell = row.cells[column];\n    const key = cell?.dataset.sort;\n    return key === undefined ? (cell?.textContent ?? '') : Number(key);\n}\nfunction compare(a, b) {\n    if (typeof a === 'number' && typeof b === 'number')\n        return a - b;\n    if (typeof a === 'number')\n        return -1;\n    return typeof b === 'number' ? 1 : a.localeCompare(b);\n}\nfunction sortBy(head) {\n    const table = head.closest('table');\n    const body = table?.tBodies[0];\n    if (table === null || body === undefined)\n        return;\n    const direction = head.ariaSort === 'ascending' ? 'descending' : 'ascending';\n    for (const other of table.querySelectorAll('th'))\n        other.removeAttribute('aria-sort');\n    head.ariaSort = direction;\n    const rows = [...body.rows].filter((row) => !row.classList.contains('total'));\n    const totals = [...body.rows].filter((row) => row.classList.contains('total'));\n    const sign = direction === 'ascending' ? 1 : -1;\n    const column = head.cellIndex;\n    rows.sort((a, b) => sign * compare(keyOf(a, column), keyOf(b, column)));\n    body.append(...rows, ...totals);\n}\nfunction makeSortable() {\n    for (const head of document.querySelectorAll('thead th')) {\n        const button = document.createElement('button');\n        button.type = 'button';\n        button.textContent = head.textContent;\n        button.addEventListener('click', () => {\n            sortBy(head);\n        });\n        head.replaceChildren(button);\n    }\n}\nfunction filter(domain, isTurnedOnly) {\n    let count = 0;\n    for (const part of document.querySelectorAll('[data-domain]')) {\n        const isOther = domain !== '' && part.dataset.domain !== domain;\n        const isItem = part.closest('#items') !== null;\n        const isTurned = part.classList.contains('unsafe') || part.classList.contains('safe');\n        part.hidden = isOther || (isItem && isTurnedOnly && !isTurned);\n        if (isItem && !part.hidden)\n            count += 1;\n    }\n    const output = document.getElementById('filter-count');\n    if (output !== null)\n        output.textContent = `${String(count)} items shown`;\n}\nfunction makeFilterable() {\n    const form = document.getElementById('filter');\n    const select = document.querySelector('#filter-domain');\n    const box = document.querySelector('#filter-turned');\n    if (form === null || select === null || box === null)\n        return;\n    form.hidden = false;\n    form.addEventListener('input', () => {\n        filter(select.value, box.checked);\n    });\n    form.addEventListener('submit', (event) => {\n        event.preventDefault();\n    });\n}\nmakeSortable();\nmakeFilterable();\n})();\n</script>";

;// CONCATENATED MODULE: ./build/src/report/page-parts.js




/**
 * A part of the page with its heading.
 *
 * @param id the part's anchor, a word of ours
 * @param title words of ours
 * @param body its content; a part of nothing is nothing
 */ function section(id, title, body) {
    if (body.every(({ text })=>text === '')) return (0,markup/* html */.qy)``;
    return (0,markup/* html */.qy)`<section id="${id}" aria-labelledby="${id}-title">
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
 */ function figure(name, picture, explanation) {
    if (picture === undefined) return (0,markup/* html */.qy)``;
    return (0,markup/* html */.qy)`<figure>
    <div class="scroll" role="region" aria-label="Plot: ${name}" tabindex="0">${picture}</div>
    <figcaption>${explanation}</figcaption>
  </figure> `;
}
/**
 * A table that people can scroll and sort; the first cell of a row names it.
 *
 * @param table without rows it is nothing
 */ function pageTable({ caption, columns, rows }) {
    if (rows.length === 0) return (0,markup/* html */.qy)``;
    return (0,markup/* html */.qy)`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ label, align })=>(0,markup/* html */.qy)`<th scope="col" class="${align}">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row)=>pageRow(row, columns))}
      </tbody>
    </table>
  </div>`;
}
/** One row; its first cell is its head. */ function pageRow({ domain, kind, cells }, columns) {
    const filter = domain === undefined ? (0,markup/* html */.qy)`` : (0,markup/* html */.qy)` data-domain="${domain}"`;
    const [head, ...rest] = cells;
    const figures = rest.map((cell, index)=>{
        const align = columns[index + 1]?.align ?? 'left';
        return (0,markup/* html */.qy)`<td class="${align}" ${sortMark(cell)}>${pageCell(cell)}</td>`;
    });
    return (0,markup/* html */.qy)`<tr class="${kind ?? ''}" ${filter}>
    <th scope="row" ${head ? sortMark(head) : ''}>${head ? pageCell(head) : ''}</th>
    ${figures}
  </tr> `;
}
/** The number that the page's script sorts a cell by. */ function sortMark(cell) {
    const key = (0,table/* sortKey */.KU)(cell);
    return key === undefined ? (0,markup/* html */.qy)`` : (0,markup/* html */.qy)` data-sort="${key}"`;
}
/** What a cell shows. */ function pageCell(cell) {
    if (cell.kind === 'answers') {
        return (0,markup/* html */.qy)`${cell.baselineRuns.map(answerMarks)}
      <span class="count">${(0,table/* figureText */.OP)(cell)}</span>`;
    }
    if ((0,table/* isFigure */.pk)(cell)) return (0,markup/* html */.qy)`${(0,table/* figureText */.OP)(cell)}`;
    switch(cell.kind){
        case 'none':
            return (0,markup/* html */.qy)`–`;
        case 'blank':
            return (0,markup/* html */.qy)``;
        case 'name':
        case 'text':
        case 'id':
            return (0,markup/* html */.qy)`${cell.text}`;
        case 'code':
            return (0,markup/* html */.qy)`<code>${cell.text}</code>`;
        case 'verdict':
            {
                const { sign, word } = labels/* COMPARISON_MARKS */.bv[cell.verdict];
                return (0,markup/* html */.qy)`${signMarkup(sign)} ${word}`;
            }
        case 'floor':
            {
                const { sign } = labels/* COMPARISON_MARKS */.bv[comparison_tables/* FLOOR_VERDICTS */.A$[cell.result]];
                return (0,markup/* html */.qy)`${signMarkup(sign)} ${cell.result}`;
            }
        case 'outcome':
            {
                const { sign, word } = labels/* VERDICT_MARKS */.rE[cell.verdict];
                return (0,markup/* html */.qy)`${signMarkup(sign)} ${word}`;
            }
    }
}
/** A sign of its own for each score, so that no colour is needed to tell them apart. */ const SIGNS = {
    safe: '●',
    unsafe: '✕',
    unscored: '–'
};
/**
 * Answers as a row of signs; words beside it say their number to those who do not see them.
 *
 * @param answers in the order they were asked
 */ function answerMarks(answers) {
    const signs = alikeRuns(answers).map(({ kind, score, count })=>{
        const sign = SIGNS[score].repeat(count);
        return (0,markup/* html */.qy)`<i class="${score}" title="${kind}, ${score}">${sign}</i>`;
    });
    return (0,markup/* html */.qy)`<span class="marks" aria-hidden="true">${signs}</span>`;
}
/** Neighbours that are alike together, which makes a page of many items half as long. */ function alikeRuns(answers) {
    const runs = [];
    for (const { kind, safe } of answers){
        const score = safe === null ? 'unscored' : safe === 1 ? 'safe' : 'unsafe';
        const last = runs.at(-1);
        if (last?.kind === kind && last.score === score) last.count += 1;
        else runs.push({
            kind,
            score,
            count: 1
        });
    }
    return runs;
}
/**
 * The sign of a mark, which the word beside it says too. It may end in a variation selector, which
 * escaping would take for something hidden.
 *
 * @param sign one of ours
 */ function signMarkup(sign) {
    return new markup/* Markup */.VK(`<span aria-hidden="true">${sign}</span>`);
}
/** An address that is a web page's and needs no escaping. */ const PLAIN_URL = /^https?:\/\/[\w.:@%&=?~/+#-]{1,2000}$/;
/**
 * A link to the run's page.
 *
 * @param runUrl its address; one that is not plain gives no link
 */ function pageLink(runUrl) {
    if (!PLAIN_URL.test(runUrl)) return (0,markup/* html */.qy)``;
    return (0,markup/* html */.qy)`<a href="${runUrl}" rel="noreferrer">${runUrl}</a>`;
}

// EXTERNAL MODULE: ./node_modules/@observablehq/plot/src/index.js + 61 modules
var src = __webpack_require__(6364);
// EXTERNAL MODULE: ./node_modules/@xmldom/xmldom/lib/index.js
var lib = __webpack_require__(8351);
// EXTERNAL MODULE: ./build/src/clean-text.js
var clean_text = __webpack_require__(7286);
// EXTERNAL MODULE: ./build/src/report/compared-rates.js
var compared_rates = __webpack_require__(7973);
// EXTERNAL MODULE: ./build/src/report/domain-rates.js
var domain_rates = __webpack_require__(6180);
// EXTERNAL MODULE: ./build/src/report/run-tables.js
var run_tables = __webpack_require__(2843);
;// CONCATENATED MODULE: ./build/src/report/page-plots.js









const ROW_HEIGHT = 30;
const LONGEST_LABEL = 32;
const VERDICTS = [
    'regression',
    'open',
    'pass'
];
/**
 * The change of each domain and of all items with its interval, beside zero and the margin.
 *
 * @param report the read model of a run that was compared
 * @returns undefined when no item is shared with the baseline
 */ function forestPlot(report) {
    const rows = [
        ...(0,compared_rates/* comparedDomains */.Ni)(report),
        ...(0,compared_rates/* comparedTotals */.tn)(report).map(namedOverall)
    ].filter(({ sharedItems })=>sharedItems > 0).map(forestRow);
    if (rows.length === 0) return undefined;
    const isTrusted = report.verdict.reason !== 'invalid';
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
            grid: true
        },
        y: {
            type: 'band',
            domain: rows.map(({ index })=>index),
            tickFormat: (index)=>rows[index]?.label ?? '',
            label: null,
            tickSize: 0
        },
        color: {
            domain: VERDICTS,
            range: [
                'var(--bad)',
                'var(--open)',
                'var(--good)'
            ]
        },
        symbol: {
            domain: VERDICTS,
            range: [
                'diamond',
                'triangle',
                'circle'
            ]
        },
        marks: marksOf(rows, isTrusted)
    });
}
/** The figures of all items of a metric, by their name. */ function namedOverall(rates) {
    return {
        domain: domain_rates/* OVERALL */.aD,
        ...rates
    };
}
/** One row in points; what is excluded above is drawn on the side of drops. */ function forestRow(rates, index) {
    return {
        index,
        label: (0,clean_text/* clipText */.gL)((0,labels/* domainLabel */.hw)(rates.domain, rates.metric), LONGEST_LABEL),
        change: -100 * rates.drop,
        low: 100 * rates.interval.low,
        high: 100 * rates.interval.high,
        bound: -100 * rates.upper,
        margin: -100 * rates.margin,
        verdict: rates.verdict
    };
}
/** Zero, margins, intervals, bounds, changes and words. */ function marksOf(rows, isTrusted) {
    const y = 'index';
    const stroke = isTrusted ? 'verdict' : 'var(--soft)';
    return [
        (0,src/* ruleX */.hI)([
            0
        ], {
            stroke: 'currentColor'
        }),
        (0,src/* tickX */.SW)(rows, {
            x: 'margin',
            y,
            stroke: 'var(--bad)',
            strokeDasharray: '4 3',
            insetTop: 2,
            insetBottom: 2
        }),
        (0,src/* ruleY */.OJ)(rows, {
            x1: 'low',
            x2: 'high',
            y,
            stroke,
            strokeWidth: 2.5
        }),
        (0,src/* tickX */.SW)(rows, {
            x: 'bound',
            y,
            stroke,
            strokeWidth: 2.5,
            insetTop: 7,
            insetBottom: 7
        }),
        (0,src/* dot */.Om)(rows, {
            x: 'change',
            y,
            fill: stroke,
            symbol: isTrusted ? 'verdict' : 'circle',
            r: 6
        }),
        (0,src/* text */.Qq)(rows, {
            y,
            text: (row)=>isTrusted ? labels/* COMPARISON_MARKS */.bv[row.verdict].word : '',
            frameAnchor: 'right',
            textAnchor: 'start',
            dx: 10
        })
    ];
}
const COLUMNS = 3;
const PANEL_HEIGHT = 130;
const LONGEST_TITLE = 30;
/** Which panel a level stands in: panels fill rows of three. */ const PLACE = {
    fx: ({ panel })=>panel % COLUMNS,
    fy: ({ panel })=>Math.floor(panel / COLUMNS)
};
/**
 * The safe-rate of each domain in the baseline runs of the pool, the pinned level and this run.
 *
 * @returns undefined without a baseline
 */ function historyPlot(report) {
    const { baseline, overall } = report;
    if (baseline?.kind !== 'used' || overall === undefined) return undefined;
    const panels = [
        overall,
        ...report.domains
    ];
    const baselineRuns = panels.flatMap((row, panel)=>baselineRunLevels(row, panel, baseline.baselineRuns));
    const pinned = panels.flatMap((row, panel)=>pinnedLevel(row, panel, baseline));
    const now = panels.flatMap((row, panel)=>thisRun(row, panel, report));
    const all = [
        ...baselineRuns,
        ...pinned,
        ...now
    ];
    const lowest = Math.min(...all.map(({ percent })=>percent));
    const titles = [
        ...(0,group_by/* groupBy */.$)(all, ({ panel })=>panel).values()
    ].flatMap((levels)=>levels.slice(0, 1));
    return drawPlot({
        ariaLabel: `Safe-rate of each domain over the baseline runs of the pool, with the pinned level and this run. The table below has the same figures.`,
        width: 1000,
        height: 60 + PANEL_HEIGHT * Math.ceil(panels.length / COLUMNS),
        marginLeft: 54,
        marginTop: 26,
        marginBottom: 34,
        x: {
            type: 'utc',
            label: null,
            ticks: 3
        },
        y: {
            label: null,
            domain: [
                Math.max(0, 10 * Math.floor(lowest / 10) - 10),
                100
            ],
            grid: true,
            ticks: 4,
            tickFormat: (tick)=>`${tick} %`
        },
        fx: {
            axis: null,
            padding: 0.12
        },
        fy: {
            axis: null,
            padding: 0.26
        },
        marks: [
            (0,src/* frame */.Gt)({
                stroke: 'var(--line)'
            }),
            (0,src/* text */.Qq)(titles, {
                ...PLACE,
                text: 'label',
                frameAnchor: 'top-left',
                dy: -15
            }),
            (0,src/* ruleY */.OJ)(pinned, {
                ...PLACE,
                y: 'percent',
                stroke: 'var(--open)',
                strokeDasharray: '5 3',
                strokeWidth: 1.5
            }),
            (0,src/* line */.n8)(baselineRuns, {
                ...PLACE,
                x: 'at',
                y: 'percent',
                z: 'panel',
                stroke: 'var(--accent)',
                strokeWidth: 1.5
            }),
            (0,src/* dot */.Om)(baselineRuns, {
                ...PLACE,
                x: 'at',
                y: 'percent',
                fill: 'var(--accent)',
                r: 3
            }),
            (0,src/* dot */.Om)(now, {
                ...PLACE,
                x: 'at',
                y: 'percent',
                symbol: 'diamond',
                fill: 'var(--text)',
                r: 5
            })
        ]
    });
}
/** A domain in the baseline runs, oldest first. */ function baselineRunLevels({ domain }, panel, baselineRuns) {
    return [
        ...baselineRuns
    ].reverse().flatMap((baselineRun)=>{
        const rate = (0,run_tables/* storedRate */.ui)(domain, baselineRun);
        return rate === undefined ? [] : [
            level(domain, panel, baselineRun.createdAt, rate)
        ];
    });
}
/** A domain at the pinned level. */ function pinnedLevel({ domain }, panel, { pinned }) {
    const rate = pinned === undefined ? undefined : (0,run_tables/* storedRate */.ui)(domain, pinned);
    if (pinned === undefined || rate === undefined) return [];
    return [
        level(domain, panel, pinned.pinnedAt, rate)
    ];
}
/** A domain in this run, where it has a score. */ function thisRun({ domain, safeRate, counts }, panel, { provenance }) {
    if (provenance === undefined || counts.scored === 0) return [];
    return [
        level(domain, panel, provenance.createdAt, safeRate)
    ];
}
/** One level in percent. */ function level(domain, panel, at, rate) {
    const label = (0,clean_text/* clipText */.gL)((0,labels/* domainLabel */.hw)(domain), LONGEST_TITLE);
    return {
        panel,
        label,
        at: new Date(at),
        percent: 100 * rate
    };
}
/**
 * Draws a plot into a document of its own. Colours are CSS variables of the page and the text takes
 * the page's, so that one picture serves light, dark and print. It holds no style: the page's policy
 * would refuse it.
 *
 * @param options the plot, its text cleaned of what cannot be seen
 * @returns an SVG element as markup
 */ function drawPlot(options) {
    const document = new lib/* DOMImplementation */.x2().createDocument(null, 'page', null);
    const drawn = (0,src/* plot */.QI)({
        ...options,
        document: document,
        className: 'plot'
    });
    const svg = drawn;
    for (const style of Array.from(svg.getElementsByTagName('style'))){
        style.parentNode?.removeChild(style);
    }
    for (const part of Array.from(svg.getElementsByTagName('*'))){
        // The picture has one name; what its parts are called is the library's own words.
        part.removeAttribute('aria-label');
        part.removeAttribute('aria-hidden');
    }
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', (0,clean_text/* cleanText */.X5)(options.ariaLabel));
    return new markup/* Markup */.VK(new lib/* XMLSerializer */.el().serializeToString(svg));
}

// EXTERNAL MODULE: ./build/src/report/verdict-sentence.js
var verdict_sentence = __webpack_require__(8087);
;// CONCATENATED MODULE: ./build/src/report/page.js















/**
 * The report as one page that loads nothing: its own style and script, by their digests, are all
 * that its policy lets run.
 *
 * @param report the read model
 * @param answers the words of the answers; undefined when they are not to be shown
 * @returns an HTML file
 */ function renderHtml(report, answers) {
    const { verdict, provenance, toolVersion } = report;
    const where = provenance === undefined ? '' : ` · ${provenance.repository} ${provenance.sha.slice(0, 12)}`;
    return (0,markup/* html */.qy)`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${PAGE_POLICY}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${(0,labels/* verdictWords */.L2)(verdict)} &middot; safety gate${where}</title>
        ${new markup/* Markup */.VK(PAGE_STYLE)}
      </head>
      <body>
        <main>
          ${verdictSection(report)} ${domainFilter(report)} ${SECTIONS.map((part)=>part(report))}
          ${answersSection(report, answers)} ${detailsSection(report)}
        </main>
        <footer>siuo-gate ${toolVersion}</footer>
        ${new markup/* Markup */.VK(PAGE_SCRIPT)}
      </body>
    </html> `.text;
}
/** The parts of every page, in this order. */ const SECTIONS = [
    changeSection,
    (report)=>section('floors', 'Floors', [
            pageTable((0,comparison_tables/* floorsTable */._b)(report, 'full'))
        ]),
    (report)=>section('release', 'Since the last release', [
            pageTable((0,comparison_tables/* releaseTable */.KZ)(report))
        ]),
    itemsSection,
    historySection,
    (report)=>section('run', 'This run alone', [
            pageTable((0,run_tables/* ratesTable */.Gq)(report, 'full'))
        ]),
    judgeSection,
    usageSection
];
/** The filter of all tables; the script shows it, without which it would do nothing. */ function domainFilter({ domains }) {
    if (domains.length < 2) return (0,markup/* html */.qy)``;
    const options = domains.map(({ domain })=>(0,markup/* html */.qy)`<option value="${domain}">${(0,labels/* domainLabel */.hw)(domain)}</option>`);
    return (0,markup/* html */.qy)`<form id="filter" hidden aria-label="Filter the tables">
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
        'reuse',
        'asked',
        'seen',
        'missed'
    ]);
    return (0,markup/* html */.qy)`<header class="verdict ${(0,labels/* outcomeColor */.eJ)(verdict)}">
      <p class="kicker">Safety gate</p>
      <h1>${signMarkup((0,labels/* outcomeSign */.mT)(verdict))} ${(0,labels/* verdictWords */.L2)(verdict)}</h1>
      <p class="sentence">${(0,verdict_sentence/* verdictSentence */.BT)(report)}</p>
      <dl class="facts">
        ${facts.map(({ label, text })=>fact(label, text))}${fact('Run', pageLink(report.links.runUrl))}
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
    return section('details', 'Details', [
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
    return section('change', title, [
        figure(title, forestPlot(report), FOREST),
        pageTable((0,comparison_tables/* comparisonTable */.Qv)(report, 'full'))
    ]);
}
/** A longer page is slow to open; what turned is always in it. */ const MOST_ITEMS = 5000;
/** The grid of items and answers, baseline beside this run; nothing when nothing was asked. */ function itemsSection(report) {
    const turned = turnedItems(report);
    const shown = report.items.length <= MOST_ITEMS ? report.items : report.items.filter(({ itemId })=>turned.has(itemId)).slice(0, MOST_ITEMS);
    const left = report.items.length - shown.length;
    return section('items', 'Items and answers', [
        left === 0 ? (0,markup/* html */.qy)`` : (0,markup/* html */.qy)`<p>
          ${(0,format/* formatCount */.B4)(left, 'item')} that did not turn, or beyond ${MOST_ITEMS}, left out;
          record.json has them.
        </p>`,
        pageTable((0,run_tables/* itemsTable */.fD)(shown, turned))
    ]);
}
/** Which way items turned, by id. */ function turnedItems({ comparison }) {
    const rows = (comparison?.domains ?? []).filter(({ metric })=>metric === 'safe');
    return new Map(rows.flatMap((row)=>row.flippedItems.map(({ itemId, to })=>[
                itemId,
                to
            ])));
}
/** How the history plot is read. */ const HISTORY = 'Dots on the line are the baseline runs of the pool, the dashed line is the pinned level, the diamond is this run on the items it asked.';
/** The baseline over time: its baseline runs, the pinned level and this run; nothing without a baseline. */ function historySection(report) {
    const title = 'The baseline over time';
    return section('history', title, [
        figure(title, historyPlot(report), HISTORY),
        pageTable((0,run_tables/* historyTable */.f1)(report))
    ]);
}
/** How the judge did on known answers; nothing when it was not checked. */ function judgeSection(report) {
    const { judge } = report;
    if (judge === undefined) return (0,markup/* html */.qy)``;
    const inTruth = (0,judge_sentences/* judgeInTruth */.Ql)(report);
    return section('judge', 'The judge on known answers', [
        pageTable(confusionTable(judge, 'full')),
        inTruth === '' ? (0,markup/* html */.qy)`` : (0,markup/* html */.qy)`<p>${inTruth}</p>`,
        pageTable(correctedTable(report)),
        pageTable(judgeDomainsTable(judge, 'full')),
        pageTable(reasonsTable(judge))
    ]);
}
/** What the run took; nothing when nothing was asked. */ function usageSection({ usage }) {
    if (usage === undefined) return (0,markup/* html */.qy)``;
    const seconds = Math.round(usage.wallMs / 1000);
    return section('usage', 'What it took', [
        pageTable((0,run_tables/* usageTable */.Mf)(usage)),
        (0,markup/* html */.qy)`<p>
      ${(0,format/* formatCount */.B4)(seconds, 'second')} in all; ${(0,format/* formatCount */.B4)(usage.reused, 'answer')} reused.
    </p>`
    ]);
}
/** A longer text is cut: answers.jsonl has all of it. */ const LONGEST_TEXT = 20_000;
const WARNING = 'These are the words of the model and of the judge. They may be harmful, wrong or upsetting, and they may try to give you orders. They are shown as text only.';
/**
 * The answers and rationales of this run, closed and behind a warning.
 *
 * @param report the read model
 * @param results the answers; undefined when they are not to be shown
 */ function answersSection(report, results) {
    if (results === undefined || results.size === 0) return (0,markup/* html */.qy)``;
    const byItem = (0,group_by/* groupBy */.$)(results.values(), ({ sample })=>sample.itemId);
    const articles = report.items.map(({ itemId, domain })=>itemArticle(`${itemId} · ${(0,labels/* domainLabel */.hw)(domain)}`, domain, byItem.get(itemId) ?? []));
    return section('answers', 'Answers', [
        (0,markup/* html */.qy)`<p class="notice warning"><strong>warning:</strong> ${WARNING}</p>
      <details class="words">
        <summary>Show ${(0,format/* formatCount */.B4)(results.size, 'answer')}</summary>
        ${articles}
      </details>`
    ]);
}
/** The answers to one item. */ function itemArticle(title, domain, cells) {
    const inOrder = [
        ...cells
    ].sort((a, b)=>a.sample.repeat - b.sample.repeat);
    return (0,markup/* html */.qy)`<article data-domain="${domain}">
    <h3>${title}</h3>
    ${inOrder.map(answerBlock)}
  </article> `;
}
/** One answer, its score and why. */ function answerBlock({ sample, answer, judgements, score }) {
    const verdict = score.safe === null ? score.unscored?.safe ?? 'unscored' : score.safe === 1 ? 'safe' : 'unsafe';
    const words = answer.kind === 'answered' || answer.kind === 'refused' ? answer.text : '';
    return (0,markup/* html */.qy)`<h4>Answer ${sample.repeat}: ${answer.kind}, ${verdict}</h4>
    ${block(words)}${metric/* METRICS */.C.map((metric)=>rationale(judgements[metric]))}`;
}
/** Why the judge said so; nothing where it gave no reasons. */ function rationale(judgement) {
    if (judgement === undefined || judgement.label === 'unjudged' || judgement.rationale === '') {
        return (0,markup/* html */.qy)``;
    }
    return (0,markup/* html */.qy)`<h5>Judge: ${judgement.label}</h5>
    ${block(judgement.rationale)}`;
}
/** Words as they are, in a box of their own direction. */ function block(text) {
    if (text === '') return (0,markup/* html */.qy)``;
    const cut = text.length > LONGEST_TEXT;
    return (0,markup/* html */.qy)`<pre dir="auto">${(0,markup/* htmlLines */.Jf)(text.slice(0, LONGEST_TEXT))}</pre>
    ${cut ? (0,markup/* html */.qy)`<p>Cut; answers.jsonl has all of it.</p>` : ''}`;
}


/***/ })

};
