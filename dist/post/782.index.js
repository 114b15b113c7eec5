export const id = 782;
export const ids = [782];
export const modules = {

/***/ 782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   sharePictures: () => (/* binding */ sharePictures)
/* harmony export */ });
/* harmony import */ var _actions_cache__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1691);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3026);




/**
 * A data set whose files are kept in the Actions cache: restored before they are needed, and saved
 * once, complete. The cache is a convenience: whatever fails with it, the pictures are downloaded.
 * What is restored is trusted no more than a download, since the digests of rows and pictures are
 * compared with the baseline's.
 *
 * @param source downloads into the folder, and takes what is there already
 * @param options where the files are, and whether this run may save them
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching
 */
function sharePictures(source, options) {
    const key = `siuo-gate-pictures-${options.revision}`;
    let size = 0;
    let isRestored = false;
    return {
        load: async () => {
            isRestored = await restore(key, options);
            const dataset = await source.load();
            size = dataset.items.length;
            return dataset;
        },
        prefetch: async (items, signal) => {
            const digests = await source.prefetch(items, signal);
            const isComplete = items.length === size;
            if (isComplete && options.maySave && !isRestored)
                await save(key, options);
            return digests;
        },
        picture: (item) => source.picture(item),
    };
}
/** Fetches the folder from the cache, unless this machine has it; whether the cache has it. */
async function restore(key, { folder, log }) {
    if (!(0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .isFeatureAvailable */ .w3)() || (0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.join)(folder, 'images')))
        return false;
    try {
        return (await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .restoreCache */ .P3)([folder], key)) === key;
    }
    catch (error) {
        log.warning(`The pictures were not restored from the cache: ${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`);
        return false;
    }
}
/** Saves the folder; that it is saved already is no failure. */
async function save(key, { folder, log }) {
    if (!(0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .isFeatureAvailable */ .w3)())
        return;
    try {
        await (0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .saveCache */ .Io)([folder], key);
    }
    catch (error) {
        log.warning(`The pictures were not saved to the cache: ${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .messageOf */ .bD)(error)}`);
    }
}


/***/ })

};
