export const id = 654;
export const ids = [654];
export const modules = {

/***/ 6654:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createDataBranch: () => (/* binding */ createDataBranch)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3339);
/* harmony import */ var _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9086);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7406);
/* harmony import */ var _github_client_io_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4686);
/* harmony import */ var _github_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9656);





/** An object that no repository has: git's own id for none. */
const NO_OBJECT = '0'.repeat(40);
/** Commits that are looked through for one that an earlier attempt saw. */
const MOST_COMMITS = 100;
/** Statuses for a branch, or a whole repository, without a commit. */
const NOTHING_THERE = new Set([404, 409]);
/** What a reference that was not moved is answered with when somebody else was faster. */
const OVERTAKEN = /fast.forward|already exists|does not exist/i;
const reference = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ object: zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ sha: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP() }) });
const commits = zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ sha: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP() }));
/**
 * A branch of data over GitHub's git data API, which needs no checkout and moves a branch only
 * forward: of two writers, the second is told.
 *
 * @param client asks; reading needs contents: read, writing contents: write
 * @param options which branch
 * @see https://docs.github.com/en/rest/git/refs
 */
function createDataBranch(client, options) {
    const name = (0,_github_client_io_js__WEBPACK_IMPORTED_MODULE_2__.splitName)(options.repository);
    const ref = `heads/${options.branch}`;
    const what = `The branch ${options.branch} of ${options.repository}`;
    const read = (work) => (0,_github_errors_js__WEBPACK_IMPORTED_MODULE_3__.translated)({ what, permission: _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PERMISSIONS */ .Jj.readFiles }, work);
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
        if (NOTHING_THERE.has((0,_github_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .statusOf */ .c2)(error)))
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
        if ((0,_github_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .statusOf */ .c2)(error) === 422 && OVERTAKEN.test((0,_github_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .describeFailure */ .Ic)(error)))
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
        if (!(0,_github_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isLasting */ .dJ)(error))
            return;
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue('CONFIG_PERMISSION', `${what}, which this run is to write, cannot be written (${(0,_github_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .describeFailure */ .Ic)(error)}).`, {
            remedy: `${(0,_github_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .remedyOf */ .SM)(error, _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PERMISSIONS */ .Jj.writeFiles).replace(/\.$/, '')}, or set \`update-baseline: never\`.`,
            cause: error,
        });
    }
}
const object = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ sha: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP() });
const commitObject = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({ tree: object });
/**
 * Writes a commit of one file, which no branch holds yet. The file goes up as a blob in base64, since
 * the tree's own inline content is for small texts.
 *
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


/***/ })

};
