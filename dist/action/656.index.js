export const id = 656;
export const ids = [656];
export const modules = {

/***/ 9656:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $8: () => (/* binding */ mayHaveWritten),
/* harmony export */   AA: () => (/* binding */ isWebPage),
/* harmony export */   FO: () => (/* binding */ commentProblem),
/* harmony export */   Ic: () => (/* binding */ describeFailure),
/* harmony export */   SM: () => (/* binding */ remedyOf),
/* harmony export */   _B: () => (/* binding */ WebPage),
/* harmony export */   c2: () => (/* binding */ statusOf),
/* harmony export */   c3: () => (/* binding */ refusalIn),
/* harmony export */   dJ: () => (/* binding */ isLasting),
/* harmony export */   translated: () => (/* binding */ translated)
/* harmony export */ });
/* unused harmony export refusalOf */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3339);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(961);
/* harmony import */ var _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9086);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7406);



/** Refusals that a later request meets too, however long it waits. */ const LASTING = new Set([
    'token',
    'permission',
    'locked',
    'archived',
    'not-found',
    'gone'
]);
const SECONDARY = /secondary rate limit|abuse detection/i;
const PRIMARY = /rate limit exceeded|RATE_LIMITED/i;
/** What Octokit throws for an answer of 400 or more; 500 stands for no answer too. */ const requestError = zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
    status: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig().int(),
    request: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        method: zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP()
    }).optional(),
    response: zod__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ikc({
        status: zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig(),
        headers: zod__WEBPACK_IMPORTED_MODULE_2__/* .record */ .g1P(zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(), zod__WEBPACK_IMPORTED_MODULE_2__/* .union */ .KCZ([
            zod__WEBPACK_IMPORTED_MODULE_2__/* .string */ .YjP(),
            zod__WEBPACK_IMPORTED_MODULE_2__/* .number */ .aig()
        ]).optional())
    }).optional()
});
/** The answer of a page for people where data was asked for. */ class WebPage extends Error {
}
/** Whether an answer is a page for people, which GitHub's API never gives with success. */ function isWebPage(contentType) {
    return /^\s*(text\/html|application\/xhtml\+xml)\b/i.test(contentType ?? '');
}
/**
 * What kind of refusal an answer is: by its status, and where a status has several meanings by its
 * headers and words.
 *
 * @param answer one with a status of 400 or more
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api#exceeding-the-rate-limit
 */ function refusalIn(answer) {
    const { status } = answer;
    if (status === 401) return 'token';
    if (status === 403 || status === 429) return refusalOf403(answer);
    if (status === 404) return 'not-found';
    if (status === 410) return 'gone';
    if (status === 422) return 'invalid';
    return status >= 500 ? 'failing' : 'other';
}
/** GitHub answers 403, and in part 429, for limits, permissions, locks and archives alike. */ function refusalOf403({ status, header, message }) {
    if (SECONDARY.test(message)) return 'secondary-limit';
    if (header('x-ratelimit-remaining') === '0' || PRIMARY.test(message)) return 'primary-limit';
    if (status === 429 || header('retry-after') !== undefined) return 'secondary-limit';
    if (isWebPage(header('content-type'))) return 'web-page';
    if (/\barchived\b/i.test(message)) return 'archived';
    return /\blocked\b/i.test(message) ? 'locked' : 'permission';
}
/**
 * What kind of refusal a request met.
 *
 * @param thrown what a request, or the parsing of its answer, rejected with
 * @returns `other` for what is no failed request
 */ function refusalOf(thrown) {
    if (thrown instanceof zod__WEBPACK_IMPORTED_MODULE_3__/* .ZodError */ .G) return 'unknown-shape';
    if (thrown instanceof WebPage) return 'web-page';
    const error = requestError.safeParse(thrown).data;
    if (error === undefined) return 'other';
    // What got no answer has a status too, 500, and no response.
    if (error.response === undefined) return 'no-answer';
    const { headers } = error.response;
    const header = (name)=>{
        const value = headers[name];
        return value === undefined ? undefined : String(value);
    };
    return refusalIn({
        status: error.status,
        header,
        message: (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(thrown)
    });
}
/**
 * Whether a refusal stays one: it has to do with token, place or settings, and not with the moment.
 */ function isLasting(thrown) {
    return LASTING.has(refusalOf(thrown));
}
/**
 * Whether a request that failed may have been carried out all the same: it was to make something, and
 * nothing but the answer says that it was not made.
 */ function mayHaveWritten(thrown) {
    const refusal = refusalOf(thrown);
    const isUntold = refusal === 'failing' || refusal === 'no-answer';
    return isUntold && requestError.safeParse(thrown).data?.request?.method === 'POST';
}
/**
 * What to do about a refusal, in a sentence or two.
 *
 * @param permission what the request takes, as it stands under `permissions:`
 */ function remedyOf(thrown, permission) {
    const refusal = refusalOf(thrown);
    const isComment = permission === _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PERMISSIONS */ .Jj.comment;
    const remedies = {
        token: 'Give a github-token that is still valid.',
        permission: `Give the job \`${permission}\`${isComment ? '; pull requests from forks and of Dependabot get a token that only reads' : ''}.`,
        locked: 'Unlock the conversation, or set `comment: never`.',
        archived: 'Nothing can be written to an archived repository: restore it first.',
        'not-found': `Give a github-token that sees this repository, and give the job \`${permission}\`.`,
        gone: 'Comments are switched off here; set `comment: never`.',
        invalid: 'GitHub does not take what was sent; the step summary has the report.',
        'primary-limit': `The rate limit of the token is used up${untilOf(thrown)}; run it again then, or give a github-token of its own.`,
        'secondary-limit': 'Too much was asked of GitHub at once; run it again in some minutes, with fewer jobs at the same time.',
        failing: 'Run it again; if it keeps failing, see githubstatus.com.',
        'no-answer': 'See whether the runner reaches GITHUB_API_URL, and run it again.',
        'web-page': 'Let the runner reach GITHUB_API_URL without the page of a proxy or gateway in between.',
        'unknown-shape': 'See whether GITHUB_API_URL is the address of an API of GitHub.',
        other: 'Run it again; if it keeps failing, see githubstatus.com.'
    };
    return remedies[refusal];
}
/** When a used-up limit ends, e.g. ` until 14:05 UTC`; empty where GitHub does not say. */ function untilOf(thrown) {
    const reset = Number(requestError.safeParse(thrown).data?.response?.headers['x-ratelimit-reset'] ?? Number.NaN);
    if (!Number.isSafeInteger(reset) || reset <= 0 || reset > 4_000_000_000) return '';
    return ` until ${new Date(reset * 1000).toISOString().slice(11, 16)} UTC`;
}
/**
 * The HTTP status behind a failed request.
 *
 * @returns undefined when it is no failed request
 */ function statusOf(thrown) {
    return requestError.safeParse(thrown).data?.status;
}
/**
 * A failed request in a few words, e.g. `GitHub answered 403: Resource not accessible by integration`.
 *
 * @param thrown what a request, or the parsing of its answer, rejected with
 */ function describeFailure(thrown) {
    const refusal = refusalOf(thrown);
    if (refusal === 'unknown-shape') return 'GitHub answered in an unknown shape';
    // Octokit adds a link to the documentation behind a dash.
    const text = (0,_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(thrown).replace(/ - https:\/\/\S+$/, '');
    const message = /^\s*</.test(text) ? 'a web page' : text.slice(0, 300);
    const status = statusOf(thrown);
    if (status === undefined) return message;
    return refusal === 'no-answer' ? `GitHub did not answer: ${message}` : `GitHub answered ${status}: ${message}`;
}
/**
 * Why a comment was not, or will not be, written and what to do, in one line for a warning that says
 * the first part.
 */ function commentProblem(thrown) {
    return `${describeFailure(thrown)}. ${remedyOf(thrown, _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .PERMISSIONS */ .Jj.comment)}`;
}
/**
 * Some reading, its failures as coded errors.
 *
 * @param errand what is read, and the permission it takes
 * @throws GateError CONFIG_PERMISSION where the token may not look; else the errand's own code: a used-up
 *   limit, a failing GitHub, or no answer of GitHub's
 */ async function translated({ what, permission, code = 'BASELINE_UNREADABLE' }, work) {
    try {
        return await work();
    } catch (error) {
        const failure = describeFailure(error);
        const options = {
            remedy: remedyOf(error, permission),
            cause: error
        };
        throw isLasting(error) ? new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue('CONFIG_PERMISSION', `${what} cannot be read (${failure}).`, options) : new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue(code, `${what} could not be read (${failure}).`, options);
    }
}


/***/ })

};
