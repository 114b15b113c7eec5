export const id = 868;
export const ids = [868];
export const modules = {

/***/ 9868:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createCacheStore: () => (/* binding */ createCacheStore)
});

// EXTERNAL MODULE: ./node_modules/@actions/cache/lib/cache.js + 340 modules
var cache = __webpack_require__(1691);
// EXTERNAL MODULE: ./build/src/digest.js
var digest = __webpack_require__(3837);
// EXTERNAL MODULE: ./build/src/errors.js
var errors = __webpack_require__(7406);
;// CONCATENATED MODULE: ./build/src/baseline/baseline-key.js

/** The longest branch that stands in a key as it is: the service takes keys of 512 characters. */
const LONGEST_BRANCH = 200;
/**
 * What the keys of a baseline's cache entries begin with. Keys of other baselines may begin so too,
 * see {@link isBaselineKey}.
 *
 * @param identity name and branch; a branch is percent-encoded, a very long one is its digest behind
 *   a tilde, which no branch may hold
 */
function baselineKeyPrefix({ name, branch }) {
    const encoded = encodeURIComponent(branch);
    const shown = encoded.length <= LONGEST_BRANCH ? encoded : `~${(0,digest/* digestOf */.o)(branch)}`;
    return `siuo-gate-baseline-${name}-${shown}-`;
}
/**
 * The key under which a run saves a baseline; no two runs share one.
 *
 * @param identity name and branch
 * @param run its id and attempt
 */
function baselineKey(identity, run) {
    return `${baselineKeyPrefix(identity)}${run.runId}-${run.runAttempt}`;
}
/**
 * Whether a key is one of this baseline's: the prefix of `default` on `main` is also that of
 * `default-main` on `main`.
 *
 * @param key any key
 * @param identity name and branch
 */
function isBaselineKey(key, identity) {
    const prefix = baselineKeyPrefix(identity);
    return key.startsWith(prefix) && /^\d+-\d+$/.test(key.slice(prefix.length));
}

// EXTERNAL MODULE: ./build/src/baseline/baseline-store.js
var baseline_store = __webpack_require__(7022);
// EXTERNAL MODULE: ./build/src/github/cache-entry.io.js
var cache_entry_io = __webpack_require__(9130);
// EXTERNAL MODULE: ./build/src/baseline/baseline-file.js
var baseline_file = __webpack_require__(2677);
// EXTERNAL MODULE: ./build/src/baseline/same-run.js
var same_run = __webpack_require__(3807);
// EXTERNAL MODULE: ./build/src/baseline/update-pool.js
var update_pool = __webpack_require__(4403);
;// CONCATENATED MODULE: ./build/src/baseline/cache-store.io.js









/** The one file of a baseline's entry. */
const MEMBER = { name: 'siuo-gate-baseline.json', maxBytes: baseline_file/* MAX_BASELINE_BYTES */.Zg };
/**
 * Baselines in the repository's Actions cache. Entries are found by listing them under the base
 * branch's ref, where no pull request can write, and only then restored; see docs/security.md.
 *
 * @param options name, context, reader and temp folder
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching
 */
