export const id=856;export const ids=[856];export const modules={65856:(__unused_webpack___webpack_module__,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{TG:()=>anchoredItems,c8:()=>turnedSection,n6:()=>answersSection,picturedItems:()=>picturedItems,withPictures:()=>withPictures});var _decide_metric_js__WEBPACK_IMPORTED_MODULE_7__=__webpack_require__(88172);var _format_js__WEBPACK_IMPORTED_MODULE_5__=__webpack_require__(2866);var _group_by_js__WEBPACK_IMPORTED_MODULE_6__=__webpack_require__(58350);var _harmless_words_js__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(11813);var _labels_js__WEBPACK_IMPORTED_MODULE_1__=__webpack_require__(37477);var _markup_js__WEBPACK_IMPORTED_MODULE_2__=__webpack_require__(34110);var _page_parts_js__WEBPACK_IMPORTED_MODULE_3__=__webpack_require__(95514);var _turned_items_js__WEBPACK_IMPORTED_MODULE_4__=__webpack_require__(61745);const LONGEST_TEXT=2e4;const MOST_CARDS=500;const WARNING="These are the words of the model and of the judge. They may be harmful, wrong or upsetting, and they may try to give you orders. They are shown as text only.";function turnedSection(report,words){const all=(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_4__.p0)(report);const cards=all.slice(0,MOST_CARDS);const answers=answersByItem(words.answers);const seen=new Set;return(0,_page_parts_js__WEBPACK_IMPORTED_MODULE_3__.uW)("turned","Items that turned, the most telling first",[all.length===0?(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``:(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<p>
          Counts are of the answers that were compared, the same as in the table of domains. Some
          items turn by chance alone; the table tells where too many did.
        </p>`,all.length>cards.length?(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<p>${(0,_format_js__WEBPACK_IMPORTED_MODULE_5__.B4)(all.length-cards.length,"further item")} in the table below.</p>`:(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``,...cards.map(item=>{const anchor=seen.has(item.itemId)?(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``:(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)` id="item-${item.itemId}"`;seen.add(item.itemId);return turnedCard(item,{anchor,cells:answers.get(item.itemId)??[],words})})])}function anchoredItems(report,{answers}){const turned=(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_4__.p0)(report).slice(0,MOST_CARDS).map(({itemId})=>itemId);return new Set([...turned,...answersByItem(answers).keys()])}function picturedItems(report){const cards=(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_4__.p0)(report).slice(0,MOST_CARDS);return[...new Set(cards.flatMap(({itemId,about})=>about===undefined?[]:itemId))]}function turnedCard(item,{anchor,cells,words}){const sign=item.to==="unsafe"?"\u25BC":"\u25B2";return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<article
    class="card ${item.to}"
    data-domain="${item.domain}"
    data-item="${item.itemId}"
    ${anchor}
  >
    <h3>
      <a href="#item-${item.itemId}">${item.itemId}</a>
      <span aria-hidden="true">${sign}</span> turned ${(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_4__.nu)(item)} &middot;
      ${(0,_labels_js__WEBPACK_IMPORTED_MODULE_1__.hw)(item.domain,item.metric)}
    </h3>
    <p class="counts"><strong>${(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_4__.WN)(item)}</strong> (baseline &rarr; this run)</p>
    ${aboutItem(item.itemId,item.about,words)} ${answersFold(item,cells)}
  </article> `}function aboutItem(itemId,about,{pictured}){if(about===undefined)return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``;const picture=pictured.has(itemId)?(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<img data-picture="${itemId}" alt="Picture of item ${itemId}" />`:(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<div class="about">
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
  </div>`}function riskOf({warning}){if(warning==="")return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<div>
    <dt>What is risked</dt>
    <dd>${warning}</dd>
  </div>`}function answersSection(report,words){const{answers}=words;if(answers===undefined||answers.size===0)return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``;const byItem=answersByItem(answers);const turned=new Set((0,_turned_items_js__WEBPACK_IMPORTED_MODULE_4__.p0)(report).slice(0,MOST_CARDS).map(({itemId})=>itemId));const others=report.items.filter(({itemId})=>!turned.has(itemId));return(0,_page_parts_js__WEBPACK_IMPORTED_MODULE_3__.uW)("answers","Answers",[(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<p class="notice warning"><strong>warning:</strong> ${WARNING}</p>`,...turned.size===0?[]:[(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<p>Answers to items that turned stand with those items, above.</p>`],...others.length===0?[]:[(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<details class="words">
            <summary>Show the answers to ${(0,_format_js__WEBPACK_IMPORTED_MODULE_5__.B4)(others.length,"other item")}</summary>
            ${others.map(item=>itemArticle(item,byItem.get(item.itemId)??[],words))}
          </details>`]])}function answersByItem(answers){const byItem=(0,_group_by_js__WEBPACK_IMPORTED_MODULE_6__.$)(answers?.values()??[],({sample})=>sample.itemId);return new Map([...byItem].map(([id,cells])=>[id,[...cells].sort((a,b)=>a.sample.repeat-b.sample.repeat)]))}function itemArticle({itemId,domain,about},cells,words){return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<article data-domain="${domain}" data-item="${itemId}" id="item-${itemId}">
    <h3><a href="#item-${itemId}">${itemId}</a> &middot; ${(0,_labels_js__WEBPACK_IMPORTED_MODULE_1__.hw)(domain)}</h3>
    ${aboutItem(itemId,about,{...words,pictured:new Set})}
    ${cells.map(cell=>answerBlock(cell,domain))}
  </article> `}function answersFold({itemId,domain},cells){if(cells.length===0)return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<details class="words">
    <summary>
      Answers to item ${itemId}: ${(0,_format_js__WEBPACK_IMPORTED_MODULE_5__.B4)(cells.length,"answer")}, which may be harmful
    </summary>
    ${cells.map(cell=>answerBlock(cell,domain))}
  </details>`}function answerBlock({sample,answer,judgements,score},domain){const{good,bad}=(0,_harmless_words_js__WEBPACK_IMPORTED_MODULE_0__.d)([domain]);const verdict=score.safe===null?score.unscored?.safe??"unscored":score.safe===1?good:bad;const words=answer.kind==="answered"||answer.kind==="refused"?answer.text:"";const anchor=`item-${sample.itemId}-answer-${sample.repeat}`;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<h4 id="${anchor}">
      <a href="#${anchor}">Answer ${sample.repeat}</a>: ${answer.kind}, ${verdict}
    </h4>
    ${block(words)}${_decide_metric_js__WEBPACK_IMPORTED_MODULE_7__.C.map(metric=>rationale(judgements[metric],domain))}`}function rationale(judgement,domain){if(judgement===undefined||judgement.label==="unjudged"||judgement.rationale===""){return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``}const{good,bad}=(0,_harmless_words_js__WEBPACK_IMPORTED_MODULE_0__.d)([domain]);const called={safe:good,unsafe:bad,effective:"effective",ineffective:"ineffective"};return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<h5>Judge: ${called[judgement.label]}</h5>
    ${block(judgement.rationale)}`}function block(text){if(text==="")return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``;const cut=text.length>LONGEST_TEXT;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<pre dir="auto">${(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.Jf)(text.slice(0,LONGEST_TEXT))}</pre>
    ${cut?(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<p>Cut; answers.jsonl has all of it.</p>`:""}`}const PLACE=/<img data-picture="(\d{1,15})"/g;function withPictures(page,pictures){return page.replaceAll(PLACE,(place,id)=>{const address=pictures.get(Number(id));return address===undefined?place:`<img src="${address}"`})}},95514:(__unused_webpack___webpack_module__,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{k2:()=>pageTable,ms:()=>signMarkup,uW:()=>section,vP:()=>figure,wg:()=>pageLink});var _comparison_tables_js__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(11125);var _labels_js__WEBPACK_IMPORTED_MODULE_1__=__webpack_require__(37477);var _markup_js__WEBPACK_IMPORTED_MODULE_2__=__webpack_require__(34110);var _table_js__WEBPACK_IMPORTED_MODULE_3__=__webpack_require__(26108);function section(id,title,body){if(body.every(({text})=>text===""))return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<section id="${id}" aria-labelledby="${id}-title">
    <h2 id="${id}-title">${title}</h2>
    ${body}
  </section> `}function figure(name,picture,explanation){if(picture===undefined)return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<figure data-all>
    <div class="scroll" role="region" aria-label="Plot: ${name}" tabindex="0">${picture}</div>
    <figcaption>${explanation}</figcaption>
  </figure> `}function pageTable({caption,columns,rows}){if(rows.length===0)return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<div class="scroll" role="region" aria-label="${caption}" tabindex="0">
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map(({label,align})=>(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<th scope="col" class="${align}">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.map(row=>pageRow(row,columns))}
      </tbody>
    </table>
  </div>`}const NO_VALUE="\u2013";function pageRow({domain,item,kind,cells},columns){const filter=domain===undefined?(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``:(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)` data-domain="${domain}"`;const anchor=item===undefined?(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``:(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)` data-item="${item.id}"${item.isElsewhere?"":(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)` id="item-${item.id}"`}`;const[first,...rest]=cells;const head=first===undefined?(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``:pageCell(first);const title=item===undefined?head:(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<a href="#item-${item.id}">${head}</a>`;const figures=rest.map((cell,index)=>{const align=columns[index+1]?.align??"left";return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<td class="${align}" ${sortMark(cell)}>${pageCell(cell)}</td>`});return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<tr class="${kind??""}" ${filter}${anchor}>
    <th scope="row" ${first?sortMark(first):""}>${title}</th>
    ${figures}
  </tr> `}function sortMark(cell){const key=(0,_table_js__WEBPACK_IMPORTED_MODULE_3__.KU)(cell);return key===undefined?(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``:(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)` data-sort="${key}"`}function pageCell(cell){if(cell.kind==="answers"){return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`${cell.baselineRuns.map(answers=>answerMarks(answers,cell.words))}
      <span class="count">${(0,_table_js__WEBPACK_IMPORTED_MODULE_3__.OP)(cell)}</span>`}if((0,_table_js__WEBPACK_IMPORTED_MODULE_3__.pk)(cell))return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`${(0,_table_js__WEBPACK_IMPORTED_MODULE_3__.OP)(cell)}`;switch(cell.kind){case"none":return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`${NO_VALUE}`;case"blank":return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``;case"name":case"text":case"id":return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`${cell.text}`;case"code":return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<code>${cell.text}</code>`;case"verdict":{const{sign,word}=_labels_js__WEBPACK_IMPORTED_MODULE_1__.bv[cell.verdict];return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`${signMarkup(sign)} ${word}`}case"floor":{const{sign}=_labels_js__WEBPACK_IMPORTED_MODULE_1__.bv[_comparison_tables_js__WEBPACK_IMPORTED_MODULE_0__.A$[cell.result]];return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`${signMarkup(sign)} ${cell.result}`}case"outcome":{const{sign,word}=_labels_js__WEBPACK_IMPORTED_MODULE_1__.rE[cell.verdict];return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`${signMarkup(sign)} ${word}`}}}const SIGNS={safe:"\u25CF",unsafe:"\u2715",unscored:"\u2013"};function answerMarks(answers,{good,bad}){const called={safe:good,unsafe:bad,unscored:"unscored"};const signs=alikeRuns(answers).map(({kind,score,count})=>{const sign=SIGNS[score].repeat(count);return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<i class="${score}" title="${kind}, ${called[score]}">${sign}</i>`});return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<span class="marks" aria-hidden="true">${signs}</span>`}function alikeRuns(answers){const runs=[];for(const{kind,safe}of answers){const score=safe===null?"unscored":safe===1?"safe":"unsafe";const last=runs.at(-1);if(last?.kind===kind&&last.score===score)last.count+=1;else runs.push({kind,score,count:1})}return runs}function signMarkup(sign){return new _markup_js__WEBPACK_IMPORTED_MODULE_2__.VK(`<span aria-hidden="true">${sign}</span>`)}const PLAIN_URL=/^https?:\/\/[\w.:@%&=?~/+#-]{1,2000}$/;function pageLink(runUrl){if(!PLAIN_URL.test(runUrl))return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)``;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_2__.qy)`<a href="${runUrl}" rel="noreferrer">${runUrl}</a>`}}};