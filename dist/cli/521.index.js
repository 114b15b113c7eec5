export const id = 521;
export const ids = [521];
export const modules = {

/***/ 521:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   findPull: () => (/* binding */ findPull)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7597);
/* harmony import */ var _core_config_permissions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3912);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3026);
/* harmony import */ var _github_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7377);
/* harmony import */ var _repository_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8600);





const pulls = zod__WEBPACK_IMPORTED_MODULE_3__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({
    number: zod__WEBPACK_IMPORTED_MODULE_3__/* .number */ .aig().int().positive(),
    head: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ sha: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), repo: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ full_name: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP() }).nullish() }),
    base: zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ sha: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP(), ref: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().min(1) }),
}));
/**
 * The open pull request that another run was for. GitHub lists none in the event of a fork's run, and
 * finds none by its commit, so that it is looked for by the head's owner and branch; only one whose
 * head is still the very commit of that run counts.
 *
 * @param client reads; needs pull-requests: read
 * @param repository `owner/name` of the base
 * @param run the other run, from the event's payload
 * @returns undefined when there is none: closed, moved on, or its fork is gone; the oldest of several
 * @throws GateError CONFIG_PERMISSION when GitHub does not tell
 * @see https://docs.github.com/en/rest/pulls/pulls#list-pull-requests
 */
async function findPull(client, repository, run) {
    const { headRepository, headBranch, headSha, isDependabot } = run;
    if (headRepository === '' || headBranch === '')
        return undefined;
    const { owner } = (0,_repository_name_js__WEBPACK_IMPORTED_MODULE_4__/* .splitName */ .W)(headRepository);
    const listed = await listPulls(client, repository, `${owner}:${headBranch}`);
    const [found] = listed
        .filter(({ head }) => head.sha === headSha && head.repo?.full_name === headRepository)
        .sort((a, b) => a.number - b.number);
    if (found === undefined)
        return undefined;
    return {
        number: found.number,
        headSha,
        headRepository,
        baseSha: found.base.sha,
        baseBranch: found.base.ref,
        isOpen: true,
        isFork: headRepository !== repository,
        isDependabot,
    };
}
/** The open pull requests from one branch. */
async function listPulls(client, repository, head) {
    try {
        const listed = await client.paginate('GET /repos/{owner}/{repo}/pulls', {
            ...(0,_repository_name_js__WEBPACK_IMPORTED_MODULE_4__/* .splitName */ .W)(repository),
            state: 'open',
            head,
            per_page: 100,
        });
        return pulls.parse(listed);
    }
    catch (error) {
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue('CONFIG_PERMISSION', `The pull requests of ${repository} cannot be read (${(0,_github_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .describeFailure */ .I)(error)}).`, {
            remedy: `Give the job \`${_core_config_permissions_js__WEBPACK_IMPORTED_MODULE_0__/* .PERMISSIONS */ .J.comment}\`, which the comment needs too.`,
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


/***/ })

};
