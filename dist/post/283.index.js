export const id = 283;
export const ids = [283];
export const modules = {

/***/ 283:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createDataBranch: () => (/* binding */ createDataBranch)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(7597);
// EXTERNAL MODULE: ./build/src/core/config/permissions.js
var permissions = __webpack_require__(3912);
// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __webpack_require__(3026);
// EXTERNAL MODULE: ./build/src/adapters/github/github-errors.js
var github_errors = __webpack_require__(7377);
;// CONCATENATED MODULE: ./build/src/adapters/github/write-commit.js

const object = schemas/* object */.Ikc({ sha: schemas/* string */.YjP() });
const commitObject = schemas/* object */.Ikc({ tree: object });
/**
 * Writes a commit of one file, which no branch holds yet. The file goes up as a blob in base64, since
 * the tree's own inline content is for small texts.
 *
 * @param client asks; needs contents: write
 * @param name the repository
 * @param change the file, and the commit it stands on; without one it stands alone
 * @returns the commit's id
 * @throws what a request rejects with
 * @see https://docs.github.com/en/rest/git/trees#create-a-tree
 */
async function writeCommit(client, name, { path, text, message, parent }) {
    const blob = await client.request('POST /repos/{owner}/{repo}/git/blobs', {
        ...name,
        content: Buffer.from(text).toString('base64'),
        encoding: 'base64',
    });
    const line = { path, mode: '100644', type: 'blob', sha: object.parse(blob.data).sha };
    const tree = await client.request('POST /repos/{owner}/{repo}/git/trees', {
        ...name,
        tree: [line],
        ...(parent === undefined ? {} : { base_tree: await treeOf(client, name, parent) }),
    });
    const commit = await client.request('POST /repos/{owner}/{repo}/git/commits', {
        ...name,
        message,
        tree: object.parse(tree.data).sha,
        parents: parent === undefined ? [] : [parent],
    });
    return object.parse(commit.data).sha;
}
/** The tree of a commit: the other files of the branch stay as they are. */
async function treeOf(client, name, sha) {
    const { data } = await client.request('GET /repos/{owner}/{repo}/git/commits/{commit_sha}', {
        ...name,
        commit_sha: sha,
    });
    return commitObject.parse(data).tree.sha;
}

// EXTERNAL MODULE: ./build/src/adapters/github/repository-name.js
var repository_name = __webpack_require__(8600);
// EXTERNAL MODULE: ./build/src/adapters/github/translated.js
var translated = __webpack_require__(1512);
;// CONCATENATED MODULE: ./build/src/adapters/github/data-branch.js







/** An object that no repository has: git's own id for none. */
const NO_OBJECT = '0'.repeat(40);
/** Commits that are looked through for one that an earlier attempt saw. */
const MOST_COMMITS = 100;
/** Statuses for a branch, or a whole repository, without a commit. */
const NOTHING_THERE = new Set([404, 409]);
/** Refusals that say that the token may not write. */
const MAY_NOT_WRITE = new Set([401, 403, 404]);
/** What a reference that was not moved is answered with when somebody else was faster. */
const OVERTAKEN = /fast.forward|already exists|does not exist/i;
const reference = schemas/* object */.Ikc({ object: schemas/* object */.Ikc({ sha: schemas/* string */.YjP() }) });
const commits = schemas/* array */.YOg(schemas/* object */.Ikc({ sha: schemas/* string */.YjP() }));
/**
 * A branch of data over GitHub's git data API, which needs no checkout and moves a branch only
 * forward: of two writers, the second is told.
 *
 * @param client asks; reading needs contents: read, writing contents: write
 * @param options which branch
 * @see https://docs.github.com/en/rest/git/refs
 */
function createDataBranch(client, options) {
    const name = (0,repository_name/* splitName */.W)(options.repository);
    const ref = `heads/${options.branch}`;
    const what = `The branch ${options.branch} of ${options.repository}`;
    const read = (work) => (0,translated/* translated */.v)({ what, permission: permissions/* PERMISSIONS */.J.readFiles }, work);
    return {
        tip: () => read(() => tipOf(client, { ...name, ref })),
        changes: (path, from) => read(async () => {
            const { data } = await client.request('GET /repos/{owner}/{repo}/commits', {
                ...name,
                path,
                sha: from,
                per_page: MOST_COMMITS,
            });
            return commits.parse(data).map(({ sha }) => sha);
        }),
        commit: (change) => commit(client, { ...name, ref }, change),
        requireWrite: () => requireWrite(client, { ...name, ref: `refs/${ref}` }, what),
    };
}
/** The newest commit of a branch; undefined where there is none. */
async function tipOf(client, place) {
    try {
        const { data } = await client.request('GET /repos/{owner}/{repo}/git/ref/{ref}', {
            ...place,
        });
        return reference.parse(data).object.sha;
    }
    catch (error) {
        if (NOTHING_THERE.has((0,github_errors/* statusOf */.c)(error)))
            return undefined;
        throw error;
    }
}
/** Makes a commit and moves the branch to it, or makes the branch. */
async function commit(client, { owner, repo, ref }, change) {
    const sha = await writeCommit(client, { owner, repo }, change);
    try {
        await (change.parent === undefined
            ? client.request('POST /repos/{owner}/{repo}/git/refs', {
                owner,
                repo,
                ref: `refs/${ref}`,
                sha,
            })
            : client.request('PATCH /repos/{owner}/{repo}/git/refs/{ref}', {
                owner,
                repo,
                ref,
                sha,
                force: false,
            }));
        return { kind: 'committed', sha };
    }
    catch (error) {
        if ((0,github_errors/* statusOf */.c)(error) === 422 && OVERTAKEN.test((0,github_errors/* describeFailure */.I)(error)))
            return { kind: 'overtaken' };
        throw error;
    }
}
/**
 * No reading tells whether a token may write. So a reference to no object is offered, which GitHub
 * never takes: it answers 403 where the token may not write, and 422 for the object where it may.
 */
async function requireWrite(client, place, what) {
    try {
        await client.request('POST /repos/{owner}/{repo}/git/refs', { ...place, sha: NO_OBJECT });
    }
    catch (error) {
        if (!MAY_NOT_WRITE.has((0,github_errors/* statusOf */.c)(error)))
            return;
        throw new errors/* GateError */.ue('CONFIG_PERMISSION', `${what}, which this run is to write, cannot be written (${(0,github_errors/* describeFailure */.I)(error)}).`, {
            remedy: `Give the job \`${permissions/* PERMISSIONS */.J.writeFiles}\`, or set \`update-baseline: never\`.`,
            cause: error,
        });
    }
}


/***/ }),

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
