export const id = 72;
export const ids = [72];
export const modules = {

/***/ 8691:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createRepositoryReader: () => (/* binding */ createRepositoryReader),
/* harmony export */   readFileAt: () => (/* binding */ readFileAt)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3339);
/* harmony import */ var _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9086);
/* harmony import */ var _http_io_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3311);
/* harmony import */ var _github_client_io_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4686);
/* harmony import */ var _github_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9656);





/**
 * What stores read of a repository, with GitHub's refusals as coded errors.
 *
 * @param client asks
 * @param fullName `owner/name`
 */
function createRepositoryReader(client, fullName) {
    const name = (0,_github_client_io_js__WEBPACK_IMPORTED_MODULE_2__.splitName)(fullName);
    const caches = { what: `The caches of ${fullName}`, permission: _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PERMISSIONS */ .Jj.listCaches };
    const files = { what: `The files of ${fullName}`, permission: _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PERMISSIONS */ .Jj.readFiles };
    return {
        listCaches: (query) => (0,_github_errors_js__WEBPACK_IMPORTED_MODULE_3__.translated)(caches, () => listCaches(client, name, query)),
        readFile: (query) => (0,_github_errors_js__WEBPACK_IMPORTED_MODULE_3__.translated)(files, () => readFileAt(client, name, query)),
    };
}
const entries = zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    key: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(),
    ref: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(),
    created_at: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(),
    size_in_bytes: zod__WEBPACK_IMPORTED_MODULE_4__/* .number */ .aig().nonnegative(),
}));
/**
 * The cache entries of a repository under one ref, newest first, all pages. Needs actions: read.
 *
 * @throws what the request rejects with, or a ZodError for an answer of another shape
 * @see https://docs.github.com/en/rest/actions/cache#list-github-actions-caches-for-a-repository
 */
async function listCaches(client, name, query) {
    const listed = await client.paginate('GET /repos/{owner}/{repo}/actions/caches', {
        ...name,
        key: query.prefix,
        ref: query.ref,
        sort: 'created_at',
        direction: 'desc',
        per_page: 100,
    });
    return (entries
        .parse(listed)
        // The API matches as it likes; what is trusted is what was asked for.
        .filter((entry) => entry.ref === query.ref && entry.key.startsWith(query.prefix))
        .sort((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at))
        .map((entry) => ({ key: entry.key, ref: entry.ref, size: entry.size_in_bytes })));
}
/**
 * A file of a repository at a commit. The raw media type is asked for: the JSON one leaves out the
 * content of files over 1 MB. A folder's listing comes back as if it were the file's text. Needs
 * contents: read.
 *
 * @throws what the request rejects with otherwise
 * @see https://docs.github.com/en/rest/repos/contents#get-repository-content
 */
async function readFileAt(client, name, query) {
    try {
        const { data } = await client.request('GET /repos/{owner}/{repo}/contents/{path}', {
            ...name,
            path: query.path,
            ref: query.ref,
            headers: { accept: 'application/vnd.github.raw+json' },
            // The body as a stream, so that a huge one can be dropped before it fills the memory.
            request: { parseSuccessResponseBody: false },
        });
        const bytes = await (0,_http_io_js__WEBPACK_IMPORTED_MODULE_1__/* .readUpTo */ .V)(data, query.maxBytes);
        return bytes === undefined ? { kind: 'too-large' } : { kind: 'found', bytes };
    }
    catch (error) {
        if ((0,_github_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .statusOf */ .c2)(error) === 404)
            return { kind: 'absent' };
        throw error;
    }
}


/***/ })

};
