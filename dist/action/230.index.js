export const id = 230;
export const ids = [230];
export const modules = {

/***/ 6230:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createGithubClient: () => (/* binding */ createGithubClient)
});

// EXTERNAL MODULE: ./node_modules/@actions/github/lib/github.js + 22 modules
var github = __webpack_require__(2413);
// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __webpack_require__(3026);
;// CONCATENATED MODULE: ./build/src/adapters/github/resilient-fetch.js
/** Waits between attempts; as many retries as there are waits. */
const BACK_OFF_MS = [1000, 3000, 9000];
/** A longer wait than this is not worth a runner's time: the refusal stands. */
const LONGEST_WAIT_MS = 60_000;
const FAILING = new Set([500, 502, 503, 504]);
const LIMITING = new Set([403, 429]);
/**
 * A fetch for GitHub's API that repeats what may be repeated, three times at most: requests that
 * were refused for their rate (as late as GitHub says), and failures of server or network unless
 * they may have changed something. Each attempt has its own timeout.
 *
 * @param options the fetch below, the clock and the timeout
 * @see https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
function createResilientFetch({ fetch, clock, timeoutMs }) {
    return async (url, init = {}) => {
        for (const backOffMs of BACK_OFF_MS) {
            const outcome = await attempt(fetch, url, withTimeout(init, timeoutMs));
            const waitMs = waitBeforeNext(outcome, { backOffMs, isRepeatable: isRepeatable(url, init) }, clock);
            if (waitMs === undefined)
                return settled(outcome);
            if ('response' in outcome)
                await outcome.response.body?.cancel();
            // A caller's abort ends this sleep at once, with its reason.
            await clock.sleep(waitMs, init.signal ?? undefined);
        }
        return fetch(url, withTimeout(init, timeoutMs));
    };
}
/** One attempt, whatever comes of it. */
async function attempt(fetch, url, init) {
    try {
        return { response: await fetch(url, init) };
    }
    catch (error) {
        if (init.signal?.reason instanceof Error && init.signal.reason.name === 'AbortError')
            throw error;
        return { error };
    }
}
/** What an attempt came to, for the caller. */
function settled(outcome) {
    if ('response' in outcome)
        return outcome.response;
    throw outcome.error;
}
/** The request's own signal and this attempt's timeout together. */
function withTimeout(init, timeoutMs) {
    const timeout = AbortSignal.timeout(timeoutMs);
    return { ...init, signal: init.signal ? AbortSignal.any([init.signal, timeout]) : timeout };
}
/** Whether a second request changes no more than the first: all but POSTs, and GraphQL queries. */
function isRepeatable(url, init) {
    const method = (init.method ?? 'GET').toUpperCase();
    return method !== 'POST' || new URL(url).pathname.endsWith('/graphql');
}
/** How long to wait before the next attempt; undefined when there is to be none. */
function waitBeforeNext(outcome, { backOffMs, isRepeatable: isSafe }, clock) {
    if (!('response' in outcome))
        return isSafe ? backOffMs : undefined;
    const { status, headers } = outcome.response;
    if (FAILING.has(status))
        return isSafe ? backOffMs : undefined;
    if (!LIMITING.has(status))
        return undefined;
    const askedMs = askedWait(headers, clock) ?? (status === 429 ? backOffMs : undefined);
    return askedMs !== undefined && askedMs <= LONGEST_WAIT_MS ? askedMs : undefined;
}
/** The wait a rate limit asks for: Retry-After, or the reset of a used-up hour. */
function askedWait(headers, clock) {
    const after = headers.get('retry-after');
    if (after !== null && /^\d+$/.test(after))
        return Number(after) * 1000;
    const reset = headers.get('x-ratelimit-reset');
    if (headers.get('x-ratelimit-remaining') !== '0' || reset === null)
        return undefined;
    return Math.max(0, Number(reset) * 1000 - clock.nowMs()) + 1000;
}

;// CONCATENATED MODULE: ./build/src/adapters/github/github-client.js



/** The version of the REST API this was written against. */
const API_VERSION = '2022-11-28';
const TIMEOUT_MS = 60_000;
/** Octokit would write to the console by itself. */
const SILENT = { debug: ignore, info: ignore, warn: ignore, error: ignore };
/**
 * A client that repeats failed requests within bounds, see {@link createResilientFetch}.
 *
 * @param options token, address, fetch and clock
 * @throws GateError CONFIG_MISSING without a token
 * @see https://docs.github.com/en/rest/about-the-rest-api/api-versions
 */
function createGithubClient(options) {
    const { token, apiUrl, fetch, clock } = options;
    if (token === '') {
        throw new errors/* GateError */.ue('CONFIG_MISSING', 'Input github-token is missing.', {
            remedy: 'Leave it at its default in GitHub Actions; elsewhere give a token.',
        });
    }
    const client = (0,github/* getOctokit */.Q)(token, {
        baseUrl: apiUrl.replace(/\/+$/, ''),
        userAgent: 'siuo-gate',
        log: SILENT,
        request: { fetch: createResilientFetch({ fetch, clock, timeoutMs: TIMEOUT_MS }) },
    });
    client.hook.before('request', ({ headers }) => {
        headers['x-github-api-version'] = API_VERSION;
    });
    return client;
}
/** Takes a log line and leaves it at that. */
function ignore() {
    // Failures reach the caller as errors; nothing else is worth a line.
}


/***/ })

};
