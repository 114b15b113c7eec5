export const id = 127;
export const ids = [127];
export const modules = {

/***/ 9127:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createBranchStore: () => (/* binding */ createBranchStore)
/* harmony export */ });
/* harmony import */ var _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9086);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7406);
/* harmony import */ var _baseline_store_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7022);
/* harmony import */ var _baseline_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2677);
/* harmony import */ var _write_baseline_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1848);
/* harmony import */ var _update_pool_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4403);






/** Waits before a save that was overtaken is tried again; as many tries more as there are waits. */
const BACK_OFF_MS = [500, 1000, 2000, 4000];
/**
 * Baselines on a branch of their own: a file a baseline-name, its history the branch's commits. The
 * branch shares no history with the code, and no pull request can write it that cannot push to it.
 *
 * @param options name, context and how the branch is reached
 */
function createBranchStore(options) {
    return {
        find: async (preferred) => {
            const tip = await options.data.tip();
            if (tip === undefined)
                return absent(options);
            for (const path of searchedPaths(options)) {
                const found = await findFile(options, { path, tip }, preferred);
                if (found !== undefined)
                    return found;
            }
            return absent(options);
        },
        requireWrite: () => options.data.requireWrite(),
        save: async (baseline) => {
            try {
                return await saveInTurn(baseline, options);
            }
            catch (error) {
                return { saved: false, problem: `The branch ${options.branch}: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}.` };
            }
        },
    };
}
/**
 * The file of a branch's baseline: that of the default branch has the plain name. An `@` is in no
 * baseline-name, so that no two share a file.
 */
function pathOf({ name, context }, branch) {
    const isDefault = branch === '' || branch === context.defaultBranch;
    return isDefault ? `${name}.json` : `${name}@${encodeURIComponent(branch)}.json`;
}
/** The base branch's file, else the default branch's. */
function searchedPaths(options) {
    const { baseBranch, defaultBranch } = options.context;
    return new Set([baseBranch, defaultBranch].map((branch) => pathOf(options, branch)));
}
/** A file in words, the same for as long as its commit is on the branch. */
function describeFile({ branch }, path, commit) {
    return `file ${path} of the branch ${branch} at ${commit}`;
}
/** Reads a file as its newest commit left it, or as an earlier attempt saw it. */
async function findFile(options, { path, tip }, preferred) {
    const changes = await options.data.changes(path, tip);
    const begunWith = changes.find((commit) => describeFile(options, path, commit) === preferred);
    const commit = begunWith ?? changes[0];
    if (commit === undefined)
        return undefined;
    const query = { path, ref: commit, maxBytes: _baseline_file_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_BASELINE_BYTES */ .Zg };
    const read = await options.reader.readFile(query);
    if (read.kind === 'absent')
        return undefined;
    return (0,_baseline_store_js__WEBPACK_IMPORTED_MODULE_2__/* .lookupIn */ .I)(read, options.name, describeFile(options, path, commit));
}
/** The message for a branch, or a file on it, that is not there. */
function absent(options) {
    const { baseBranch } = options.context;
    const files = [...searchedPaths(options)].join(' or ');
    const remedy = `Run the gate once on ${baseBranch || 'the base branch'} (schedule, push or workflow_dispatch) with \`${_config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PERMISSIONS */ .Jj.writeFiles}\`; it makes the branch. In a private repository also check \`${_config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PERMISSIONS */ .Jj.readFiles}\` here.`;
    return { kind: 'absent', where: `${files} of the branch ${options.branch}`, remedy };
}
/** Saves on top of what stands there now; whoever is overtaken looks again. */
async function saveInTurn(baseline, options) {
    for (const waitMs of [0, ...BACK_OFF_MS]) {
        if (waitMs > 0)
            await options.clock.sleep(waitMs);
        const saved = await saveOnce(baseline, options);
        if (saved !== undefined)
            return saved;
    }
    const tries = BACK_OFF_MS.length + 1;
    return {
        saved: false,
        problem: `Other runs moved the branch ${options.branch} ${tries} times meanwhile; run it again, or give its workflow a concurrency group.`,
    };
}
/** One try; undefined when another run was faster. */
async function saveOnce(baseline, options) {
    const { data, name } = options;
    const path = pathOf(options, options.context.baseBranch);
    const parent = await data.tip();
    const stored = parent === undefined ? undefined : await findFile(options, { path, tip: parent });
    const merged = stored?.kind === 'found'
        ? (0,_write_baseline_js__WEBPACK_IMPORTED_MODULE_4__/* .mergeBaselines */ .f9)(baseline, stored.baseline, {
            ...options.limits,
            nowMs: options.clock.nowMs(),
        })
        : undefined;
    if (merged?.ok === false)
        return { saved: false, problem: merged.problem };
    const text = `${JSON.stringify(merged?.baseline ?? baseline)}\n`;
    if (Buffer.byteLength(text) > _baseline_file_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_BASELINE_BYTES */ .Zg)
        return { saved: false, problem: 'It is too large to be read again.' };
    const message = messageFor(baseline, name);
    const done = await data.commit({ path, text, message, parent });
    return done.kind === 'overtaken'
        ? undefined
        : { saved: true, where: describeFile(options, path, done.sha) };
}
/** What the history says of a save; the branch holds nothing to build. */
function messageFor(baseline, name) {
    const [own] = (0,_update_pool_js__WEBPACK_IMPORTED_MODULE_5__/* .newestFirst */ .ll)(baseline.records);
    const baselineRun = own?.provenance.createdAt.slice(0, 10) ?? 'no baseline run';
    const run = own === undefined || own.provenance.runId === '' ? '' : `, run ${own.provenance.runId}`;
    return `Baseline ${name}: ${baselineRun}${run}\n\n[skip ci]`;
}


/***/ })

};
