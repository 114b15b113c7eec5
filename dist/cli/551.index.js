export const id = 551;
export const ids = [551];
export const modules = {

/***/ 1095:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   F: () => (/* binding */ commentProblem)
/* harmony export */ });
/* harmony import */ var _core_config_permissions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3912);
/* harmony import */ var _github_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7377);


/** What to do about a refusal of a comment, by its status. */
const REMEDIES = {
    401: 'Give a github-token that is still valid.',
    403: `Give the job \`${_core_config_permissions_js__WEBPACK_IMPORTED_MODULE_0__/* .PERMISSIONS */ .J.comment}\`; pull requests from forks and of Dependabot get a token that only reads, and a locked conversation takes no comments.`,
    404: 'Give a github-token that sees this pull request.',
    410: 'Comments are switched off here; set `comment: never`.',
    422: 'GitHub does not take this text, or no more comments here; the step summary has the report.',
    429: 'The rate limit of the token is used up; run it again later.',
};
/**
 * Why a comment was not, or will not be, written and what to do, in one line for a warning that says
 * the first part.
 *
 * @param thrown what the request rejected with
 */
function commentProblem(thrown) {
    const remedy = REMEDIES[(0,_github_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c)(thrown) ?? 0] ?? 'The step summary has the report.';
    return `${(0,_github_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .describeFailure */ .I)(thrown)}. ${remedy}`;
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

/***/ 7551:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  postComment: () => (/* binding */ postComment)
});

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(7597);
// EXTERNAL MODULE: ./build/src/core/report/markdown/comment-marker.js
var comment_marker = __webpack_require__(400);
// EXTERNAL MODULE: ./build/src/core/report/markdown/verdict-history.js
var verdict_history = __webpack_require__(2592);
// EXTERNAL MODULE: ./build/src/adapters/github/comment-problem.js
var comment_problem = __webpack_require__(1095);
// EXTERNAL MODULE: ./build/src/adapters/github/repository-name.js
var repository_name = __webpack_require__(8600);
;// CONCATENATED MODULE: ./build/src/adapters/github/viewer-login.js

/** Who the job token of every repository comments as. */
const JOB_TOKEN_LOGIN = 'github-actions[bot]';
const viewerAnswer = schemas/* object */.Ikc({ viewer: schemas/* object */.Ikc({ login: schemas/* string */.YjP().min(1) }) });
/**
 * The login that the client's comments are made under. `GET /user` is refused to job and App tokens;
 * GraphQL's viewer is not.
 *
 * @param client asks
 * @returns the login; that of the job token when GitHub does not tell
 * @see https://docs.github.com/en/graphql/reference/queries#viewer
 */
async function viewerLogin(client) {
    try {
        const answer = await client.graphql('query { viewer { login } }');
        return viewerAnswer.parse(answer).viewer.login;
    }
    catch {
        return JOB_TOKEN_LOGIN;
    }
}

;// CONCATENATED MODULE: ./build/src/adapters/github/find-own-comment.js




const comments = schemas/* array */.YOg(schemas/* object */.Ikc({
    id: schemas/* number */.aig(),
    html_url: schemas/* string */.YjP(),
    body: schemas/* string */.YjP().nullish(),
    user: schemas/* object */.Ikc({ login: schemas/* string */.YjP() }).nullish(),
}));
/**
 * The comments of ours with this key, of the newest run first: those that begin with our marker and
 * were made under our login, so that nobody's imitation is taken for ours. More than one there are
 * only when two first runs overlapped.
 *
 * @param client asks
 * @param place where and which
 * @throws what the request rejects with, or a ZodError for an answer of another shape
 * @see https://docs.github.com/en/rest/issues/comments#list-issue-comments
 */
async function findOwnComments(client, place) {
    const [login, listed] = await Promise.all([viewerLogin(client), listComments(client, place)]);
    return listed
        .filter(({ user }) => user?.login === login)
        .flatMap(({ id, html_url: url, body }) => {
        const marker = (0,comment_marker/* parseMarker */.gY)(body ?? '');
        return marker?.key === place.key ? [{ id, url, body: body ?? '', marker }] : [];
    })
        .sort((a, b) => (0,comment_marker/* compareRuns */.qB)(b.marker, a.marker) || a.id - b.id);
}
/** Every comment on a pull request, all pages. */
async function listComments(client, { repository, number }) {
    const listed = await client.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', { ...(0,repository_name/* splitName */.W)(repository), issue_number: number, per_page: 100 });
    return comments.parse(listed);
}

// EXTERNAL MODULE: ./build/src/adapters/github/github-errors.js
var github_errors = __webpack_require__(7377);
;// CONCATENATED MODULE: ./build/src/adapters/github/post-comment.js







const answer = schemas/* object */.Ikc({ html_url: schemas/* string */.YjP() });
/** How often finding and writing is tried: a write that failed half-way is found the second time. */
const ROUNDS = 2;
/**
 * Writes the one comment that a pull request has of this key: updates the one of an earlier run in
 * place, makes one where there is none, and leaves a newer run's alone. Comments of ours that
 * overlapping runs left besides are taken away.
 *
 * @param client asks and writes; needs pull-requests: write
 * @param draft where, what, and by which run
 * @throws GateError CONFIG_INVALID for a key that could break out of the marker
 * @see https://docs.github.com/en/rest/issues/comments
 */
async function postComment(client, draft) {
    const marker = (0,comment_marker/* renderMarker */.Bd)({ key: draft.key, ...draft.run });
    for (let round = 1;; round += 1) {
        try {
            return await upsert(client, draft, marker);
        }
        catch (error) {
            // Only a failing server may have kept what it did not confirm.
            if (round === ROUNDS || ((0,github_errors/* statusOf */.c)(error) ?? 0) < 500) {
                return { posted: false, problem: (0,comment_problem/* commentProblem */.F)(error) };
            }
        }
    }
}
/** Finds our comment and writes it. */
async function upsert(client, draft, marker) {
    const [newest, ...others] = await findOwnComments(client, draft);
    if (newest !== undefined && (0,comment_marker/* compareRuns */.qB)(newest.marker, draft.run) > 0) {
        const { runId, runAttempt } = newest.marker;
        const problem = `Run ${runId}, attempt ${runAttempt}, is newer and has commented already; its comment stands.`;
        return { posted: false, problem };
    }
    const earlier = (0,verdict_history/* verdictsBefore */.wl)((0,verdict_history/* parseVerdicts */.kU)(newest?.body ?? ''), draft.run);
    const kept = (0,verdict_history/* renderVerdicts */.jA)([...earlier, { ...draft.run, ...draft.verdict }]);
    const text = `${marker}\n${kept}\n${draft.render(earlier)}`;
    const url = await write(client, draft, { text, existing: newest });
    await Promise.all(others.map((other) => remove(client, draft, other)));
    return { posted: true, url };
}
/** Updates a comment, or makes one; gives its address. */
async function write(client, { repository, number }, { text, existing }) {
    const name = (0,repository_name/* splitName */.W)(repository);
    const { data } = existing === undefined
        ? await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...name,
            issue_number: number,
            body: text,
        })
        : await client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
            ...name,
            comment_id: existing.id,
            body: text,
        });
    return answer.parse(data).html_url;
}
/** Takes a left-over comment away; one that stays is no reason to fail. */
async function remove(client, { repository }, { id }) {
    try {
        await client.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', {
            ...(0,repository_name/* splitName */.W)(repository),
            comment_id: id,
        });
    }
    catch {
        // It is out of date, and the next run tries again.
    }
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


/***/ })

};
