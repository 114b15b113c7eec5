export const id = 731;
export const ids = [731];
export const modules = {

/***/ 6410:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ packEntry),
  $: () => (/* binding */ unpackEntry)
});

// EXTERNAL MODULE: ./node_modules/@actions/cache/lib/cache.js + 355 modules
var cache = __webpack_require__(4305);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:process"
var external_node_process_ = __webpack_require__(1708);
;// CONCATENATED MODULE: ./build/src/adapters/actions-cache/as-workspace.js

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
    const home = (0,external_node_process_.cwd)();
    const before = Object.fromEntries(Object.keys(variables).map((name) => [name, external_node_process_.env[name]]));
    try {
        setVariables(variables);
        (0,external_node_process_.chdir)(folder);
        return await work();
    }
    finally {
        (0,external_node_process_.chdir)(home);
        setVariables(before);
    }
}
/** Sets each variable, and takes away those that are undefined. */
function setVariables(variables) {
    for (const [name, value] of Object.entries(variables)) {
        if (value === undefined)
            Reflect.deleteProperty(external_node_process_.env, name);
        else
            external_node_process_.env[name] = value;
    }
}

;// CONCATENATED MODULE: ./build/src/adapters/actions-cache/cache-entry.js




/** One archive for all systems: without it the version of Windows is another. */
const CROSS_OS = true;
/** A download that gets no further in this time is given up; the toolkit's own limit is 10 minutes. */
const DOWNLOAD = { segmentTimeoutInMs: 120_000 };
/**
 * Keeps what is unpacked inside the folder: the toolkit tells tar to take absolute and upward paths as
 * they are (`-P`), so every member, and the target of every link, loses its folders. GNU tar reads this
 * variable, and it is the tar of GitHub's runners; another tar ignores it.
 *
 * @see https://www.gnu.org/software/tar/manual/html_section/transform.html
 */
const INSIDE = {
    TAR_OPTIONS: String.raw `--no-same-owner --no-same-permissions --transform=s,.*/,, --transform=s,^\.\.$,_,`,
};
/**
 * Unpacks a cache entry by its exact key into a fresh folder, its members' own folders left off.
 *
 * @param place which entry, and where
 * @param use takes what it needs from the folder, which is gone afterwards
 * @returns undefined when the service handed out nothing, or the entry of another key
 * @throws what the toolkit throws for a key it does not take, or what `use` rejects with
 */
async function unpackEntry({ key, member, tempFolder }, use) {
    return inFreshFolder(tempFolder, async (folder) => {
        const matched = await asWorkspace(folder, () => (0,cache/* restoreCache */.P3)([member], key, [], DOWNLOAD, CROSS_OS), INSIDE);
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
        const id = await asWorkspace(folder, () => (0,cache/* saveCache */.Io)([member], key, {}, CROSS_OS));
        return id >= 0;
    });
}
/** Some work in a folder of its own. */
async function inFreshFolder(tempFolder, work) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(tempFolder, 'entry-'));
    try {
        return await work(folder);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}


/***/ }),

/***/ 2810:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O: () => (/* binding */ saveFile),
/* harmony export */   V: () => (/* binding */ restoreFile)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _cache_entry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6410);



/**
 * Unpacks a cache entry by its exact key, and reads the one file it has to hold.
 *
 * @param key the entry's key
 * @param place where it is unpacked, and what it has to hold
 * @throws what the toolkit throws for a key it does not take
 */
async function restoreFile(key, place) {
    const { tempFolder, member } = place;
    const read = await (0,_cache_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .unpackEntry */ .$)({ key, member: member.name, tempFolder }, (folder) => readOnly(folder, member));
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
    return (0,_cache_entry_js__WEBPACK_IMPORTED_MODULE_2__/* .packEntry */ .A)({ key, member: member.name, tempFolder }, (folder) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, member.name), text));
}
/** The only file of a folder, if it is the one it has to be. */
async function readOnly(folder, member) {
    const names = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readdir)(folder);
    if (names.length !== 1 || names[0] !== member.name) {
        return { kind: 'strange', problem: `Its archive holds other files than ${member.name}.` };
    }
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, member.name);
    const stat = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.lstat)(file);
    if (!stat.isFile())
        return { kind: 'strange', problem: `${member.name} in its archive is no regular file.` };
    if (stat.size > member.maxBytes)
        return { kind: 'strange', problem: `It unpacks to ${stat.size} bytes.` };
    return { kind: 'restored', bytes: await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.readFile)(file) };
}


/***/ }),

/***/ 4112:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   shareJournal: () => (/* binding */ shareJournal)
/* harmony export */ });
/* unused harmony export saveJournal */
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var _core_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3026);
/* harmony import */ var _core_record_journal_entry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(517);
/* harmony import */ var _actions_cache_cache_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2810);




/** The one file of a journal's entry; an answer of 500 tokens is some 2 kB. */
const MEMBER = { name: 'siuo-gate-answers.jsonl', maxBytes: 256 * 1024 * 1024 };
/**
 * A journal that goes on from the file that an earlier step of the job left, else from the newest one
 * of its fingerprint in the cache, saved under the run's own ref by an earlier attempt. The cache is a
 * convenience: whatever fails with it, cells are asked again. Who may write there could write answers
 * too: see docs/security.md.
 *
 * @param journal the file
 * @param options where it is restored from
 */
function shareJournal(journal, options) {
    return {
        open: async (fingerprint, isContinued) => {
            options.opened(fingerprint);
            const here = await journal.open(fingerprint, isContinued);
            if (!isContinued || here.length > 0)
                return here;
            await restore(fingerprint, options);
            return journal.open(fingerprint, true);
        },
        append: (entry) => journal.append(entry),
    };
}
/** Writes the newest stored journal into the file. */
async function restore(fingerprint, options) {
    const { context, reader, tempFolder, pathOf, log } = options;
    try {
        const listed = await reader.listCaches({ prefix: prefixOf(fingerprint), ref: context.ref });
        const newest = listed[0];
        if (newest === undefined)
            return;
        const restored = await (0,_actions_cache_cache_file_js__WEBPACK_IMPORTED_MODULE_3__/* .restoreFile */ .V)(newest.key, { tempFolder, member: MEMBER });
        if (restored.kind === 'restored')
            await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.writeFile)(pathOf(fingerprint), restored.bytes);
        else
            log.warning(`Stored answers in ${newest.key} cannot be used; they are asked again.`);
    }
    catch (error) {
        log.warning(`Stored answers were not restored: ${(0,_core_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .messageOf */ .bD)(error)}`);
    }
}
/** What the keys of a fingerprint's journals begin with. */
function prefixOf(fingerprint) {
    return `siuo-gate-answers-${fingerprint}-`;
}
/**
 * Saves a journal to the cache under a key of this attempt, for the next one to go on from.
 *
 * @param text the journal; one without any answer is not saved
 * @param fingerprint what makes its answers its own
 * @param options run and folder
 * @returns whether it was saved
 * @throws what the toolkit throws for a key it does not take
 */
async function saveJournal(text, fingerprint, { context, tempFolder }) {
    if (!parseJournal(text).some(({ type }) => type === 'answer'))
        return false;
    const key = `${prefixOf(fingerprint)}${context.runId}-${context.runAttempt}`;
    return saveFile(key, text, { tempFolder, member: MEMBER });
}


/***/ })

};
