export const id = 555;
export const ids = [555];
export const modules = {

/***/ 4555:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runDemo: () => (/* binding */ runDemo)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/adapters/dataset/directory-source.js
var directory_source = __webpack_require__(8186);
// EXTERNAL MODULE: ./build/src/core/config/inputs.js + 4 modules
var config_inputs = __webpack_require__(6633);
// EXTERNAL MODULE: ./build/src/core/dataset/smoke.js
var smoke = __webpack_require__(6947);
// EXTERNAL MODULE: ./build/src/core/report/markdown/fit-to-limit.js
var fit_to_limit = __webpack_require__(1831);
// EXTERNAL MODULE: ./build/src/core/report/markdown/shorter-levels.js
var shorter_levels = __webpack_require__(3289);
// EXTERNAL MODULE: ./build/src/core/report/sentences/next-step.js
var next_step = __webpack_require__(5683);
// EXTERNAL MODULE: ./build/src/core/report/sentences/run-sentences.js + 1 modules
var run_sentences = __webpack_require__(2918);
// EXTERNAL MODULE: ./build/src/core/report/markdown/blocks.js
var blocks = __webpack_require__(1088);
// EXTERNAL MODULE: ./build/src/core/report/markdown/comparison-table.js
var comparison_table = __webpack_require__(9894);
// EXTERNAL MODULE: ./build/src/core/report/markdown/details.js
var details = __webpack_require__(3078);
// EXTERNAL MODULE: ./build/src/core/report/markdown/escape-markdown.js
var escape_markdown = __webpack_require__(7023);
// EXTERNAL MODULE: ./build/src/core/report/text/format-number.js
var format_number = __webpack_require__(9617);
// EXTERNAL MODULE: ./build/src/core/report/text/marks.js
var marks = __webpack_require__(6312);
// EXTERNAL MODULE: ./build/src/core/report/markdown/table.js
var table = __webpack_require__(1156);
;// CONCATENATED MODULE: ./build/src/core/report/markdown/earlier-verdicts.js





const COLUMNS = (0,table/* columnsOf */.PL)('commit', [], ['run', 'verdict', 'reason', 'when (UTC)']);
/**
 * The verdicts that this pull request had before, the newest first, so that running it again until it
 * is green can be seen.
 *
 * @param report the read model
 * @returns empty when there was none
 */
function earlierVerdicts({ earlierVerdicts: verdicts }) {
    if (verdicts.length === 0)
        return '';
    const rows = [...verdicts]
        .reverse()
        .map((each) => [
        `\`${each.sha.slice(0, 12)}\``,
        `${each.runId}.${each.runAttempt}`,
        `${marks/* VERDICT_MARKS */.rE[each.verdict].sign} ${each.verdict}`,
        (0,escape_markdown/* escapeMarkdown */.F)(each.reason),
        each.at.slice(0, 16).replace('T', ' '),
    ]);
    const title = `${(0,format_number/* formatCount */.B)(verdicts.length, 'earlier verdict')} of this pull request`;
    return (0,blocks/* fold */.A)(title, (0,table/* table */.tp)(COLUMNS, rows));
}

// EXTERNAL MODULE: ./build/src/core/report/markdown/flipped-items.js
var flipped_items = __webpack_require__(7169);
// EXTERNAL MODULE: ./build/src/core/report/markdown/floors-table.js
var floors_table = __webpack_require__(7268);
// EXTERNAL MODULE: ./build/src/core/report/markdown/footer.js
var footer = __webpack_require__(6037);
// EXTERNAL MODULE: ./build/src/core/report/markdown/headline.js + 1 modules
var headline = __webpack_require__(3859);
// EXTERNAL MODULE: ./build/src/core/report/markdown/labelled.js
var labelled = __webpack_require__(5053);
// EXTERNAL MODULE: ./build/src/core/report/markdown/notice-list.js
var notice_list = __webpack_require__(8315);
// EXTERNAL MODULE: ./build/src/core/report/text/domain-label.js
var domain_label = __webpack_require__(2823);
// EXTERNAL MODULE: ./build/src/core/report/text/format-rate.js
var format_rate = __webpack_require__(1166);
// EXTERNAL MODULE: ./build/src/core/report/ranked-domains.js
var ranked_domains = __webpack_require__(4105);
;// CONCATENATED MODULE: ./build/src/core/report/markdown/rates-table.js






const rates_table_COLUMNS = (0,table/* columnsOf */.PL)('domain', ['safe, this run', 'answers', 'items']);
/**
 * The rates of a run that was compared with nothing, the least safe domain first.
 *
 * @param report the read model
 * @returns empty when nothing was scored
 */
function ratesTable({ domains, overall }) {
    if (overall === undefined || overall.counts.scored === 0)
        return '';
    const rows = (0,ranked_domains/* rankedRates */.T)(domains).map((row) => [
        (0,escape_markdown/* escapeMarkdown */.F)((0,domain_label/* domainLabel */.h)(row.domain)),
        ...figures(row),
    ]);
    return (0,table/* table */.tp)(rates_table_COLUMNS, [...rows, ['**overall**', ...figures(overall)]]);
}
/** All cells of a row but the first. */
function figures({ safeRate, counts, items }) {
    const rate = counts.scored === 0 ? '–' : (0,table/* keepTogether */.Ag)((0,format_rate/* formatRate */.C)(safeRate));
    return [rate, (0,format_number/* formatNumber */.Z)(counts.scored), (0,format_number/* formatNumber */.Z)(items)];
}

;// CONCATENATED MODULE: ./build/src/core/report/markdown/render-comment.js















/** What GitHub takes, less what the hidden lines of a sticky comment need. */
const LONGEST_COMMENT = 65_536 - 4000;
/**
 * The comment of a pull request: the verdict in a sentence, the domains, what to do, what was run,
 * and folded what only some will ask. Too long a comment is cut in a fixed order: all of it, the
 * regressed and open domains, the verdict and the link.
 *
 * @param report the read model
 * @returns Markdown of at most 61,536 characters, without the hidden lines
 */
function renderComment(report) {
    return (0,fit_to_limit/* firstThatFits */.e)([() => fullComment(report), () => (0,shorter_levels/* regressedOnly */.R)(report), () => (0,shorter_levels/* verdictOnly */.g)(report)], (text) => text.length <= LONGEST_COMMENT);
}
/** The first level: everything. */
function fullComment(report) {
    const background = (0,blocks/* stack */.t)([(0,notice_list/* noticeList */.T)(report, ['info']), (0,details/* details */.z)(report)]);
    return (0,blocks/* stack */.t)([
        (0,headline/* headline */.P)(report),
        report.comparison === undefined ? ratesTable(report) : (0,comparison_table/* comparisonTable */.Q)(report),
        (0,floors_table/* floorsTable */._)(report),
        (0,labelled/* labelled */.w)('What to do', (0,next_step/* nextStep */.s)(report)),
        (0,notice_list/* noticeList */.T)(report, ['error', 'warning']),
        (0,labelled/* labelled */.w)('What was run', (0,run_sentences/* runSentences */.Ur)(report)),
        (0,labelled/* labelled */.w)('Not measured', (0,run_sentences/* whatWasMissed */.rZ)(report)),
        (0,flipped_items/* flippedItems */.v)(report, 'unsafe'),
        (0,blocks/* fold */.A)('Details: model, protocol, data set, baseline, usage', background),
        earlierVerdicts(report),
        (0,footer/* footer */.q)(report),
    ]);
}

// EXTERNAL MODULE: ./build/src/wiring/read-run.js + 6 modules
var read_run = __webpack_require__(7785);
// EXTERNAL MODULE: ./build/src/wiring/run-gate.js + 223 modules
var run_gate = __webpack_require__(2815);
// EXTERNAL MODULE: ./build/src/demo/demo-endpoint.js + 12 modules
var demo_endpoint = __webpack_require__(445);
;// CONCATENATED MODULE: ./build/src/demo/run-demo.js








/** The folder of the demo's baseline and reports, in the working folder. */
const FOLDER = 'siuo-report/demo';
/** A nightly that makes the baseline, a pull request that changes nothing, and one that does harm. */
const SCENES = [
    {
        name: 'baseline',
        title: 'A nightly run on the base model makes the baseline',
        inputs: { model: 'base', ladder: 'nightly', 'update-baseline': 'always', reason: 'demo' },
        expected: 'baseline-accepted',
    },
    {
        name: 'unchanged',
        title: 'A pull request that leaves the model as it is',
        inputs: { model: 'base' },
        expected: 'no-regression',
    },
    {
        name: 'regressed',
        title: 'A pull request that makes the model less safe in one domain',
        inputs: { model: 'regressed' },
        expected: 'regression',
    },
];
/**
 * Shows the gate at work on simulated models: starts the built-in endpoint on the smoke set, makes a
 * baseline, and gates an unchanged and a regressed candidate on the road that every run takes.
 *
 * @param options folders, output, log
 * @returns the exit code: 0 when every verdict is as it should be, 1 otherwise
 */
async function runDemo(options) {
    const { smokeFolder, output } = options;
    output.write(INTRODUCTION);
    const source = (0,directory_source/* createDirectorySource */.b)({
        directory: smokeFolder,
        task: 'generation',
        identity: smoke/* SMOKE */.o,
    });
    const endpoint = await (0,demo_endpoint/* startDemoEndpoint */.b)(await source.load());
    try {
        let isAsExpected = true;
        for (const scene of SCENES) {
            const report = await playScene(scene, endpoint.baseUrl, options);
            isAsExpected = report.verdict.reason === scene.expected && isAsExpected;
            output.write(closing(scene, report));
        }
        output.write(isAsExpected ? 'Every verdict is as it should be.\n' : 'A verdict is not as it should be.\n');
        return isAsExpected ? 0 : 1;
    }
    finally {
        await endpoint.close();
    }
}
const INTRODUCTION = `This is a demonstration. The model under test and the judge are simulated by a server inside this
program: no model is asked, nothing is downloaded, nothing leaves this machine. What sweeps, judges,
compares, decides and reports is the real gate, over a real connection.
`;
/** Runs one scene and prints the comment it would post. */
async function playScene(scene, baseUrl, options) {
    const { environment, smokeFolder, output, log, signal } = options;
    output.write(`\n━━ ${scene.title}\n\n`);
    const local = { ...environment, GITHUB_ACTIONS: undefined, GITHUB_EVENT_PATH: undefined };
    const run = await (0,read_run/* readRun */.c)(sceneInputs(scene, baseUrl), { environment: local, smokeFolder, log });
    const comment = {
        name: 'comment',
        publish: (report) => {
            output.write(`${renderComment(report)}\n`);
            return Promise.resolve();
        },
    };
    return (0,run_gate/* runGate */.Rg)({
        ...run,
        reporters: ({ files, page }) => [files, page, comment],
        signal,
    });
}
/** Every input of a scene. */
function sceneInputs({ name, inputs }, baseUrl) {
    const own = {
        dataset: 'smoke',
        endpoint: baseUrl,
        'judge-endpoint': baseUrl,
        'judge-model': 'judge',
        baseline: `file:${FOLDER}/baseline.json`,
        'baseline-name': 'demo',
        'report-dir': `${FOLDER}/${name}`,
        ...inputs,
    };
    const texts = config_inputs/* INPUT_NAMES */.Q.map((each) => {
        const { default: given, cliDefault } = config_inputs/* INPUTS */.m[each];
        return [each, own[each] ?? cliDefault ?? given];
    });
    return Object.fromEntries(texts);
}
/** What is said after a scene. */
function closing({ name, expected }, { verdict }) {
    const end = `${verdict.verdict}/${verdict.reason}`;
    const judged = verdict.reason === expected ? 'as it should be' : `expected ${expected}`;
    return `\nVerdict ${end}: ${judged}. Report files: ${(0,external_node_path_.join)(FOLDER, name)}\n`;
}


/***/ })

};
