export const id = 905;
export const ids = [905,596,656];
export const modules = {

/***/ 99905:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HF: () => (/* binding */ writeComment),
/* harmony export */   IG: () => (/* binding */ removeComment),
/* harmony export */   checkCommentPermission: () => (/* binding */ checkCommentPermission),
/* harmony export */   lY: () => (/* binding */ listOwnComments),
/* harmony export */   setStatus: () => (/* binding */ setStatus)
/* harmony export */ });
/* unused harmony export viewerLogin */
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(53339);
/* harmony import */ var _github_client_io_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(88596);
/* harmony import */ var _github_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(49656);
/* harmony import */ var _config_config_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(99086);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(27406);





/** Who the job token of every repository comments as. */ const JOB_TOKEN_LOGIN = 'github-actions[bot]';
const viewerAnswer = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    viewer: zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
        login: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().min(1)
    })
});
const comments = zod__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YOg(zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    id: zod__WEBPACK_IMPORTED_MODULE_4__/* .number */ .aig(),
    html_url: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP(),
    body: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP().nullish(),
    user: zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
        login: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP()
    }).nullish()
}));
const written = zod__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ikc({
    html_url: zod__WEBPACK_IMPORTED_MODULE_4__/* .string */ .YjP()
});
/**
 * The comments on a pull request that were made under our login, so that nobody's imitation is taken
 * for ours; all pages, in GitHub's order.
 *
 * @throws what the request rejects with, or a ZodError for an answer of another shape
 * @see https://docs.github.com/en/rest/issues/comments#list-issue-comments
 */ async function listOwnComments(client, place) {
    const [login, listed] = await Promise.all([
        viewerLogin(client),
        listComments(client, place)
    ]);
    return listed.filter(({ user })=>user?.login === login).map(({ id, html_url: url, body })=>({
            id,
            url,
            body: body ?? ''
        }));
}
/** Every comment on a pull request, all pages. */ async function listComments(client, { repository, number }) {
    const listed = await client.paginate('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...(0,_github_client_io_js__WEBPACK_IMPORTED_MODULE_0__.splitName)(repository),
        issue_number: number,
        per_page: 100
    });
    return comments.parse(listed);
}
/**
 * The login that the client's comments are made under. `GET /user` is refused to job and App tokens;
 * GraphQL's viewer is not.
 *
 * @returns the login; that of the job token when GitHub does not tell
 * @see https://docs.github.com/en/graphql/reference/queries#viewer
 */ async function viewerLogin(client) {
    try {
        const answer = await client.graphql('query { viewer { login } }');
        return viewerAnswer.parse(answer).viewer.login;
    } catch  {
        return JOB_TOKEN_LOGIN;
    }
}
/**
 * Updates a comment, or makes one.
 *
 * @param client writes; needs pull-requests: write
 * @param comment the text, and the comment it replaces
 * @returns the comment's address
 * @throws what the request rejects with, or a ZodError for an answer of another shape
 */ async function writeComment(client, { repository, number }, { text, existing }) {
    const name = (0,_github_client_io_js__WEBPACK_IMPORTED_MODULE_0__.splitName)(repository);
    const { data } = existing === undefined ? await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
        ...name,
        issue_number: number,
        body: text
    }) : await client.request('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', {
        ...name,
        comment_id: existing.id,
        body: text
    });
    return written.parse(data).html_url;
}
/**
 * Deletes a comment that another one has replaced; one that stays is no reason to fail.
 *
 * @param client writes; needs pull-requests: write
 */ async function removeComment(client, { repository }, { id }) {
    try {
        await client.request('DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}', {
            ...(0,_github_client_io_js__WEBPACK_IMPORTED_MODULE_0__.splitName)(repository),
            comment_id: id
        });
    } catch  {
    // It is out of date, and the next run tries again.
    }
}
/**
 * Whether a comment would be refused, found out before anything is spent. No reading tells: job
 * tokens cannot be asked for their permissions. So a comment without text is offered, which GitHub
 * never takes: it answers 403 where the token may not write, and 422 for the missing text where it
 * may. Any other answer, a used-up limit among them, proves nothing and counts as allowed.
 *
 * @returns why it would be refused and what to do; undefined when nothing speaks against it
 * @see https://docs.github.com/en/rest/issues/comments#create-an-issue-comment
 */ async function checkCommentPermission(client, { repository, number }) {
    try {
        await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...(0,_github_client_io_js__WEBPACK_IMPORTED_MODULE_0__.splitName)(repository),
            issue_number: number,
            body: ''
        });
        return undefined;
    } catch (error) {
        return (0,_github_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isLasting */ .dJ)(error) ? (0,_github_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .commentProblem */ .FO)(error) : undefined;
    }
}
/**
 * Sets a status on a commit; a later one of the same context takes its place.
 *
 * @param client writes; needs statuses: write
 * @throws GateError CONFIG_PERMISSION when the token may not; Error when GitHub did not take it otherwise
 * @see https://docs.github.com/en/rest/commits/statuses#create-a-commit-status
 */ async function setStatus(client, { repository, sha, url }, { context, state, description }) {
    try {
        await client.request('POST /repos/{owner}/{repo}/statuses/{sha}', {
            ...(0,_github_client_io_js__WEBPACK_IMPORTED_MODULE_0__.splitName)(repository),
            sha,
            state,
            context,
            description,
            target_url: url
        });
    } catch (error) {
        const problem = `The status "${context}" of ${sha} was not set (${(0,_github_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .describeFailure */ .Ic)(error)}).`;
        if (!(0,_github_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .isLasting */ .dJ)(error)) throw new Error(problem, {
            cause: error
        });
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_3__/* .GateError */ .ue('CONFIG_PERMISSION', problem, {
            remedy: (0,_github_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .remedyOf */ .SM)(error, _config_config_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .PERMISSIONS */ .Jj.setStatus),
            cause: error
        });
    }
}


