export const id = 525;
export const ids = [525];
export const modules = {

/***/ 1308:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  V: () => (/* binding */ restoreFile),
  O: () => (/* binding */ saveFile)
});

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./node_modules/@actions/cache/lib/cache.js + 340 modules
var cache = __webpack_require__(1691);
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

;// CONCATENATED MODULE: ./build/src/adapters/actions-cache/cache-file.js



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
    return packEntry({ key, member: member.name, tempFolder }, (folder) => (0,promises_.writeFile)((0,external_node_path_.join)(folder, member.name), text));
}
/** The only file of a folder, if it is the one it has to be. */
async function readOnly(folder, member) {
    const names = await (0,promises_.readdir)(folder);
    if (names.length !== 1 || names[0] !== member.name) {
        return { kind: 'strange', problem: `Its archive holds other files than ${member.name}.` };
    }
    const file = (0,external_node_path_.join)(folder, member.name);
    const stat = await (0,promises_.lstat)(file);
    if (!stat.isFile())
        return { kind: 'strange', problem: `${member.name} in its archive is no regular file.` };
    if (stat.size > member.maxBytes)
        return { kind: 'strange', problem: `It unpacks to ${stat.size} bytes.` };
    return { kind: 'restored', bytes: await (0,promises_.readFile)(file) };
}


/***/ }),

/***/ 5525:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  saveJournal: () => (/* binding */ saveJournal)
});

// UNUSED EXPORTS: shareJournal

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __webpack_require__(3026);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 9 modules
var schemas = __webpack_require__(7597);
// EXTERNAL MODULE: ./build/src/core/config/config.js
var config = __webpack_require__(3404);
// EXTERNAL MODULE: ./build/src/core/judge/judgement.js
var judgement = __webpack_require__(8582);
// EXTERNAL MODULE: ./build/src/core/judge/metric-terms.js + 9 modules
var metric_terms = __webpack_require__(2482);
// EXTERNAL MODULE: ./build/src/core/sweep/parse-json.js
var parse_json = __webpack_require__(7624);
;// CONCATENATED MODULE: ./build/src/core/record/journal-entry.js





const answerSchema = schemas/* discriminatedUnion */.gMt('kind', [
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('answered'), text: schemas/* string */.YjP(), truncated: schemas/* boolean */.zMY() }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('refused'), text: schemas/* string */.YjP() }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('filtered'), at: schemas/* enum */.k5n(['prompt', 'output']) }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('empty') }),
    schemas/* object */.Ikc({ kind: schemas/* literal */.euz('spent') }),
    schemas/* object */.Ikc({
        kind: schemas/* literal */.euz('failed'),
        cause: schemas/* enum */.k5n([
            'transport',
            'timeout',
            'server',
            'unreadable',
            'too-large',
            'rejected',
            'not-found',
        ]),
        detail: schemas/* string */.YjP(),
    }),
]);
const unjudged = {
    label: schemas/* literal */.euz('unjudged'),
    reason: schemas/* enum */.k5n(judgement/* UNJUDGED_REASONS */.T),
};
/** A judgement with one of these labels, or none, and its votes. */
function judgementSchema(labels) {
    const label = schemas/* enum */.k5n(labels);
    const votes = schemas/* array */.YOg(schemas/* union */.KCZ([schemas/* object */.Ikc({ label, rationale: schemas/* string */.YjP() }), schemas/* object */.Ikc(unjudged)]));
    return schemas/* union */.KCZ([schemas/* object */.Ikc({ label, votes }), schemas/* object */.Ikc({ ...unjudged, votes })]);
}
const cell = { itemId: schemas/* number */.aig().int().positive(), repeat: schemas/* number */.aig().int().positive() };
const checked = {
    itemId: schemas/* number */.aig().int().positive(),
    answerDigest: schemas/* string */.YjP().regex(/^[0-9a-f]{64}$/),
};
const entrySchema = schemas/* union */.KCZ([
    schemas/* object */.Ikc({ type: schemas/* literal */.euz('begun'), where: schemas/* string */.YjP().max(1000) }),
    schemas/* object */.Ikc({ type: schemas/* literal */.euz('finished') }),
    schemas/* object */.Ikc({ type: schemas/* literal */.euz('answer'), ...cell, answer: answerSchema }),
    ...config/* METRICS */.C.map((metric) => schemas/* object */.Ikc({
        type: schemas/* literal */.euz('judgement'),
        ...cell,
        metric: schemas/* literal */.euz(metric),
        judgement: judgementSchema(metric_terms/* METRIC_TERMS */.v[metric].labels),
    })),
    schemas/* object */.Ikc({
        type: schemas/* literal */.euz('check'),
        ...checked,
        judgement: judgementSchema(metric_terms/* METRIC_TERMS */.v.safe.labels),
    }),
]);
/**
 * An entry as a line of a journal, with its line end.
 *
 * @param entry what is written
 */
function journalLine(entry) {
    return `${JSON.stringify(entry)}\n`;
}
/**
 * The entries of a journal's text. A line that is torn (a run killed while it wrote) or is no entry
 * is left out: its cell is simply asked again.
 *
 * @param text the file, one JSON value a line; empty gives no entries
 */
function parseJournal(text) {
    return text.split('\n').flatMap((line) => parseEntry(line) ?? []);
}
/**
 * The entry of one line.
 *
 * @param line without its line end
 * @returns undefined when it is torn or no entry
 */
function parseEntry(line) {
    return entrySchema.safeParse((0,parse_json/* parseJson */.q)(line)).data;
}

// EXTERNAL MODULE: ./build/src/adapters/actions-cache/cache-file.js + 2 modules
var cache_file = __webpack_require__(1308);
;// CONCATENATED MODULE: ./build/src/adapters/journal/shared-journal.js




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
        const restored = await restoreFile(newest.key, { tempFolder, member: MEMBER });
        if (restored.kind === 'restored')
            await writeFile(pathOf(fingerprint), restored.bytes);
        else
            log.warning(`Stored answers in ${newest.key} cannot be used; they are asked again.`);
    }
    catch (error) {
        log.warning(`Stored answers were not restored: ${messageOf(error)}`);
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
    return (0,cache_file/* saveFile */.O)(key, text, { tempFolder, member: MEMBER });
}


/***/ })

};
