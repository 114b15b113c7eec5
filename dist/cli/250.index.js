export const id = 250;
export const ids = [250];
export const modules = {

/***/ 2250:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fetchDefaultBranch: () => (/* binding */ fetchDefaultBranch)
/* harmony export */ });
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7597);
/* harmony import */ var _core_config_permissions_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3912);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3026);
/* harmony import */ var _github_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7377);
/* harmony import */ var _repository_name_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8600);





const repository = zod__WEBPACK_IMPORTED_MODULE_3__/* .object */ .Ikc({ default_branch: zod__WEBPACK_IMPORTED_MODULE_3__/* .string */ .YjP().min(1) });
/**
 * The default branch of a repository, for events whose payload does not name it.
 *
 * @param client reads it; metadata: read is enough
 * @param fullName `owner/name`
 * @throws GateError CONFIG_PERMISSION when GitHub does not tell
 * @see https://docs.github.com/en/rest/repos/repos#get-a-repository
 */
async function fetchDefaultBranch(client, fullName) {
    try {
        const { data } = await client.request('GET /repos/{owner}/{repo}', { ...(0,_repository_name_js__WEBPACK_IMPORTED_MODULE_4__/* .splitName */ .W)(fullName) });
        return repository.parse(data).default_branch;
    }
    catch (error) {
        throw new _core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue('CONFIG_PERMISSION', `The default branch of ${fullName} cannot be read (${(0,_github_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .describeFailure */ .I)(error)}).`, {
            remedy: `Give the job \`${_core_config_permissions_js__WEBPACK_IMPORTED_MODULE_0__/* .PERMISSIONS */ .J.readFiles}\`, and a github-token of this repository.`,
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
