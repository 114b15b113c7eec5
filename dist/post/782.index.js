export const id = 782;
export const ids = [782];
export const modules = {

/***/ 25843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ findShadow)
/* harmony export */ });
/**
 * An entry that a restore by this one's key would find before it. A run searches its own ref first,
 * then a pull request's base, then the default branch; and within each of them a key that merely
 * begins so will do. So any entry under an earlier ref whose key begins with this one counts.
 *
 * @param entry the entry that is wanted
 * @param search the run, and what lists entries
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#cache-key-matching
 */
async function findShadow(entry, { context, reader }) {
    const searched = [context.ref, `refs/heads/${context.baseBranch}`];
    const end = searched.indexOf(entry.ref);
    const earlier = new Set(end < 0 ? searched : searched.slice(0, end));
    const found = await Promise.all([...earlier].map((ref) => reader.listCaches({ prefix: entry.key, ref })));
    return found.flat()[0];
}


/***/ }),

/***/ 30782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   sharePictures: () => (/* binding */ sharePictures)
/* harmony export */ });
/* harmony import */ var _actions_cache__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(61691);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(73024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(76760);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43026);
/* harmony import */ var _actions_cache_find_shadow_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(25843);





/**
 * A data set whose files are kept in the Actions cache: restored before they are needed, and saved
 * once, complete, by runs on the default branch. The cache is a convenience: whatever fails with it,
 * the pictures are downloaded. Archives are unpacked with their paths as they are, so only an entry
 * of the default branch is restored, and only where no other entry would be found before it.
 *
 * @param source downloads into the folder, and takes what is there already
 * @param options where the files are, and which run this is
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching
 */
function sharePictures(source, options) {
    let size = 0;
    let isRestored = false;
    return {
        load: async () => {
            isRestored = await tried('restored from', options.log, () => restore(options));
            const dataset = await source.load();
            size = dataset.items.length;
            return dataset;
        },
        prefetch: async (items, signal) => {
            const digests = await source.prefetch(items, signal);
            if (items.length === size && options.context.isDefaultBranch && !isRestored) {
                await tried('saved to', options.log, () => save(options));
            }
            return digests;
        },
        picture: (item) => source.picture(item),
    };
}
/** Does something with the cache, if there is one; a failure is a warning, and counts as not done. */
async function tried(what, log, work) {
    if (!(0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .isFeatureAvailable */ .w3)())
        return false;
    try {
        return await work();
    }
    catch (error) {
        log.warning(`The pictures were not ${what} the cache: ${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`);
        return false;
    }
}
/** The key of a revision's entry. */
function keyOf({ revision }) {
    return `siuo-gate-pictures-${revision}`;
}
/** Fetches the folder from the cache, unless this machine has it; whether the cache has it. */
async function restore(options) {
    const { folder, context, reader, log } = options;
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'images')))
        return false;
    const key = keyOf(options);
    const ref = `refs/heads/${context.defaultBranch}`;
    const listed = await reader.listCaches({ prefix: key, ref });
    const entry = listed.find((each) => each.key === key);
    if (entry === undefined)
        return false;
    const shadow = await (0,_actions_cache_find_shadow_js__WEBPACK_IMPORTED_MODULE_4__/* .findShadow */ .w)(entry, options);
    if (shadow === undefined)
        return (await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .restoreCache */ .P3)([folder], key)) === key;
    log.warning(`The pictures are downloaded: the cache entry ${shadow.key} of ${shadow.ref} stands before the default branch's.`);
    return false;
}
/** Saves the folder; that it is saved already is no failure. */
async function save(options) {
    return (await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .saveCache */ .Io)([options.folder], keyOf(options))) >= 0;
}


/***/ })

};
