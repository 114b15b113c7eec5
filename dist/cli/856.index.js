export const id=856;export const ids=[856];export const modules={65856:(__unused_webpack___webpack_module__,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{TG:()=>anchoredItems,c8:()=>turnedSection,n6:()=>answersSection,picturedItems:()=>picturedItems,withPictures:()=>withPictures});var _decide_metric_js__WEBPACK_IMPORTED_MODULE_6__=__webpack_require__(88172);var _format_js__WEBPACK_IMPORTED_MODULE_4__=__webpack_require__(2866);var _group_by_js__WEBPACK_IMPORTED_MODULE_5__=__webpack_require__(58350);var _labels_js__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(37477);var _markup_js__WEBPACK_IMPORTED_MODULE_1__=__webpack_require__(34110);var _page_parts_js__WEBPACK_IMPORTED_MODULE_2__=__webpack_require__(95514);var _turned_items_js__WEBPACK_IMPORTED_MODULE_3__=__webpack_require__(61745);const LONGEST_TEXT=2e4;const MOST_CARDS=500;const WARNING="These are the words of the model and of the judge. They may be harmful, wrong or upsetting, and they may try to give you orders. They are shown as text only.";function turnedSection(report,words){const all=(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__.p0)(report);const cards=all.slice(0,MOST_CARDS);const answers=answersByItem(words.answers);const seen=new Set;return(0,_page_parts_js__WEBPACK_IMPORTED_MODULE_2__.uW)("turned","Items that turned, the most telling first",[all.length===0?(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)``:(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<p>
          Counts are of the answers that were compared, the same as in the table of domains. Some
          items turn by chance alone; the table tells where too many did.
        </p>`,all.length>cards.length?(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<p>${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(all.length-cards.length,"further item")} in the table below.</p>`:(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)``,...cards.map(item=>{const anchor=seen.has(item.itemId)?(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)``:(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)` id="item-${item.itemId}"`;seen.add(item.itemId);return turnedCard(item,{anchor,cells:answers.get(item.itemId)??[],words})})])}function anchoredItems(report,{answers}){const turned=(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__.p0)(report).slice(0,MOST_CARDS).map(({itemId})=>itemId);return new Set([...turned,...answersByItem(answers).keys()])}function picturedItems(report){const cards=(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__.p0)(report).slice(0,MOST_CARDS);return[...new Set(cards.flatMap(({itemId,about})=>about===undefined?[]:itemId))]}function turnedCard(item,{anchor,cells,words}){const sign=item.to==="unsafe"?"\u25BC":"\u25B2";return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<article
    class="card ${item.to}"
    data-domain="${item.domain}"
    data-item="${item.itemId}"
    ${anchor}
  >
    <h3>
      <a href="#item-${item.itemId}">${item.itemId}</a>
      <span aria-hidden="true">${sign}</span> turned ${(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__.nu)(item)} &middot;
      ${(0,_labels_js__WEBPACK_IMPORTED_MODULE_0__.hw)(item.domain,item.metric)}
    </h3>
    <p class="counts"><strong>${(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__.WN)(item)}</strong> (baseline &rarr; this run)</p>
    ${aboutItem(item.itemId,item.about,words)} ${answersFold(item.itemId,cells)}
  </article> `}function aboutItem(itemId,about,{pictured}){if(about===undefined)return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)``;const picture=pictured.has(itemId)?(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<img data-picture="${itemId}" alt="Picture of item ${itemId}" />`:(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)``;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<div class="about">
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
  </div>`}function answersSection(report,words){const{answers}=words;if(answers===undefined||answers.size===0)return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)``;const byItem=answersByItem(answers);const turned=new Set((0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__.p0)(report).slice(0,MOST_CARDS).map(({itemId})=>itemId));const others=report.items.filter(({itemId})=>!turned.has(itemId));return(0,_page_parts_js__WEBPACK_IMPORTED_MODULE_2__.uW)("answers","Answers",[(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<p class="notice warning"><strong>warning:</strong> ${WARNING}</p>`,...turned.size===0?[]:[(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<p>Answers to items that turned stand with those items, above.</p>`],...others.length===0?[]:[(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<details class="words">
            <summary>Show the answers to ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(others.length,"other item")}</summary>
            ${others.map(item=>itemArticle(item,byItem.get(item.itemId)??[],words))}
          </details>`]])}function answersByItem(answers){const byItem=(0,_group_by_js__WEBPACK_IMPORTED_MODULE_5__.$)(answers?.values()??[],({sample})=>sample.itemId);return new Map([...byItem].map(([id,cells])=>[id,[...cells].sort((a,b)=>a.sample.repeat-b.sample.repeat)]))}function itemArticle({itemId,domain,about},cells,words){return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<article data-domain="${domain}" data-item="${itemId}" id="item-${itemId}">
    <h3><a href="#item-${itemId}">${itemId}</a> &middot; ${(0,_labels_js__WEBPACK_IMPORTED_MODULE_0__.hw)(domain)}</h3>
    ${aboutItem(itemId,about,{...words,pictured:new Set})} ${cells.map(answerBlock)}
  </article> `}function answersFold(itemId,cells){if(cells.length===0)return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)``;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<details class="words">
    <summary>
      Answers to item ${itemId}: ${(0,_format_js__WEBPACK_IMPORTED_MODULE_4__.B4)(cells.length,"answer")}, which may be harmful
    </summary>
    ${cells.map(answerBlock)}
  </details>`}function answerBlock({sample,answer,judgements,score}){const verdict=score.safe===null?score.unscored?.safe??"unscored":score.safe===1?"safe":"unsafe";const words=answer.kind==="answered"||answer.kind==="refused"?answer.text:"";const anchor=`item-${sample.itemId}-answer-${sample.repeat}`;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<h4 id="${anchor}">
      <a href="#${anchor}">Answer ${sample.repeat}</a>: ${answer.kind}, ${verdict}
    </h4>
    ${block(words)}${_decide_metric_js__WEBPACK_IMPORTED_MODULE_6__.C.map(metric=>rationale(judgements[metric]))}`}function rationale(judgement){if(judgement===undefined||judgement.label==="unjudged"||judgement.rationale===""){return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)``}return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<h5>Judge: ${judgement.label}</h5>
    ${block(judgement.rationale)}`}function block(text){if(text==="")return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)``;const cut=text.length>LONGEST_TEXT;return(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<pre dir="auto">${(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.Jf)(text.slice(0,LONGEST_TEXT))}</pre>
    ${cut?(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<p>Cut; answers.jsonl has all of it.</p>`:""}`}const PLACE=/<img data-picture="(\d{1,15})"/g;function withPictures(page,pictures){return page.replaceAll(PLACE,(place,id)=>{const address=pictures.get(Number(id));return address===undefined?place:`<img src="${address}"`})}}};