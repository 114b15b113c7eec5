export const id = 633;
export const ids = [633];
export const modules = {

/***/ 633:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createCacheStore: () => (/* binding */ createCacheStore)
/* harmony export */ });
/* unused harmony exports baselineKeyPrefix, baselineKey, isBaselineKey */
/* harmony import */ var _actions_cache__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4635);
/* harmony import */ var _digest_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3837);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7406);
/* harmony import */ var _baseline_file_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2677);
/* harmony import */ var _github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(940);
/* harmony import */ var _same_run_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3807);
/* harmony import */ var _update_pool_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(4403);







/** The one file of a baseline's entry. */ const MEMBER = {
    name: 'siuo-gate-baseline.json',
    maxBytes: _baseline_file_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_BASELINE_BYTES */ .Zg
};
/**
 * Baselines in the repository's Actions cache. Entries are found by listing them under the base
 * branch's ref, where no pull request can write, and only then restored; see docs/security.md.
 *
 * @param options name, context, reader and temp folder
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching
 */ function createCacheStore(options) {
    return {
        find: async (preferred)=>{
            requireService();
            const entry = await findEntry(options, preferred);
            return entry === undefined ? absent(options.context) : restore(entry, options);
        },
        // What decides is the cache's own token, and nothing tells what that may do.
        requireWrite: ()=>Promise.resolve(),
        save: (baseline)=>save(baseline, options)
    };
}
/** Stops a run whose cache service is not there: nothing could be restored. */ function requireService() {
    if ((0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .isFeatureAvailable */ .w3)()) return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue('BASELINE_UNREADABLE', 'The Actions cache is not available to this step.', {
        remedy: 'Give `baseline: file:PATH`, or run it on a runner with the cache service.'
    });
}
/** The message for no entry at all. */ function absent({ baseBranch, defaultBranch }) {
    const branches = [
        ...new Set([
            baseBranch,
            defaultBranch
        ])
    ].filter((branch)=>branch !== '');
    return {
        kind: 'absent',
        where: `the Actions cache of ${branches.join(' or ')}`,
        remedy: `Run the gate once on ${branches[0] ?? 'the base branch'} (schedule, push or workflow_dispatch). If that was done, the entry was evicted: the cache drops what was not used for 7 days or is beyond 10 GB; a nightly run keeps it.`
    };
}
/** Restores a listed entry, unless something stands in its way. */ async function restore(entry, options) {
    const where = describeEntry(entry);
    if (entry.size > _baseline_file_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_BASELINE_BYTES */ .Zg) return (0,_baseline_file_js__WEBPACK_IMPORTED_MODULE_2__/* .lookupIn */ .IX)({
        kind: 'too-large'
    }, options.name, where);
    const shadow = await (0,_github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_3__/* .findShadow */ .wy)(entry, options);
    if (shadow !== undefined) return planted(shadow, where);
    const restored = await (0,_github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_3__/* .restoreFile */ .VX)(entry.key, {
        tempFolder: options.tempFolder,
        member: MEMBER
    });
    // Once more: an entry planted since the first look may be what was restored.
    const lateShadow = await (0,_github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_3__/* .findShadow */ .wy)(entry, options);
    if (lateShadow !== undefined) return planted(lateShadow, where);
    if (restored.kind === 'refused') return refused(where);
    if (restored.kind === 'strange') {
        return {
            kind: 'unusable',
            where,
            problem: restored.problem,
            remedy: deleteIt(entry)
        };
    }
    return (0,_baseline_file_js__WEBPACK_IMPORTED_MODULE_2__/* .lookupIn */ .IX)({
        kind: 'found',
        bytes: restored.bytes
    }, options.name, where);
}
/** The message for an entry of the same key where this run would find it first. */ function planted(shadow, where) {
    const problem = `A cache entry with its key also stands under ${shadow.ref}, and this run would restore that one.`;
    return {
        kind: 'unusable',
        where,
        problem,
        remedy: deleteIt(shadow)
    };
}
/** How to get rid of an entry. */ function deleteIt({ key, ref }) {
    return `Delete it (gh cache delete '${key}' --ref ${ref}), find out who saved it, and run this again.`;
}
/** The message for an entry that is listed and not handed out. */ function refused(where) {
    return {
        kind: 'unusable',
        where,
        problem: 'It is listed, but the cache service did not hand it out to this run.',
        remedy: 'See the log above. It happens where the run may not read that branch’s cache (pull_request_target or workflow_run for a branch that is not the default one, cache-mode) or packs otherwise (no zstd, another proxy); `baseline: branch:NAME` or `file:PATH` works there.'
    };
}
/** Saves a baseline under a key of this run. */ async function save(baseline, options) {
    const { context, name, tempFolder } = options;
    const branch = context.baseBranch;
    if (context.ref !== `refs/heads/${branch}`) {
        return notSaved(`A run on ${context.ref} saves where no later run on ${branch} looks`);
    }
    if (!(0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .isFeatureAvailable */ .w3)()) return notSaved('The Actions cache is not available to this step');
    const text = JSON.stringify(baseline);
    if (Buffer.byteLength(text) > _baseline_file_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_BASELINE_BYTES */ .Zg) return notSaved('It is too large to be read again');
    const key = baselineKey({
        name,
        branch
    }, context);
    try {
        if (await (0,_github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_3__/* .saveFile */ .OJ)(key, text, {
            tempFolder,
            member: MEMBER
        })) return {
            saved: true,
            where: `cache entry ${key} of ${context.ref}`
        };
        return notSaved(await takenBy(key, baseline, options).catch(()=>undefined) ?? `The cache service refused ${key}; the log above may say why (read-only token, cache-mode, key taken)`);
    } catch (error) {
        return notSaved((0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error));
    }
}
/** That another gate of this run has saved under the same key; undefined where none has. */ async function takenBy(key, baseline, options) {
    const { name, context } = options;
    const where = describeEntry({
        key,
        ref: context.ref
    });
    const entry = await findEntry(options, where);
    if (entry === undefined || describeEntry(entry) !== where) return undefined;
    const found = await restore(entry, options);
    if (found.kind !== 'found' || (0,_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOfJson */ .Q)(found.baseline) === (0,_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOfJson */ .Q)(baseline)) {
        return undefined;
    }
    const [own] = (0,_update_pool_js__WEBPACK_IMPORTED_MODULE_5__/* .newestFirst */ .ll)(baseline.records);
    const other = own === undefined ? undefined : (0,_same_run_js__WEBPACK_IMPORTED_MODULE_4__/* .otherGateOfRun */ .yg)(found.baseline.records, own);
    const said = own === undefined || other === undefined ? `Another gate of run ${context.runId} has saved the baseline ${JSON.stringify(name)}.` : (0,_same_run_js__WEBPACK_IMPORTED_MODULE_4__/* .otherGateSentence */ .DW)(name, other, own);
    return `${said} ${_same_run_js__WEBPACK_IMPORTED_MODULE_4__/* .TELL_APART */ .jO}`.replace(/\.$/, '');
}
/** A save that did not happen. */ function notSaved(why) {
    return {
        saved: false,
        problem: `${why}.`
    };
}
/**
 * The newest entry of a baseline: of the base branch, else of the default branch. The preferred one, by
 * its description, is taken where it is still listed: an earlier attempt compared with it.
 *
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE
 */ async function findEntry({ name, context, reader }, preferred) {
    const branches = new Set([
        context.baseBranch,
        context.defaultBranch
    ].filter((branch)=>branch !== ''));
    const newest = [];
    for (const branch of branches){
        const identity = {
            name,
            branch
        };
        const prefix = baselineKeyPrefix(identity);
        const listed = await reader.listCaches({
            prefix,
            ref: `refs/heads/${branch}`
        });
        const own = listed.filter(({ key })=>isBaselineKey(key, identity));
        const begunWith = own.find((entry)=>describeEntry(entry) === preferred);
        if (begunWith !== undefined) return begunWith;
        newest.push(...own.slice(0, 1));
        if (preferred === undefined && newest.length > 0) break;
    }
    return newest[0];
}
/** An entry in words, the same for as long as it is there. */ function describeEntry({ key, ref }) {
    return `cache entry ${key} of ${ref}`;
}
/** The longest branch that stands in a key as it is: the service takes keys of 512 characters. */ const LONGEST_BRANCH = 200;
/**
 * What the keys of a baseline's cache entries begin with. Keys of other baselines may begin so too,
 * see {@link isBaselineKey}.
 *
 * @param identity name and branch; a branch is percent-encoded, a very long one is its digest behind
 *   a tilde, which no branch may hold
 */ function baselineKeyPrefix({ name, branch }) {
    const encoded = encodeURIComponent(branch);
    const shown = encoded.length <= LONGEST_BRANCH ? encoded : `~${(0,_digest_js__WEBPACK_IMPORTED_MODULE_6__/* .digestOf */ .o)(branch)}`;
    return `siuo-gate-baseline-${name}-${shown}-`;
}
/**
 * The key under which a run saves a baseline; no two runs share one.
 *
 * @param identity name and branch
 */ function baselineKey(identity, run) {
    return `${baselineKeyPrefix(identity)}${run.runId}-${run.runAttempt}`;
}
/**
 * Whether a key is one of this baseline's: the prefix of `default` on `main` is also that of
 * `default-main` on `main`.
 *
 * @param key any key
 * @param identity name and branch
 */ function isBaselineKey(key, identity) {
    const prefix = baselineKeyPrefix(identity);
    return key.startsWith(prefix) && /^\d+-\d+$/.test(key.slice(prefix.length));
}


/***/ })

};
