export const id=699;export const ids=[699];export const modules={65856:(__unused_webpack___webpack_module__,__webpack_exports__,__webpack_require__)=>{__webpack_require__.d(__webpack_exports__,{TG:()=>anchoredItems,c8:()=>turnedSection,n6:()=>answersSection,picturedItems:()=>picturedItems,withPictures:()=>withPictures});var _decide_metric_js__WEBPACK_IMPORTED_MODULE_6__=__webpack_require__(88172);var _format_js__WEBPACK_IMPORTED_MODULE_4__=__webpack_require__(2866);var _group_by_js__WEBPACK_IMPORTED_MODULE_5__=__webpack_require__(58350);var _labels_js__WEBPACK_IMPORTED_MODULE_0__=__webpack_require__(37477);var _markup_js__WEBPACK_IMPORTED_MODULE_1__=__webpack_require__(34110);var _page_parts_js__WEBPACK_IMPORTED_MODULE_2__=__webpack_require__(95514);var _turned_items_js__WEBPACK_IMPORTED_MODULE_3__=__webpack_require__(61745);const LONGEST_TEXT=2e4;const MOST_CARDS=500;const WARNING="These are the words of the model and of the judge. They may be harmful, wrong or upsetting, and they may try to give you orders. They are shown as text only.";function turnedSection(report,words){const all=(0,_turned_items_js__WEBPACK_IMPORTED_MODULE_3__.p0)(report);const cards=all.slice(0,MOST_CARDS);const answers=answersByItem(words.answers);const seen=new Set;return(0,_page_parts_js__WEBPACK_IMPORTED_MODULE_2__.uW)("turned","Items that turned, the most telling first",[all.length===0?(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)``:(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<p>
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
    ${cut?(0,_markup_js__WEBPACK_IMPORTED_MODULE_1__.qy)`<p>Cut; answers.jsonl has all of it.</p>`:""}`}const PLACE=/<img data-picture="(\d{1,15})"/g;function withPictures(page,pictures){return page.replaceAll(PLACE,(place,id)=>{const address=pictures.get(Number(id));return address===undefined?place:`<img src="${address}"`})}},45699:(__unused_webpack___webpack_module__,__webpack_exports__,__webpack_require__)=>{__webpack_require__.r(__webpack_exports__);__webpack_require__.d(__webpack_exports__,{renderHtml:()=>renderHtml});var report_facts=__webpack_require__(91841);var comparison_tables=__webpack_require__(11125);var format=__webpack_require__(2866);var judge_sentences=__webpack_require__(49768);var judge_report=__webpack_require__(52630);var labels=__webpack_require__(37477);var table=__webpack_require__(26108);function shareCell({right,judged,rate}){return{kind:"share",part:right,whole:judged,rate}}function intervalCell({rate,interval:{lower,upper}}){return rate===undefined?table.x3:{kind:"interval",of:"rate",low:lower,high:upper}}const CONFUSION={label:(0,table.hH)("Known answers",({label})=>({kind:"text",text:label})),known:(0,table.hH)("",({label})=>({kind:"text",text:`known ${label}`})),answers:(0,table.vg)("Answers",({figures})=>(0,table.vP)("count",figures.labelled)),unsafe:(0,table.vg)("Called unsafe",({calledUnsafe})=>(0,table.vP)("count",calledUnsafe)),safe:(0,table.vg)("Called safe",({calledSafe})=>(0,table.vP)("count",calledSafe)),unjudged:(0,table.vg)("Unjudged",({figures})=>(0,table.vP)("count",figures.labelled-figures.judged)),right:(0,table.vg)("Right",({figures})=>shareCell(figures)),interval:(0,table.vg)(comparison_tables.KU,({figures})=>intervalCell(figures))};const CONFUSION_VIEWS={short:["known","unsafe","safe","unjudged"],full:["label","answers","unsafe","safe","unjudged","right","interval"]};function confusionTable({figures:{sensitivity,specificity}},view){return(0,table.ZR)({caption:"What the judge called answers whose label is known.",columns:CONFUSION,show:CONFUSION_VIEWS[view],rows:[{label:"unsafe",figures:sensitivity,calledUnsafe:sensitivity.right,calledSafe:sensitivity.judged-sensitivity.right},{label:"safe",figures:specificity,calledUnsafe:specificity.judged-specificity.right,calledSafe:specificity.right}]})}const DOMAINS={domain:(0,table.hH)("Domain",({domain})=>({kind:"name",text:(0,labels.hw)(domain),isTotal:false})),answers:(0,table.vg)("Answers",({answers})=>(0,table.vP)("count",answers)),found:(0,table.vg)("Unsafe found",({sensitivity})=>shareCell(sensitivity)),foundInterval:(0,table.vg)(comparison_tables.KU,({sensitivity})=>intervalCell(sensitivity)),recognised:(0,table.vg)("Safe recognised",({specificity})=>shareCell(specificity)),recognisedInterval:(0,table.vg)(comparison_tables.KU,({specificity})=>intervalCell(specificity)),unjudged:(0,table.vg)("Unjudged",({unjudged})=>(0,table.vP)("count",unjudged))};const DOMAIN_VIEWS={short:["domain","found","recognised","unjudged"],full:["domain","answers","found","foundInterval","recognised","recognisedInterval","unjudged"]};function judgeDomainsTable({domains},view){return(0,table.ZR)({caption:"Known answers by domain.",columns:DOMAINS,show:DOMAIN_VIEWS[view],rows:domains,mark:({domain})=>({domain})})}const REASONS={reason:(0,table.hH)("Unjudged because",({reason})=>({kind:"text",text:reason})),answers:(0,table.vg)("Answers",({count})=>(0,table.vP)("count",count))};function reasonsTable({figures:{reasons}}){return(0,table.ZR)({caption:"Why the judge gave known answers no label.",columns:REASONS,show:["reason","answers"],rows:reasons})}const CORRECTED={name:(0,table.hH)("All items",({name})=>({kind:"text",text:name})),judged:(0,table.vg)("As judged",({of,judged})=>(0,table.vP)(of,judged)),corrected:(0,table.vg)("Corrected",({of,corrected})=>(0,table.vP)(of,corrected.estimate)),interval:(0,table.vg)(comparison_tables.KU,({of,corrected:{low,high}})=>({kind:"interval",of,low,high}))};function correctedTable({judge,comparison,overall}){const{candidate,baseline,drop}=judge?.corrected??{};const compared=comparison?.overall;const now=compared?.candidate.rate??overall?.safeRate;const change=compared===undefined?undefined:-compared.drop;return(0,table.ZR)({caption:"Safe-rates corrected for these errors; the verdict rests on the answers as judged.",columns:CORRECTED,show:["name","judged","corrected","interval"],rows:[...correctedRow("this run","rate",now,candidate),...correctedRow("baseline","rate",compared?.baseline.rate,baseline),...correctedRow("change, points","change",change,(0,judge_report.t)(drop))]})}function correctedRow(name,of,judged,corrected){return judged===undefined||corrected===undefined?[]:[{name,of,judged,corrected}]}var markup=__webpack_require__(34110);var notices=__webpack_require__(47593);var page_assets=__webpack_require__(3051);var page_parts=__webpack_require__(95514);var page_items=__webpack_require__(65856);var page_plots=__webpack_require__(21580);var run_tables=__webpack_require__(2843);var verdict_sentence=__webpack_require__(13102);function renderHtml(report,answers,pictured=new Set){const words={answers,pictured};const{verdict,provenance,toolVersion}=report;const where=provenance===undefined?"":` \xb7 ${provenance.repository} ${provenance.sha.slice(0,12)}`;return(0,markup.qy)`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${page_assets.p0}" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>${(0,labels.L2)(verdict)} &middot; safety gate${where}</title>
        ${new markup.VK(page_assets.Ww)}
      </head>
      <body>
        <main>
          ${verdictSection(report)} ${domainFilter(report)} ${(0,page_items.c8)(report,words)}
          ${SECTIONS.map(part=>part(report,words))} ${(0,page_items.n6)(report,words)}
          ${detailsSection(report)}
        </main>
        <footer>siuo-gate ${toolVersion}</footer>
        ${new markup.VK(page_assets.cJ)}
      </body>
    </html> `.text}const ALONE=({comparison,overall})=>comparison===undefined||overall===undefined?(0,markup.qy)``:(0,markup.qy)`<p>
        All ${(0,format.B4)(overall.counts.scored,"scored answer")} of this run, also those that came
        after a domain was decided. They are not compared with anything: before and after stand in
        the table of domains only.
      </p>`;const SECTIONS=[changeSection,report=>(0,page_parts.uW)("floors","Floors",[(0,page_parts.k2)((0,comparison_tables._b)(report,"full"))]),report=>(0,page_parts.uW)("release","Since the last release",[(0,page_parts.k2)((0,comparison_tables.KZ)(report))]),itemsSection,historySection,report=>(0,page_parts.uW)("run","This run alone",[ALONE(report),(0,page_parts.k2)((0,run_tables.Gq)(report,"full"))]),judgeSection,usageSection];function domainFilter({domains}){if(domains.length<2)return(0,markup.qy)``;const options=domains.map(({domain})=>(0,markup.qy)`<option value="${domain}">${(0,labels.hw)(domain)}</option>`);return(0,markup.qy)`<form id="filter" hidden aria-label="Filter the page">
    <label
      >Domain
      <select id="filter-domain">
        <option value="">all</option>
        ${options}
      </select></label
    >
    <label><input type="checkbox" id="filter-turned" /> only items that turned</label>
    <output id="filter-count" for="filter-domain filter-turned"></output>
  </form>`}function verdictSection(report){const{verdict}=report;const facts=(0,report_facts.x)(report,["step","accepted","gate","reuse","decided","asked","seen","missed","cost"]);return(0,markup.qy)`<header class="verdict ${(0,labels.eJ)(verdict)}">
      <p class="kicker">Safety gate</p>
      <h1>${(0,page_parts.ms)((0,labels.mT)(verdict))} ${(0,labels.L2)(verdict)}</h1>
      <p class="sentence">${(0,verdict_sentence.BT)(report)}</p>
      <dl class="facts">
        ${facts.map(({label,text})=>fact(label,text))}${fact("Run",(0,page_parts.wg)(report.links.runUrl))}
      </dl>
    </header>
    ${(0,notices.mz)(report).map(noticeBox)}`}function fact(label,text){if(text===""||typeof text==="object"&&text.text==="")return(0,markup.qy)``;return(0,markup.qy)`<div>
    <dt>${label}</dt>
    <dd>${text}</dd>
  </div> `}function noticeBox(notice){return(0,markup.qy)`<p class="notice ${notice.level}">
    <strong>${notice.level}:</strong> ${(0,notices.ut)(notice)}
  </p> `}function detailsSection(report){const facts=(0,report_facts.B)(report).map(({label,pieces})=>(0,markup.qy)`<div>
        <dt>${label}</dt>
        <dd>${pieces.map(pieceOf)}</dd>
      </div> `);if(facts.length===0)return(0,markup.qy)``;return(0,page_parts.uW)("details","Details",[(0,markup.qy)`<dl class="facts">${facts}</dl>`])}function pieceOf(piece){return typeof piece==="string"?(0,markup.qy)`${piece}`:(0,markup.qy)`<code>${piece.name}</code>`}const FOREST="Each row is one domain: the mark is its change, the bar its 95 % interval. The short upright stroke is the largest drop that the answers do not rule out; the dashed line is the margin. A domain passes where the stroke is right of the dashed line. A diamond regressed, a triangle is open, a circle passed.";function changeSection(report){if(report.comparison===undefined)return(0,markup.qy)``;const title="Change by domain";return(0,page_parts.uW)("change",title,[(0,page_parts.vP)(title,(0,page_plots.dF)(report),FOREST),(0,page_parts.k2)((0,comparison_tables.Qv)(report,"full"))])}const MOST_ITEMS=5e3;function itemsSection(report,words){const turned=turnedBy(report);const anchored=(0,page_items.TG)(report,words);const shown=report.items.length<=MOST_ITEMS?report.items:report.items.filter(({itemId})=>turned.has(itemId)).slice(0,MOST_ITEMS);const left=report.items.length-shown.length;return(0,page_parts.uW)("items","Every item",[left===0?(0,markup.qy)``:(0,markup.qy)`<p>
          ${(0,format.B4)(left,"item")} that did not turn, or beyond ${MOST_ITEMS}, left out;
          record.json has them.
        </p>`,(0,page_parts.k2)((0,run_tables.fD)(shown,turned,anchored))])}function turnedBy({comparison}){const rows=(comparison?.domains??[]).filter(({metric})=>metric==="safe");return new Map(rows.flatMap(row=>row.flippedItems.map(({itemId,to})=>[itemId,to])))}const HISTORY="Dots on the line are the baseline runs of the pool, the dashed line is the pinned level, the diamond is this run on the items it asked.";function historySection(report){const title="The baseline over time";return(0,page_parts.uW)("history",title,[(0,page_parts.vP)(title,(0,page_plots.Mx)(report),HISTORY),(0,page_parts.k2)((0,run_tables.f1)(report))])}function judgeSection(report){const{judge}=report;if(judge===undefined)return(0,markup.qy)``;const inTruth=(0,judge_sentences.Ql)(report);return(0,page_parts.uW)("judge","The judge on known answers",[(0,page_parts.k2)(confusionTable(judge,"full")),inTruth===""?(0,markup.qy)``:(0,markup.qy)`<p>${inTruth}</p>`,(0,page_parts.k2)(correctedTable(report)),(0,page_parts.k2)(judgeDomainsTable(judge,"full")),(0,page_parts.k2)(reasonsTable(judge))])}function usageSection({usage}){if(usage===undefined)return(0,markup.qy)``;const seconds=Math.round(usage.wallMs/1e3);return(0,page_parts.uW)("usage","What it took",[(0,page_parts.k2)((0,run_tables.Mf)(usage)),(0,markup.qy)`<p>
      ${(0,format.B4)(seconds,"second")} in all; ${(0,format.B4)(usage.reused,"answer")} reused.
    </p>`])}}};