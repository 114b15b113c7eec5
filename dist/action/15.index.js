export const id = 15;
export const ids = [15];
export const modules = {

/***/ 2015:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   sharePictures: () => (/* binding */ sharePictures)
/* harmony export */ });
/* harmony import */ var _actions_cache__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1691);
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6760);
/* harmony import */ var _config_heads_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3171);
/* harmony import */ var _parse_dataset_files_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9408);
/* harmony import */ var _picture_rules_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(6018);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(7406);
/* harmony import */ var _github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(9130);









/**
 * A data set whose files are kept in the Actions cache: restored before they are needed, and saved
 * once, complete, by runs on the default branch. The cache is a convenience: whatever fails with it,
 * the pictures are downloaded. Only an entry of the default branch is restored, into a folder of its
 * own, and only where no other entry would be found before it.
 *
 * @param source downloads into the folder, and takes what is there already
 * @param options where the files are, and which run this is
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/dependency-caching
 */
function sharePictures(source, options) {
    let size = 0;
    let isRestored = false;
    return {
        load: async () => {
            isRestored = await tried('restored from', options.log, () => restore(options));
            const dataset = await source.load();
            size = dataset.items.length;
            return dataset;
        },
        prefetch: async (items, signal) => {
            const digests = await source.prefetch(items, signal);
            if (items.length === size && maySave(options.context) && !isRestored) {
                await tried('saved to', options.log, () => save(options));
            }
            return digests;
        },
        picture: (item) => source.picture(item),
    };
}
/** Whether a run saves for others what it downloaded. */
function maySave(context) {
    return context.isDefaultBranch && (0,_config_heads_js__WEBPACK_IMPORTED_MODULE_4__/* .headRulesOf */ .FR)(context).isTrusted;
}
/** Does something with the cache, if there is one; a failure is a warning, and counts as not done. */
async function tried(what, log, work) {
    if (!(0,_actions_cache__WEBPACK_IMPORTED_MODULE_0__/* .isFeatureAvailable */ .w3)())
        return false;
    try {
        return await work();
    }
    catch (error) {
        log.warning(`The pictures were not ${what} the cache: ${(0,_errors_js__WEBPACK_IMPORTED_MODULE_7__/* .messageOf */ .bD)(error)}`);
        return false;
    }
}
/** More bytes than this are not restored; the benchmark's own pictures have 207 MB. */
const MOST_BYTES = 1024 ** 3;
/** The entry of a revision; its drafts lie beside its files. */
async function entryOf({ revision, draftFolder }) {
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(draftFolder, { recursive: true });
    const key = `siuo-gate-pictures-${revision}`;
    return { key, member: ARCHIVE_FOLDER, tempFolder: draftFolder };
}
/** Fetches the files from the cache, unless this machine has them; whether the cache has them. */
async function restore(options) {
    const { folder, context, reader } = options;
    if ((0,node_fs__WEBPACK_IMPORTED_MODULE_1__.existsSync)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, 'images')))
        return false;
    const entry = await entryOf(options);
    const ref = `refs/heads/${context.defaultBranch}`;
    const listed = await reader.listCaches({ prefix: entry.key, ref });
    const found = listed.find(({ key, size }) => key === entry.key && size <= MOST_BYTES);
    if (found === undefined || (await isPlanted(found, options)))
        return false;
    const isTaken = await (0,_github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_8__/* .unpackEntry */ .$7)(entry, async (unpacked) => {
        // Once more: an entry planted since the first look may be what was unpacked.
        if (await isPlanted(found, options))
            return false;
        if (await takeIn(unpacked, folder))
            return true;
        options.log.warning(`The pictures are downloaded: the cache entry ${found.key} of ${found.ref} holds something else.`);
        return false;
    });
    return isTaken === true;
}
/** Whether a restore by an entry's key would find another one first; warns of that one. */
async function isPlanted(entry, options) {
    const shadow = await (0,_github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_8__/* .findShadow */ .wy)(entry, options);
    if (shadow === undefined)
        return false;
    options.log.warning(`The pictures are downloaded: the cache entry ${shadow.key} of ${shadow.ref} stands before the default branch's.`);
    return true;
}
/** Saves the files; that they are saved already is no failure. */
async function save(options) {
    return (0,_github_cache_entry_io_js__WEBPACK_IMPORTED_MODULE_8__/* .packEntry */ .AR)(await entryOf(options), (folder) => layOut(options.folder, folder));
}
/** The folder that an archive of a data set holds, its files one beside the other. */
const ARCHIVE_FOLDER = 'siuo-gate-pictures';
const ROW_FILES = new Set([_parse_dataset_files_js__WEBPACK_IMPORTED_MODULE_5__/* .DATASET_FILES */ .p3.generation, _parse_dataset_files_js__WEBPACK_IMPORTED_MODULE_5__/* .DATASET_FILES */ .p3.choices]);
/**
 * Lays the files of a revision into an archive's folder on the same disk: side by side, because whoever
 * unpacks it leaves folders off.
 */
async function layOut(revision, into) {
    const folder = (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(into, ARCHIVE_FOLDER);
    await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)(folder);
    const files = [
        ...[...ROW_FILES].map((name) => ({ name, path: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(revision, name) })),
        ...(await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(revision, _parse_dataset_files_js__WEBPACK_IMPORTED_MODULE_5__/* .DATASET_FILES */ .p3.images))).map((name) => ({
            name,
            path: (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(revision, _parse_dataset_files_js__WEBPACK_IMPORTED_MODULE_5__/* .DATASET_FILES */ .p3.images, name),
        })),
    ];
    for (const { name, path } of files)
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.link)(path, (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(folder, name));
}
/**
 * Takes the files of an unpacked archive into the folder of a revision on the same disk. What they hold is
 * looked at by whoever reads them. False, with nothing taken, for an archive of anything but rows and pictures.
 */
async function takeIn(unpacked, revision) {
    const entries = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.readdir)(unpacked, { withFileTypes: true });
    // The archive's own folder comes out empty.
    const files = entries.filter((entry) => !(entry.isDirectory() && entry.name === ARCHIVE_FOLDER));
    if (files.some((entry) => !entry.isFile() || (0,_picture_rules_js__WEBPACK_IMPORTED_MODULE_6__/* .imageNameProblem */ .i)(entry.name) !== undefined)) {
        return false;
    }
    for (const { name } of files) {
        const path = ROW_FILES.has(name)
            ? (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(revision, name)
            : (0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(revision, _parse_dataset_files_js__WEBPACK_IMPORTED_MODULE_5__/* .DATASET_FILES */ .p3.images, name);
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.mkdir)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.dirname)(path), { recursive: true });
        await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_2__.rename)((0,node_path__WEBPACK_IMPORTED_MODULE_3__.join)(unpacked, name), path);
    }
    return true;
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