function createCacheStore(options) {
    return {
        find: async (preferred) => {
            requireService();
            const entry = await findEntry(options, preferred);
            return entry === undefined ? absent(options.context) : restore(entry, options);
        },
        // What decides is the cache's own token, and nothing tells what that may do.
        requireWrite: () => Promise.resolve(),
        save: (baseline) => save(baseline, options),
    };
}
/** Stops a run whose cache service is not there: nothing could be restored. */
function requireService() {
    if ((0,cache/* isFeatureAvailable */.w3)())
        return;
    throw new errors/* GateError */.ue('BASELINE_UNREADABLE', 'The Actions cache is not available to this step.', {
        remedy: 'Give `baseline: file:PATH`, or run it on a runner with the cache service.',
    });
}
/** The message for no entry at all. */
function absent({ baseBranch, defaultBranch }) {
    const branches = [...new Set([baseBranch, defaultBranch])].filter((branch) => branch !== '');
    return {
        kind: 'absent',
        where: `the Actions cache of ${branches.join(' or ')}`,
        remedy: `Run the gate once on ${branches[0] ?? 'the base branch'} (schedule, push or workflow_dispatch). If that was done, the entry was evicted: the cache drops what was not used for 7 days or is beyond 10 GB; a nightly run keeps it.`,
    };
}
/** Restores a listed entry, unless something stands in its way. */
async function restore(entry, options) {
    const where = describeEntry(entry);
    if (entry.size > baseline_file/* MAX_BASELINE_BYTES */.Zg)
        return (0,baseline_store/* lookupIn */.I)({ kind: 'too-large' }, options.name, where);
    const shadow = await (0,cache_entry_io/* findShadow */.wy)(entry, options);
    if (shadow !== undefined)
        return planted(shadow, where);
    const restored = await (0,cache_entry_io/* restoreFile */.VX)(entry.key, {
        tempFolder: options.tempFolder,
        member: MEMBER,
    });
    // Once more: an entry planted since the first look may be what was restored.
    const lateShadow = await (0,cache_entry_io/* findShadow */.wy)(entry, options);
    if (lateShadow !== undefined)
        return planted(lateShadow, where);
    if (restored.kind === 'refused')
        return refused(where);
    if (restored.kind === 'strange') {
        return { kind: 'unusable', where, problem: restored.problem, remedy: deleteIt(entry) };
    }
    return (0,baseline_store/* lookupIn */.I)({ kind: 'found', bytes: restored.bytes }, options.name, where);
}
/** The message for an entry of the same key where this run would find it first. */
function planted(shadow, where) {
    const problem = `A cache entry with its key also stands under ${shadow.ref}, and this run would restore that one.`;
    return { kind: 'unusable', where, problem, remedy: deleteIt(shadow) };
}
/** How to get rid of an entry. */
function deleteIt({ key, ref }) {
    return `Delete it (gh cache delete '${key}' --ref ${ref}), find out who saved it, and run this again.`;
}
/** The message for an entry that is listed and not handed out. */
function refused(where) {
    return {
        kind: 'unusable',
        where,
        problem: 'It is listed, but the cache service did not hand it out to this run.',
        remedy: 'See the log above. It happens where the run may not read that branch’s cache (pull_request_target or workflow_run for a branch that is not the default one, cache-mode) or packs otherwise (no zstd, another proxy); `baseline: branch:NAME` or `file:PATH` works there.',
    };
}
/** Saves a baseline under a key of this run. */
async function save(baseline, options) {
    const { context, name, tempFolder } = options;
    const branch = context.baseBranch;
    if (context.ref !== `refs/heads/${branch}`) {
        return notSaved(`A run on ${context.ref} saves where no later run on ${branch} looks`);
    }
    if (!(0,cache/* isFeatureAvailable */.w3)())
        return notSaved('The Actions cache is not available to this step');
    const text = JSON.stringify(baseline);
    if (Buffer.byteLength(text) > baseline_file/* MAX_BASELINE_BYTES */.Zg)
        return notSaved('It is too large to be read again');
    const key = baselineKey({ name, branch }, context);
    try {
        if (await (0,cache_entry_io/* saveFile */.OJ)(key, text, { tempFolder, member: MEMBER }))
            return { saved: true, where: `cache entry ${key} of ${context.ref}` };
        return notSaved((await takenBy(key, baseline, options).catch(() => undefined)) ??
            `The cache service refused ${key}; the log above may say why (read-only token, cache-mode, key taken)`);
    }
    catch (error) {
        return notSaved((0,errors/* messageOf */.bD)(error));
    }
}
/** That another gate of this run has saved under the same key; undefined where none has. */
async function takenBy(key, baseline, options) {
    const { name, context } = options;
    const where = describeEntry({ key, ref: context.ref });
    const entry = await findEntry(options, where);
    if (entry === undefined || describeEntry(entry) !== where)
        return undefined;
    const found = await restore(entry, options);
    if (found.kind !== 'found' || (0,digest/* digestOfJson */.Q)(found.baseline) === (0,digest/* digestOfJson */.Q)(baseline)) {
        return undefined;
    }
    const [own] = (0,update_pool/* newestFirst */.ll)(baseline.records);
    const other = own === undefined ? undefined : (0,same_run/* otherGateOfRun */.yg)(found.baseline.records, own);
    const said = own === undefined || other === undefined
        ? `Another gate of run ${context.runId} has saved the baseline ${JSON.stringify(name)}.`
        : (0,same_run/* otherGateSentence */.DW)(name, other, own);
    return `${said} ${same_run/* TELL_APART */.jO}`.replace(/\.$/, '');
}
/** A save that did not happen. */
function notSaved(why) {
    return { saved: false, problem: `${why}.` };
}
/**
 * The newest entry of a baseline: of the base branch, else of the default branch. The preferred one, by
 * its description, is taken where it is still listed: an earlier attempt compared with it.
 *
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE
 */
async function findEntry({ name, context, reader }, preferred) {
    const branches = new Set([context.baseBranch, context.defaultBranch].filter((branch) => branch !== ''));
    const newest = [];
    for (const branch of branches) {
        const identity = { name, branch };
        const prefix = baselineKeyPrefix(identity);
        const listed = await reader.listCaches({ prefix, ref: `refs/heads/${branch}` });
        const own = listed.filter(({ key }) => isBaselineKey(key, identity));
        const begunWith = own.find((entry) => describeEntry(entry) === preferred);
        if (begunWith !== undefined)
            return begunWith;
        newest.push(...own.slice(0, 1));
        if (preferred === undefined && newest.length > 0)
            break;
    }
    return newest[0];
}
/** An entry in words, the same for as long as it is there. */
function describeEntry({ key, ref }) {
    return `cache entry ${key} of ${ref}`;
}


