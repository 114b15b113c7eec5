export const id = 188;
export const ids = [188];
export const modules = {

/***/ 7377:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   I: () => (/* binding */ describeFailure),
/* harmony export */   c: () => (/* binding */ statusOf)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7597);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(961);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3026);


/** What Octokit throws for an answer of 400 or more; 500 stands for no answer too. */
const requestError = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ status: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig().int() });
const answered = zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ response: zod__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ikc({ status: zod__WEBPACK_IMPORTED_MODULE_1__/* .number */ .aig() }) });
/**
 * The HTTP status behind a failed request.
 *
 * @param thrown what a request rejected with
 * @returns undefined when it is no failed request
 */
function statusOf(thrown) {
    return requestError.safeParse(thrown).data?.status;
}
/**
 * A failed request in a few words, e.g. `GitHub answered 403: Resource not accessible by integration`.
 *
 * @param thrown what a request, or the parsing of its answer, rejected with
 */
function describeFailure(thrown) {
    if (thrown instanceof zod__WEBPACK_IMPORTED_MODULE_2__/* .ZodError */ .G)
        return 'GitHub answered in an unknown shape';
    // Octokit adds a link to the documentation behind a dash.
    const message = (0,_core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .messageOf */ .bD)(thrown)
        .replace(/ - https:\/\/\S+$/, '')
        .slice(0, 300);
    const status = statusOf(thrown);
    if (status === undefined)
        return message;
    // What got no answer has a status too, 500, and no response.
    const isAnswered = answered.safeParse(thrown).success;
    return isAnswered ? `GitHub answered ${status}: ${message}` : `GitHub did not answer: ${message}`;
}


/***/ }),

/***/ 8600:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   W: () => (/* binding */ splitName)
/* harmony export */ });
/**
 * The two halves of a repository's name.
 *
 * @param fullName `owner/name`
 * @returns both; an empty text gives empty halves
 */
function splitName(fullName) {
    const [owner = '', repo = ''] = fullName.split('/');
    return { owner, repo };
}


/***/ }),

/***/ 2188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createRepositoryReader: () => (/* binding */ createRepositoryReader)
});

// EXTERNAL MODULE: ./build/src/core/config/permissions.js
var permissions = __webpack_require__(3912);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(7597);
;// CONCATENATED MODULE: ./build/src/adapters/github/list-caches.js

const entries = schemas/* array */.YOg(schemas/* object */.Ikc({
    key: schemas/* string */.YjP(),
    ref: schemas/* string */.YjP(),
    created_at: schemas/* string */.YjP(),
    size_in_bytes: schemas/* number */.aig().nonnegative(),
}));
/**
 * The cache entries of a repository under one ref, newest first, all pages. Needs actions: read.
 *
 * @param client asks
 * @param name the repository
 * @param query which entries
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

// EXTERNAL MODULE: ./build/src/adapters/github/github-errors.js
var github_errors = __webpack_require__(7377);
;// CONCATENATED MODULE: ./build/src/adapters/github/read-file.js

/**
 * A file of a repository at a commit. The raw media type is asked for: the JSON one leaves out the
 * content of files over 1 MB. A folder's listing comes back as if it were the file's text. Needs
 * contents: read.
 *
 * @param client asks
 * @param name the repository
 * @param query which file
 * @returns absent when GitHub answers 404, which it also does where the token may not look
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
        return await readBounded(data, query.maxBytes);
    }
    catch (error) {
        if ((0,github_errors/* statusOf */.c)(error) === 404)
            return { kind: 'absent' };
        throw error;
    }
}
/** The bytes of a stream, unless they are too many. */
async function readBounded(body, maxBytes) {
    const chunks = [];
    let size = 0;
    // An answer without a body has no stream.
    for await (const chunk of (body ?? [])) {
        size += chunk.length;
        // Leaving the loop cancels the stream and with it the download.
        if (size > maxBytes)
            return { kind: 'too-large' };
        chunks.push(chunk);
    }
    return { kind: 'found', bytes: Buffer.concat(chunks) };
}

// EXTERNAL MODULE: ./build/src/adapters/github/repository-name.js
var repository_name = __webpack_require__(8600);
// EXTERNAL MODULE: ./build/src/adapters/github/translated.js
var translated = __webpack_require__(1512);
;// CONCATENATED MODULE: ./build/src/adapters/github/repository-reader.js





/**
 * What stores read of a repository, with GitHub's refusals as coded errors.
 *
 * @param client asks
 * @param fullName `owner/name`
 */
function createRepositoryReader(client, fullName) {
    const name = (0,repository_name/* splitName */.W)(fullName);
    const caches = { what: `The caches of ${fullName}`, permission: permissions/* PERMISSIONS */.J.listCaches };
    const files = { what: `The files of ${fullName}`, permission: permissions/* PERMISSIONS */.J.readFiles };
    return {
        listCaches: (query) => (0,translated/* translated */.v)(caches, () => listCaches(client, name, query)),
        readFile: (query) => (0,translated/* translated */.v)(files, () => readFileAt(client, name, query)),
    };
}


/***/ }),

/***/ 1512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   v: () => (/* binding */ translated)
/* harmony export */ });
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3026);
/* harmony import */ var _github_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7377);


/** The status of a token that GitHub does not know, whatever it may do. */
const UNKNOWN_TOKEN = 401;
/** Statuses that mean the token may not look; private repositories answer 404. */
const REFUSALS = new Set([401, 403, 404]);
/**
 * Some reading, its failures as coded errors.
 *
 * @param errand what is read, and the permission it takes
 * @param work reads
 * @throws GateError CONFIG_PERMISSION where the token may not look, else BASELINE_UNREADABLE
 */
async function translated({ what, permission }, work) {
    try {
        return await work();
    }
    catch (error) {
        const failure = (0,_github_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .describeFailure */ .I)(error);
        throw REFUSALS.has((0,_github_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c)(error))
            ? new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .GateError */ .ue('CONFIG_PERMISSION', `${what} cannot be read (${failure}).`, {
                remedy: (0,_github_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c)(error) === UNKNOWN_TOKEN
                    ? 'Give a github-token that is still valid.'
                    : `Give the job \`${permission}\`.`,
                cause: error,
            })
            : new _core_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .GateError */ .ue('BASELINE_UNREADABLE', `${what} could not be read (${failure}).`, {
                remedy: 'Run it again; if it keeps failing, see githubstatus.com.',
                cause: error,
            });
    }
}


/***/ })

};