/***/ }),

/***/ 88596:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createGithubClient: () => (/* binding */ createGithubClient),
/* harmony export */   splitName: () => (/* binding */ splitName)
/* harmony export */ });
/* unused harmony export createResilientFetch */
/* harmony import */ var _actions_github__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(92413);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27406);
/* harmony import */ var _retry_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(32975);
/* harmony import */ var _github_errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(49656);
/* harmony import */ var _foreign_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(29597);
/* harmony import */ var undici__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(46752);






/** The version of the REST API this was written against. */ const API_VERSION = '2022-11-28';
const TIMEOUT_MS = 60_000;
/** Octokit would write to the console by itself. */ const SILENT = {
    debug: ignore,
    info: ignore,
    warn: ignore,
    error: ignore
};
/**
 * A client that repeats failed requests within bounds, see {@link createResilientFetch}; Octokit itself
 * repeats none. A web page where data was asked for is a failure, whatever its status.
 *
 * @param options token, address, fetch and clock
 * @throws GateError CONFIG_MISSING without a token
 * @see https://docs.github.com/en/rest/about-the-rest-api/api-versions
 */ function createGithubClient(options) {
    const { token, apiUrl, fetch, clock } = options;
    if (token === '') {
        throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue('CONFIG_MISSING', 'Input github-token is missing.', {
            remedy: 'Leave it at its default in GitHub Actions; elsewhere give a token.'
        });
    }
    const client = (0,_actions_github__WEBPACK_IMPORTED_MODULE_0__/* .getOctokit */ .Q)(token, {
        baseUrl: (0,_foreign_js__WEBPACK_IMPORTED_MODULE_4__/* .withoutEndSlashes */ .he)(apiUrl),
        userAgent: 'siuo-gate',
        log: SILENT,
        request: {
            fetch: createResilientFetch({
                fetch,
                clock,
                timeoutMs: TIMEOUT_MS
            })
        }
    });
    client.hook.before('request', ({ headers })=>{
        headers['x-github-api-version'] = API_VERSION;
    });
    client.hook.after('request', ({ status, headers, url })=>{
        if (!(0,_github_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .isWebPage */ .AA)(headers['content-type'])) return;
        const host = new URL(url).host;
        throw new _github_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .WebPage */ ._B(`${host} answered ${status} with a web page where data was asked for`);
    });
    return client;
}
/** Takes a log line and leaves it at that. */ function ignore() {
// Failures reach the caller as errors; nothing else is worth a line.
}
/**
 * The two halves of a repository's name.
 *
 * @param fullName `owner/name`
 * @returns both; an empty text gives empty halves
 */ function splitName(fullName) {
    const [owner = '', repo = ''] = fullName.split('/');
    return {
        owner,
        repo
    };
}
/** Waits between attempts; as many repeats as there are waits, whatever each is for. */ const BACK_OFF_MS = [
    1000,
    3000,
    9000
];
/** All waits of a request for limits together; a longer one is not worth a runner's time. */ const LONGEST_WAIT_MS = 300_000;
/** The first wait for a limit of which GitHub does not say when it ends; each later one is twice as long. */ const UNTOLD_LIMIT_MS = 60_000;
/** How long what failed to the last is known to fail, and not asked again for another purpose. */ const REMEMBERED_MS = 60_000;
/**
 * A fetch for GitHub's API that repeats what may be repeated, three times at most, and the only one
 * that does: requests that were refused for a limit (as late as GitHub says, five minutes in all), and
 * failures of server or network unless they may have changed something. Each attempt has its own
 * timeout. A resource whose reading failed to the last is known to fail for a minute, and of several readers
 * at the same time one repeats.
 *
 * @param options the fetch below, the clock and the timeout
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */ function createResilientFetch({ fetch, clock, timeoutMs }) {
    const known = new Map();
    const repeating = new Map();
    const knownFailure = (key)=>{
        const found = known.get(key);
        return found !== undefined && clock.nowMs() < found.untilMs ? found.failure : undefined;
    };
    /** Repeats the reading of a resource, for all who are reading it. */ async function repeatRead(key, first, request) {
        const result = repeat(first, request, clock);
        const shared = result.then((outcome)=>failureIn(outcome), (error)=>({
                error
            }));
        repeating.set(key, shared);
        try {
            const failure = await shared;
            const outcome = await result;
            if (failure === undefined) return outcome;
            known.set(key, {
                failure,
                untilMs: clock.nowMs() + REMEMBERED_MS
            });
            return handedOut(failure);
        } finally{
            repeating.delete(key);
        }
    }
    return async (url, init = {})=>{
        const again = ()=>attempt(fetch, url, withTimeout(init, timeoutMs));
        const key = readKey(url, init);
        const request = {
            again,
            init,
            isSafe: key !== undefined || methodOf(init) !== 'POST'
        };
        if (key === undefined) return settled(await repeat(await again(), request, clock));
        const before = knownFailure(key);
        if (before !== undefined) return settled(handedOut(before));
        let outcome = await again();
        if (isFailing(await troubleOf(outcome))) {
            const theirs = repeating.get(key) ?? knownFailure(key);
            if (theirs === undefined) return settled(await repeatRead(key, outcome, request));
            const failure = await theirs;
            if (failure !== undefined) return settled(handedOut(failure));
            outcome = await again();
        }
        return settled(await repeat(outcome, request, clock));
    };
}
/** One attempt, whatever comes of it. */ async function attempt(fetch, url, init) {
    try {
        return {
            response: await fetch(url, init)
        };
    } catch (error) {
        if (init.signal?.reason instanceof Error && init.signal.reason.name === 'AbortError') throw error;
        return {
            error
        };
    }
}
/** Repeats from an outcome on, until there is nothing to wait for. */ async function repeat(first, { again, init, isSafe }, clock) {
    let outcome = first;
    let limits = 0;
    let waitedMs = 0;
    for (const backOffMs of BACK_OFF_MS){
        const trouble = await troubleOf(outcome);
        const isLimit = isLimiting(trouble);
        if (!isLimit && !(isSafe && isFailing(trouble))) break;
        const waitMs = isLimit ? limitWait(outcome, UNTOLD_LIMIT_MS * 2 ** limits, clock) : backOffMs;
        if (isLimit) {
            limits += 1;
            waitedMs += waitMs;
            if (waitedMs > LONGEST_WAIT_MS) break;
        }
        if ('response' in outcome) await outcome.response.body?.cancel();
        // A caller's abort ends this sleep at once, with its reason.
        await clock.sleep(waitMs, init.signal ?? undefined);
        outcome = await again();
    }
    return outcome;
}
/** What an attempt came to, for the caller. */ function settled(outcome) {
    if ('response' in outcome) return outcome.response;
    throw outcome.error;
}
/** An outcome as a failure to remember; undefined for every other. */ async function failureIn(outcome) {
    if (!isFailing(await troubleOf(outcome))) return undefined;
    if (!('response' in outcome)) return outcome;
    const { status, headers } = outcome.response;
    return {
        status,
        headers,
        body: await outcome.response.text()
    };
}
/** A remembered failure as if it had just been met. */ function handedOut(failure) {
    if ('error' in failure) return failure;
    const { status, headers, body } = failure;
    return {
        response: new undici__WEBPACK_IMPORTED_MODULE_3__.Response(body, {
            status,
            headers
        })
    };
}
/** The request's own signal and this attempt's timeout together. */ function withTimeout(init, timeoutMs) {
    const timeout = AbortSignal.timeout(timeoutMs);
    return {
        ...init,
        signal: init.signal ? AbortSignal.any([
            init.signal,
            timeout
        ]) : timeout
    };
}
/** The method of a request. */ function methodOf({ method }) {
    return (method ?? 'GET').toUpperCase();
}
/**
 * The resource that a request only reads: its path, whatever part of it is asked for; a GraphQL query by
 * its text. Undefined for a request that changes something.
 */ function readKey(url, init) {
    const { origin, pathname } = new URL(url);
    if (methodOf(init) === 'GET') return `${origin}${pathname}`;
    const isQuery = methodOf(init) === 'POST' && pathname.endsWith('/graphql');
    return isQuery && typeof init.body === 'string' ? `${pathname} ${init.body}` : undefined;
}
/** What is wrong with an outcome; undefined when nothing is. */ async function troubleOf(outcome) {
    if (!('response' in outcome)) return 'no-answer';
    const { response } = outcome;
    const { status, headers } = response;
    const header = (name)=>headers.get(name) ?? undefined;
    if (status === 403 || status === 429) {
        return (0,_github_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .refusalIn */ .c3)({
            status,
            header,
            message: await response.clone().text()
        });
    }
    if (status >= 400) return (0,_github_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .refusalIn */ .c3)({
        status,
        header,
        message: ''
    });
    // GraphQL says in a 200 that its own hour is used up; the last answer of that hour has the header too.
    const isLast = header('x-ratelimit-resource') === 'graphql' && header('x-ratelimit-remaining') === '0';
    const isRefused = isLast && (await response.clone().text()).includes('"RATE_LIMITED"');
    return isRefused ? 'primary-limit' : undefined;
}
/** Whether a repeat may help: GitHub, or the way to it, is failing. */ function isFailing(trouble) {
    return trouble === 'failing' || trouble === 'no-answer';
}
/** Whether it was refused for a limit, and not looked at. */ function isLimiting(trouble) {
    return trouble === 'primary-limit' || trouble === 'secondary-limit';
}
/** The wait a limit asks for: Retry-After, else the reset of a used-up hour, else one of ours. */ function limitWait(outcome, untoldMs, clock) {
    if (!('response' in outcome)) return untoldMs;
    const { headers } = outcome.response;
    const asked = {
        'retry-after': headers.get('retry-after') ?? ''
    };
    const askedMs = (0,_retry_js__WEBPACK_IMPORTED_MODULE_5__/* .retryAfterMs */ .m)({
        headers: asked
    }, clock.nowMs());
    if (askedMs !== undefined) return Math.max(1000, askedMs);
    const reset = headers.get('x-ratelimit-reset');
    if (headers.get('x-ratelimit-remaining') !== '0' || !/^\d+$/.test(reset ?? '')) return untoldMs;
    return Math.max(0, Number(reset) * 1000 - clock.nowMs()) + 1000;
}


/***/ }),

/***/ 49656:
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
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(53339);
/* harmony import */ var zod__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(961);
/* harmony import */ var _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(99086);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(27406);



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
