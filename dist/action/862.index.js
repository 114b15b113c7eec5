export const id = 862;
export const ids = [862];
export const modules = {

/***/ 5862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   checkCommentPermission: () => (/* binding */ checkCommentPermission)
/* harmony export */ });
/* harmony import */ var _comment_problem_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1095);
/* harmony import */ var _github_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7377);
/* harmony import */ var _repository_name_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8600);



/** Refusals that stay refusals however good the comment is. */
const REFUSALS = new Set([401, 403, 404, 410]);
/**
 * Whether a comment would be refused, found out before anything is spent. No reading tells: job
 * tokens cannot be asked for their permissions. So a comment without text is offered, which GitHub
 * never takes: it answers 403 where the token may not write, and 422 for the missing text where it
 * may. Any other answer proves nothing and counts as allowed.
 *
 * @param client asks
 * @param place the pull request
 * @returns why it would be refused and what to do; undefined when nothing speaks against it
 * @see https://docs.github.com/en/rest/issues/comments#create-an-issue-comment
 */
async function checkCommentPermission(client, { repository, number }) {
    try {
        await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...(0,_repository_name_js__WEBPACK_IMPORTED_MODULE_2__/* .splitName */ .W)(repository),
            issue_number: number,
            body: '',
        });
        return undefined;
    }
    catch (error) {
        return REFUSALS.has((0,_github_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .statusOf */ .c)(error)) ? (0,_comment_problem_js__WEBPACK_IMPORTED_MODULE_0__/* .commentProblem */ .F)(error) : undefined;
    }
}


/***/ }),

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
