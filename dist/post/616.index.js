export const id = 616;
export const ids = [616];
export const modules = {

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


/***/ }),

/***/ 2616:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   saveMarked: () => (/* binding */ saveMarked),
/* harmony export */   shareJournal: () => (/* binding */ shareJournal)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7406);
/* harmony import */ var _journal_entry_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9313);
/* harmony import */ var _github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9130);
/* harmony import */ var _files_io_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(6006);
/* harmony import */ var _foreign_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(9597);







/** The one file of a journal's entry. */
const MEMBER = { name: 'siuo-gate-answers.jsonl', maxBytes: _foreign_js__WEBPACK_IMPORTED_MODULE_6__/* .LONGEST_JOURNAL_BYTES */ .Z };
/**
 * A journal that goes on from the newest one of its fingerprint in the cache, saved under the run's own
 * ref by an earlier attempt, and from no file that lies on this machine: any step of the job could have
 * put it there. The cache is a convenience: whatever fails with it, samples are asked again. Who may write
 * there could write answers too: see docs/security.md.
 *
 * @param journal the file
 * @param options where it is restored from
 */
function shareJournal(journal, options) {
    let mark;
    let hasAdded = false;
    const append = async (given) => {
        const entry = options.redact.value(given);
        await journal.append(entry);
        if (mark === undefined)
            return;
        mark = { ...mark, digest: digestAfter(mark.digest, (0,_journal_entry_js__WEBPACK_IMPORTED_MODULE_3__/* .journalLine */ .Ee)(entry).trimEnd()) };
        options.marked(mark);
    };
    return {
        open: async (fingerprint, isContinued) => {
            await journal.open(fingerprint, false);
            mark = { fingerprint, digest: digestAfter('', fingerprint) };
            hasAdded = false;
            options.marked(mark);
            // An earlier attempt may have had other secrets.
            const entries = options.redact.value(isContinued ? await restore(fingerprint, options) : []);
            for (const entry of entries)
                await append(entry);
            return entries;
        },
        append: async (entry) => {
            hasAdded ||= entry.type === 'answer' || entry.type === 'judgement' || entry.type === 'check';
            await append(entry);
        },
        save: async () => {
            if (mark === undefined || !hasAdded)
                return;
            const isSaved = await saveMarked(mark, options);
            if (isSaved)
                options.marked(undefined);
        },
    };
}
/** The digest of a line and all before it. */
function digestAfter(before, line) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(`${before}\n${line}`).digest('hex');
}
/** The entries of the newest stored journal; none where there is none, or it cannot be used. */
async function restore(fingerprint, { context, reader, tempFolder, log }) {
    try {
        const listed = await reader.listCaches({ prefix: prefixOf(fingerprint), ref: context.ref });
        const newest = listed[0];
        if (newest === undefined)
            return [];
        const restored = newest.size > MEMBER.maxBytes
            ? undefined
            : await (0,_github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_4__/* .restoreFile */ .VX)(newest.key, { tempFolder, member: MEMBER });
        if (restored?.kind === 'restored')
            return (0,_journal_entry_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJournal */ .z8)(new TextDecoder().decode(restored.bytes));
        log.warning(`Stored answers in ${newest.key} cannot be used; they are asked again.`);
    }
    catch (error) {
        log.warning(`Stored answers were not restored: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
    }
    return [];
}
/** What the keys of a fingerprint's journals begin with. */
function prefixOf(fingerprint) {
    return `siuo-gate-answers-${fingerprint}-`;
}
/**
 * Saves the journal that a process left to the cache, under a key of this attempt, for the next one to
 * go on from. Only what that process wrote is saved: lines that another step of the job added are left
 * out, and a file in which it changed or took away any is not saved at all. A failure is a warning.
 *
 * @param mark how far the process wrote it
 * @param options run, folders and log
 * @returns whether there is nothing left to save
 */
async function saveMarked(mark, { context, tempFolder, pathOf, log }) {
    try {
        const text = await readOwn(pathOf(mark.fingerprint));
        // A run that stopped before it asked anything left none.
        if (text === undefined)
            return true;
        const own = ownLines(text, mark);
        if (own === undefined) {
            log.warning('The answers were not saved for later attempts: their file is not as this step wrote it.');
            return true;
        }
        if (!(0,_journal_entry_js__WEBPACK_IMPORTED_MODULE_3__/* .parseJournal */ .z8)(own).some(({ type }) => type === 'answer'))
            return true;
        const key = `${prefixOf(mark.fingerprint)}${context.runId}-${context.runAttempt}`;
        const isSaved = await (0,_github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_4__/* .saveFile */ .OJ)(key, own, { tempFolder, member: MEMBER });
        // Where it was not, the toolkit has said why.
        if (isSaved)
            log.info('The answers were saved for later attempts.');
        return isSaved;
    }
    catch (error) {
        log.warning(`The answers were not saved for later attempts: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_2__/* .messageOf */ .bD)(error)}`);
        return false;
    }
}
/** The text of a file that is no link; undefined when there is none. */
async function readOwn(path) {
    const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(path, _files_io_js__WEBPACK_IMPORTED_MODULE_5__/* .READ_ONLY */ .sj).catch((error) => {
        if ((0,_files_io_js__WEBPACK_IMPORTED_MODULE_5__/* .isMissing */ .b2)(error))
            return undefined;
        throw error;
    });
    if (handle === undefined)
        return undefined;
    try {
        const { size } = await handle.stat();
        if (size > MEMBER.maxBytes)
            throw new Error(`their file has ${size} bytes`);
        return await handle.readFile('utf8');
    }
    finally {
        await handle.close();
    }
}
/** The lines up to a mark, whole and in order; undefined when the file does not hold just them. */
function ownLines(text, { fingerprint, digest }) {
    let at = digestAfter('', fingerprint);
    let end = 0;
    while (at !== digest) {
        const next = text.indexOf('\n', end);
        if (next < 0)
            return undefined;
        const line = text.slice(end, next);
        end = next + 1;
        // What a refused write left is followed by an empty line.
        if (line !== '')
            at = digestAfter(at, line);
    }
    return text.slice(0, end);
}


/***/ })

};