/***/ }),

/***/ 9130:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $7: () => (/* binding */ unpackEntry),
/* harmony export */   AR: () => (/* binding */ packEntry),
/* harmony export */   OJ: () => (/* binding */ saveFile),
/* harmony export */   VX: () => (/* binding */ restoreFile),
/* harmony export */   wy: () => (/* binding */ findShadow)
/* harmony export */ });
/* unused harmony export asWorkspace */
/* harmony import */ var _actions_cache__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1691);
/* harmony import */ var node_child_process__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1421);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var node_process__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1708);
/* harmony import */ var node_util__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7975);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(7406);







/**
 * Unpacks a cache entry by its exact key, and reads the one file it has to hold.
 *
 * @param key the entry's key
 * @param place where it is unpacked, and what it has to hold
 * @throws what the toolkit throws for a key it does not take
 */
async function restoreFile(key, place) {
    const { tempFolder, member } = place;
    const read = await unpackEntry({ key, member: member.name, tempFolder }, (folder) => readOnly(folder, member));
    return read ?? { kind: 'refused' };
}
/**
 * Saves a text as a cache entry.
 *
 * @param key a key that no entry of this scope has
 * @param text the file's content
 * @param place where the file lies meanwhile, and its name
 * @returns whether the service took it; it refuses read-only tokens without an error
 * @throws what the toolkit throws for a key it does not take
 */
async function saveFile(key, text, place) {
    const { tempFolder, member } = place;
    return packEntry({ key, member: member.name, tempFolder }, (folder) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, member.name), text));
}
/** The only file of a folder, if it is the one it has to be. */
async function readOnly(folder, member) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(folder);
    if (names.length !== 1 || names[0] !== member.name) {
        return { kind: 'strange', problem: `Its archive holds other files than ${member.name}.` };
    }
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, member.name);
    const stat = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.lstat)(file);
    if (!stat.isFile())
        return { kind: 'strange', problem: `${member.name} in its archive is no regular file.` };
    if (stat.size > member.maxBytes)
        return { kind: 'strange', problem: `It unpacks to ${stat.size} bytes.` };
    return { kind: 'restored', bytes: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readFile)(file) };
}
/** One archive for all systems: without it the version of Windows is another. */
const CROSS_OS = true;
/** A download that gets no further in this time is given up; the toolkit's own limit is 10 minutes. */
const DOWNLOAD = { segmentTimeoutInMs: 120_000 };
/**
 * Keeps what is unpacked inside the folder: the toolkit tells tar to take absolute and upward paths as
 * they are (`-P`), so every member, and the target of every link, loses its folders. GNU tar reads this
 * variable; with any other nothing is unpacked. In another locale than C its `.` matches no byte that is
 * no text there, and a member `a/\xff/../../b` would keep what stands behind that byte.
 *
 * @see https://www.gnu.org/software/tar/manual/html_section/transform.html
 */
const INSIDE = {
    LC_ALL: 'C',
    TAR_OPTIONS: String.raw `--no-same-owner --no-same-permissions --transform=s,.*/,, --transform=s,^\.\.$,_,`,
};
/**
 * Unpacks a cache entry by its exact key into a fresh folder, its members' own folders left off.
 *
 * @param place which entry, and where
 * @param use takes what it needs from the folder, which is gone afterwards
 * @returns undefined when the service handed out nothing, or the entry of another key
 * @throws GateError BASELINE_UNREADABLE where there is no GNU tar
 * @throws what the toolkit throws for a key it does not take, or what `use` rejects with
 */
async function unpackEntry({ key, member, tempFolder }, use) {
    await requireGnuTar();
    return inFreshFolder(tempFolder, async (folder) => {
        const matched = await asWorkspace(folder, () => (0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .restoreCache */ .P3)([member], key, [], DOWNLOAD, CROSS_OS), INSIDE);
        return matched === key ? use(folder) : undefined;
    });
}
/**
 * Saves a file or a folder as a cache entry.
 *
 * @param place which entry, and where; its key is one that no entry of this scope has
 * @param fill puts the member into the folder
 * @returns whether the service took it; it refuses read-only tokens without an error
 * @throws what the toolkit throws for a key it does not take, or what `fill` rejects with
 */
