export const id = 28;
export const ids = [28];
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

/***/ 5843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   w: () => (/* binding */ findShadow)
/* harmony export */ });
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


/***/ }),

/***/ 1028:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  sharePictures: () => (/* binding */ sharePictures)
});

// EXTERNAL MODULE: ./node_modules/@actions/cache/lib/cache.js + 355 modules
var cache = __webpack_require__(4305);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __webpack_require__(3026);
// EXTERNAL MODULE: ./build/src/adapters/actions-cache/cache-entry.js + 1 modules
var cache_entry = __webpack_require__(6410);
// EXTERNAL MODULE: ./build/src/adapters/actions-cache/find-shadow.js
var find_shadow = __webpack_require__(5843);
// EXTERNAL MODULE: ./build/src/core/dataset/image-name.js
var image_name = __webpack_require__(3107);
// EXTERNAL MODULE: ./build/src/core/dataset/parse-dataset-files.js + 7 modules
var parse_dataset_files = __webpack_require__(6413);
;// CONCATENATED MODULE: ./build/src/adapters/dataset/picture-archive.js




/** The folder that an archive of a data set holds, its files one beside the other. */
const ARCHIVE_FOLDER = 'siuo-gate-pictures';
const ROW_FILES = new Set([parse_dataset_files/* DATASET_FILES */.p3.generation, parse_dataset_files/* DATASET_FILES */.p3.choices]);
/**
 * Lays the files of a revision into an archive's folder: side by side, because whoever unpacks it
 * leaves folders off.
 *
 * @param revision the folder of the revision: rows, and pictures below it
 * @param into the folder that is packed, on the same disk
 */
async function layOut(revision, into) {
    const folder = (0,external_node_path_.join)(into, ARCHIVE_FOLDER);
    await (0,promises_.mkdir)(folder);
    const files = [
        ...[...ROW_FILES].map((name) => ({ name, path: (0,external_node_path_.join)(revision, name) })),
        ...(await (0,promises_.readdir)((0,external_node_path_.join)(revision, parse_dataset_files/* DATASET_FILES */.p3.images))).map((name) => ({
            name,
            path: (0,external_node_path_.join)(revision, parse_dataset_files/* DATASET_FILES */.p3.images, name),
        })),
    ];
    for (const { name, path } of files)
        await (0,promises_.link)(path, (0,external_node_path_.join)(folder, name));
}
/**
 * Takes the files of an unpacked archive into the folder of a revision. What they hold is looked at by
 * whoever reads them.
 *
 * @param unpacked the folder it was unpacked into, on the same disk
 * @param revision the folder of the revision, which may not be there yet
 * @returns false, with nothing taken, when it holds anything but rows and pictures
 */
async function takeIn(unpacked, revision) {
    const entries = await (0,promises_.readdir)(unpacked, { withFileTypes: true });
    // The archive's own folder comes out empty.
    const files = entries.filter((entry) => !(entry.isDirectory() && entry.name === ARCHIVE_FOLDER));
    if (files.some((entry) => !entry.isFile() || (0,image_name/* imageNameProblem */.i)(entry.name) !== undefined)) {
        return false;
    }
    for (const { name } of files) {
        const path = ROW_FILES.has(name)
            ? (0,external_node_path_.join)(revision, name)
            : (0,external_node_path_.join)(revision, parse_dataset_files/* DATASET_FILES */.p3.images, name);
        await (0,promises_.mkdir)((0,external_node_path_.dirname)(path), { recursive: true });
        await (0,promises_.rename)((0,external_node_path_.join)(unpacked, name), path);
    }
    return true;
}

;// CONCATENATED MODULE: ./build/src/adapters/dataset/shared-pictures.js








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
            if (items.length === size && options.context.isDefaultBranch && !isRestored) {
                await tried('saved to', options.log, () => save(options));
            }
            return digests;
        },
        picture: (item) => source.picture(item),
    };
}
/** Does something with the cache, if there is one; a failure is a warning, and counts as not done. */
async function tried(what, log, work) {
    if (!(0,cache/* isFeatureAvailable */.w3)())
        return false;
    try {
        return await work();
    }
    catch (error) {
        log.warning(`The pictures were not ${what} the cache: ${(0,errors/* messageOf */.bD)(error)}`);
        return false;
    }
}
/** More bytes than this are not restored; the benchmark's own pictures have 207 MB. */
const MOST_BYTES = 1024 ** 3;
/** The entry of a revision; its drafts lie beside its files. */
async function entryOf({ revision, draftFolder }) {
    await (0,promises_.mkdir)(draftFolder, { recursive: true });
    const key = `siuo-gate-pictures-${revision}`;
    return { key, member: ARCHIVE_FOLDER, tempFolder: draftFolder };
}
/** Fetches the files from the cache, unless this machine has them; whether the cache has them. */
async function restore(options) {
    const { folder, context, reader } = options;
    if ((0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, 'images')))
        return false;
    const entry = await entryOf(options);
    const ref = `refs/heads/${context.defaultBranch}`;
    const listed = await reader.listCaches({ prefix: entry.key, ref });
    const found = listed.find(({ key, size }) => key === entry.key && size <= MOST_BYTES);
    if (found === undefined || (await isPlanted(found, options)))
        return false;
    const isTaken = await (0,cache_entry/* unpackEntry */.$)(entry, async (unpacked) => {
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
    const shadow = await (0,find_shadow/* findShadow */.w)(entry, options);
    if (shadow === undefined)
        return false;
    options.log.warning(`The pictures are downloaded: the cache entry ${shadow.key} of ${shadow.ref} stands before the default branch's.`);
    return true;
}
/** Saves the files; that they are saved already is no failure. */
async function save(options) {
    return (0,cache_entry/* packEntry */.A)(await entryOf(options), (folder) => layOut(options.folder, folder));
}


/***/ })

};
