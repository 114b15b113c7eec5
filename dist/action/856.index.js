export const id = 856;
export const ids = [856];
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

/***/ 95514:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   k2: () => (/* binding */ pageTable),
/* harmony export */   ms: () => (/* binding */ signMarkup),
/* harmony export */   uW: () => (/* binding */ section),
/* harmony export */   vP: () => (/* binding */ figure),
/* harmony export */   wg: () => (/* binding */ pageLink)
/* harmony export */ });
/* harmony import */ var _comparison_tables_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(11125);
/* harmony import */ var _labels_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(37477);
/* harmony import */ var _markup_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(34110);
/* harmony import */ var _table_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(26108);




/**
 * A part of the page with its heading.
 *
 * @param id the part's anchor, a word of ours
 * @param title words of ours
 * @param body its content; a part of nothing is nothing
 */ function section(id, title, body) {
    if (body.every(({ text })=>text === '')) return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)``;
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`<section id="${id}" aria-labelledby="${id}-title">
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
    if (picture === undefined) return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)``;
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`<figure data-all>
    <div class="scroll" role="region" aria-label="Plot: ${name}" tabindex="0">${picture}</div>
    <figcaption>${explanation}</figcaption>
  </figure> `;
}
/**
 * A table that people can scroll and sort; the first cell of a row names it.
 *
 * @param table without rows it is nothing
 */ function pageTable({ caption, columns, rows }) {
    if (rows.length === 0) return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)``;
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({ label, align })=>(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`<th scope="col" class="${align}">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map((row)=>pageRow(row, columns))}
      </tbody>
    </table>
  </div>`;
}
/** Stands in a cell that has nothing to show. */ const NO_VALUE = '–';
/** One row; its first cell is its head. */ function pageRow({ domain, item, kind, cells }, columns) {
    const filter = domain === undefined ? (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`` : (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)` data-domain="${domain}"`;
    const anchor = item === undefined ? (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`` : (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)` data-item="${item.id}"${item.isElsewhere ? '' : (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)` id="item-${item.id}"`}`;
    const [first, ...rest] = cells;
    const head = first === undefined ? (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`` : pageCell(first);
    const title = item === undefined ? head : (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`<a href="#item-${item.id}">${head}</a>`;
    const figures = rest.map((cell, index)=>{
        const align = columns[index + 1]?.align ?? 'left';
        return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`<td class="${align}" ${sortMark(cell)}>${pageCell(cell)}</td>`;
    });
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`<tr class="${kind ?? ''}" ${filter}${anchor}>
    <th scope="row" ${first ? sortMark(first) : ''}>${title}</th>
    ${figures}
  </tr> `;
}
/** The number that the page's script sorts a cell by. */ function sortMark(cell) {
    const key = (0,_table_js__WEBPACK_IMPORTED_MODULE_3__/* .sortKey */ .KU)(cell);
    return key === undefined ? (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`` : (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)` data-sort="${key}"`;
}
/** What a cell shows. */ function pageCell(cell) {
    if (cell.kind === 'answers') {
        return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`${cell.baselineRuns.map(answerMarks)}
      <span class="count">${(0,_table_js__WEBPACK_IMPORTED_MODULE_3__/* .figureText */ .OP)(cell)}</span>`;
    }
    if ((0,_table_js__WEBPACK_IMPORTED_MODULE_3__/* .isFigure */ .pk)(cell)) return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`${(0,_table_js__WEBPACK_IMPORTED_MODULE_3__/* .figureText */ .OP)(cell)}`;
    switch(cell.kind){
        case 'none':
            return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`${NO_VALUE}`;
        case 'blank':
            return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)``;
        case 'name':
        case 'text':
        case 'id':
            return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`${cell.text}`;
        case 'code':
            return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`<code>${cell.text}</code>`;
        case 'verdict':
            {
                const { sign, word } = _labels_js__WEBPACK_IMPORTED_MODULE_1__/* .COMPARISON_MARKS */ .bv[cell.verdict];
                return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`${signMarkup(sign)} ${word}`;
            }
        case 'floor':
            {
                const { sign } = _labels_js__WEBPACK_IMPORTED_MODULE_1__/* .COMPARISON_MARKS */ .bv[_comparison_tables_js__WEBPACK_IMPORTED_MODULE_0__/* .FLOOR_VERDICTS */ .A$[cell.result]];
                return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`${signMarkup(sign)} ${cell.result}`;
            }
        case 'outcome':
            {
                const { sign, word } = _labels_js__WEBPACK_IMPORTED_MODULE_1__/* .VERDICT_MARKS */ .rE[cell.verdict];
                return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`${signMarkup(sign)} ${word}`;
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
        return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`<i class="${score}" title="${kind}, ${score}">${sign}</i>`;
    });
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`<span class="marks" aria-hidden="true">${signs}</span>`;
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
    return new _markup_js__WEBPACK_IMPORTED_MODULE_2__/* .Markup */ .VK(`<span aria-hidden="true">${sign}</span>`);
}
/** An address that is a web page's and needs no escaping. */ const PLAIN_URL = /^https?:\/\/[\w.:@%&=?~/+#-]{1,2000}$/;
/**
 * A link to the run's page.
 *
 * @param runUrl its address; one that is not plain gives no link
 */ function pageLink(runUrl) {
    if (!PLAIN_URL.test(runUrl)) return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)``;
    return (0,_markup_js__WEBPACK_IMPORTED_MODULE_2__/* .html */ .qy)`<a href="${runUrl}" rel="noreferrer">${runUrl}</a>`;
}


/***/ })

};