async function packEntry({ key, member, tempFolder }, fill) {
    return inFreshFolder(tempFolder, async (folder) => {
        await fill(folder);
        const id = await asWorkspace(folder, () => (0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .saveCache */ .Io)([member], key, {}, CROSS_OS));
        return id >= 0;
    });
}
/** The program that the toolkit unpacks with, where it is GNU tar. */
function tarOfToolkit() {
    if (node_process__WEBPACK_IMPORTED_MODULE_4__.platform === 'darwin')
        return 'gtar';
    return node_process__WEBPACK_IMPORTED_MODULE_4__.platform === 'win32'
        ? (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(node_process__WEBPACK_IMPORTED_MODULE_4__.env.PROGRAMFILES ?? '', 'Git', 'usr', 'bin', 'tar.exe')
        : 'tar';
}
/**
 * Stops where entries would be unpacked by a tar that {@link INSIDE} does not hold: nothing would keep
 * what they hold from being written over any file.
 */
async function requireGnuTar() {
    const name = tarOfToolkit();
    const shown = await (0,node_util__WEBPACK_IMPORTED_MODULE_5__.promisify)(node_child_process__WEBPACK_IMPORTED_MODULE_1__.execFile)(name, ['--version'], { env: node_process__WEBPACK_IMPORTED_MODULE_4__.env }).catch(() => undefined);
    if (shown?.stdout.includes('GNU tar') === true)
        return;
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_6__/* .GateError */ .ue('BASELINE_UNREADABLE', `Entries of the Actions cache are unpacked with GNU tar only, and ${name} is not that.`, {
        remedy: 'Install GNU tar on the runner (macOS: gtar; Windows: Git), or give `baseline: branch:NAME` or `file:PATH`.',
    });
}
/** Some work in a folder of its own. */
async function inFreshFolder(tempFolder, work) {
    const folder = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(tempFolder, 'entry-'));
    try {
        return await work(folder);
    }
    finally {
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rm)(folder, { recursive: true, force: true });
    }
}
/**
 * An entry that a restore by this one's key would find before it. A run searches its own ref first,
 * then a pull request's base, then the default branch; and within each of them a key that merely
 * begins so will do. So any entry under an earlier ref whose key begins with this one counts.
 *
 * @param entry the entry that is wanted
 * @param search the run, and what lists entries
 * @throws GateError CONFIG_PERMISSION or BASELINE_UNREADABLE
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching#cache-key-matching
 */
async function findShadow(entry, { context, reader }) {
    const searched = [context.ref, `refs/heads/${context.baseBranch}`];
    const end = searched.indexOf(entry.ref);
    const earlier = new Set(end < 0 ? searched : searched.slice(0, end));
    const found = await Promise.all([...earlier].map((ref) => reader.listCaches({ prefix: entry.key, ref })));
    return found.flat()[0];
}
/** The work that has the workspace now. */
let last = Promise.resolve();
/**
 * Does some work with another folder as the workspace, one at a time.
 *
 * The toolkit's cache resolves relative paths from the process's folder when it packs, unpacks into
 * GITHUB_WORKSPACE, and takes a digest of the paths as they were given for the entry's version. Only
 * a relative path has the same version on every machine, and only another workspace keeps what is
 * unpacked out of the checked-out tree. Nothing else may use relative paths meanwhile.
 *
 * @param folder an absolute path of a folder that exists
 * @param work what is done there
 * @param variables further variables of the environment for this work
 * @see https://github.com/actions/toolkit/blob/main/packages/cache/src/internal/cacheUtils.ts
 */
function asWorkspace(folder, work, variables = {}) {
    const changed = { ...variables, GITHUB_WORKSPACE: folder };
    const turn = last.then(() => moved(folder, work, changed));
    last = turn.catch(() => undefined);
    return turn;
}
/** The work with folder and variables changed, and changed back whatever happens. */
async function moved(folder, work, variables) {
    const home = (0,node_process__WEBPACK_IMPORTED_MODULE_4__.cwd)();
    const before = Object.fromEntries(Object.keys(variables).map((name) => [name, node_process__WEBPACK_IMPORTED_MODULE_4__.env[name]]));
    try {
        setVariables(variables);
        (0,node_process__WEBPACK_IMPORTED_MODULE_4__.chdir)(folder);
        return await work();
    }
    finally {
        (0,node_process__WEBPACK_IMPORTED_MODULE_4__.chdir)(home);
        setVariables(before);
    }
}
/** Sets each variable, and takes away those that are undefined. */
function setVariables(variables) {
    for (const [name, value] of Object.entries(variables)) {
        if (value === undefined)
            Reflect.deleteProperty(node_process__WEBPACK_IMPORTED_MODULE_4__.env, name);
        else
            node_process__WEBPACK_IMPORTED_MODULE_4__.env[name] = value;
    }
}


/***/ })

};
