export const id = 457;
export const ids = [457];
export const modules = {

/***/ 5457:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createBranchStore: () => (/* binding */ createBranchStore)
});

// EXTERNAL MODULE: ./build/src/core/config/permissions.js
var permissions = __webpack_require__(3912);
// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __webpack_require__(3026);
// EXTERNAL MODULE: ./build/src/core/record/baseline-schema.js
var baseline_schema = __webpack_require__(7510);
// EXTERNAL MODULE: ./build/src/core/record/comparability.js
var comparability = __webpack_require__(3333);
// EXTERNAL MODULE: ./build/src/core/record/update-pool.js
var update_pool = __webpack_require__(2513);
;// CONCATENATED MODULE: ./build/src/core/record/merge-baselines.js


/**
 * The file to write where another run has written meanwhile: its pool with this run's own night in
 * it. A level that a person accepted takes the place of whatever is there; a night never joins a pool
 * of another level or protocol, which it was not compared with.
 *
 * @param mine what this run would write if it were alone; its newest record is its own
 * @param stored what stands there now
 * @param limits how many records, and for how long
 */
function mergeBaselines(mine, stored, limits) {
    const [own] = (0,update_pool/* newestFirst */.ll)(mine.records);
    const isNewer = mine.acceptedAt > stored.acceptedAt;
    if (own === undefined || (isNewer && mine.reason !== update_pool/* FIRST_RUN */.Xq)) {
        return { ok: true, baseline: mine };
    }
    if (mine.acceptedAt < stored.acceptedAt && stored.reason !== update_pool/* FIRST_RUN */.Xq) {
        return refused(`another level was accepted on ${stored.acceptedAt.slice(0, 10)} meanwhile`);
    }
    const [newest] = (0,update_pool/* newestFirst */.ll)(stored.records);
    const fields = newest === undefined ? [] : (0,comparability/* differences */.tX)(newest, (0,comparability/* identityOfRecord */.Rz)(own));
    if (fields.length > 0) {
        return refused(`another run saved one of another ${fields[0]?.field ?? 'protocol'} meanwhile`);
    }
    const pinned = newerPin(mine.pinned, stored.pinned);
    return { ok: true, baseline: { ...(0,update_pool/* appendToPool */.MM)(stored, own, limits), pinned } };
}
/** The pin that was set last. */
function newerPin(mine, stored) {
    if (mine === null || stored === null)
        return mine ?? stored;
    return Date.parse(mine.pinnedAt) > Date.parse(stored.pinnedAt) ? mine : stored;
}
/** A merge that would mix what was never compared. */
function refused(why) {
    return { ok: false, problem: `This night was left out: ${why}.` };
}

// EXTERNAL MODULE: ./build/src/core/record/parse-baseline.js
var parse_baseline = __webpack_require__(8478);
// EXTERNAL MODULE: ./build/src/adapters/baseline/lookup-of.js
var lookup_of = __webpack_require__(1972);
;// CONCATENATED MODULE: ./build/src/adapters/baseline/branch-store.js







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
                return { saved: false, problem: `The branch ${options.branch}: ${(0,errors/* messageOf */.bD)(error)}.` };
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
    const query = { path, ref: commit, maxBytes: baseline_schema/* MAX_BASELINE_BYTES */.Zg };
    const read = await options.reader.readFile(query);
    const where = describeFile(options, path, commit);
    if (read.kind === 'absent')
        return undefined;
    if (read.kind === 'too-large')
        return (0,lookup_of/* lookupOf */._)((0,parse_baseline/* tooLarge */.g)(), where);
    return (0,lookup_of/* lookupOf */._)((0,parse_baseline/* parseBaseline */.n)(read.bytes, options.name), where);
}
/** The message for a branch, or a file on it, that is not there. */
function absent(options) {
    const { baseBranch } = options.context;
    const files = [...searchedPaths(options)].join(' or ');
    const remedy = `Run the gate once on ${baseBranch || 'the base branch'} (schedule, push or workflow_dispatch) with \`${permissions/* PERMISSIONS */.J.writeFiles}\`; it makes the branch. In a private repository also check \`${permissions/* PERMISSIONS */.J.readFiles}\` here.`;
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
        ? mergeBaselines(baseline, stored.baseline, options.limits)
        : undefined;
    if (merged?.ok === false)
        return { saved: false, problem: merged.problem };
    const text = `${JSON.stringify(merged?.baseline ?? baseline)}\n`;
    if (Buffer.byteLength(text) > baseline_schema/* MAX_BASELINE_BYTES */.Zg)
        return { saved: false, problem: 'It is too large to be read again.' };
    const message = messageFor(baseline, name);
    const done = await data.commit({ path, text, message, parent });
    return done.kind === 'overtaken'
        ? undefined
        : { saved: true, where: describeFile(options, path, done.sha) };
}
/** What the history says of a save; the branch holds nothing to build. */
function messageFor(baseline, name) {
    const [own] = (0,update_pool/* newestFirst */.ll)(baseline.records);
    const night = own?.provenance.createdAt.slice(0, 10) ?? 'no night';
    const run = own === undefined || own.provenance.runId === '' ? '' : `, run ${own.provenance.runId}`;
    return `Baseline ${name}: ${night}${run}\n\n[skip ci]`;
}


/***/ })

};
