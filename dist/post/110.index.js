export const id = 110;
export const ids = [110];
export const modules = {

/***/ 1110:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createBranchStore: () => (/* binding */ createBranchStore)
});

// EXTERNAL MODULE: ./build/src/core/config/permissions.js
var permissions = __webpack_require__(3912);
// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __webpack_require__(3026);
// EXTERNAL MODULE: ./build/src/core/record/baseline-schema.js + 4 modules
var baseline_schema = __webpack_require__(2078);
;// CONCATENATED MODULE: ./build/src/core/record/comparability.js
/**
 * What a record was, for a comparison of two stored records.
 *
 * @param record a record of any sweep
 */
function identityOfRecord({ protocol, metrics, items }) {
    const digests = items.map((item) => [item.id, { row: item.rowDigest, picture: item.pictureDigest }]);
    return { protocol, metrics, digests: new Map(digests) };
}
/**
 * Every difference that makes a stored record not comparable with the candidate: protocol fields,
 * rows and pictures of shared items, missing metrics. None when they are comparable.
 *
 * @param baseline a stored record
 * @param candidate what this run will be
 */
function differences(baseline, candidate) {
    return [
        ...fieldDifferences('', baseline.protocol, protocolBeside(baseline, candidate)).filter(({ field }) => field !== EFFECTIVENESS_FIELD || areBothRated(baseline, candidate)),
        ...itemDifferences(baseline, candidate),
        ...metricDifferences(baseline, candidate),
    ];
}
/** How the help of answers was judged; where only one side asked for it, the metrics say so. */
const EFFECTIVENESS_FIELD = 'judge.effectivenessDigest';
/** Whether both sides have judged how far answers help. */
function areBothRated(baseline, { metrics }) {
    return baseline.metrics.includes('effective') && metrics.includes('effective');
}
/** The candidate's protocol, with the baseline's judge while its own is not known. */
function protocolBeside({ protocol: { judge } }, { protocol, isJudgeOpen }) {
    return isJudgeOpen === true ? { ...protocol, judge } : protocol;
}
/**
 * Differences of two JSON values, field by field.
 *
 * @param path the name of the whole; empty for none
 * @param baseline one value
 * @param candidate the other
 */
function fieldDifferences(path, baseline, candidate) {
    if (isObject(baseline) && isObject(candidate)) {
        const names = [...new Set([...Object.keys(baseline), ...Object.keys(candidate)])].sort();
        return names.flatMap((name) => fieldDifferences(path === '' ? name : `${path}.${name}`, baseline[name], candidate[name]));
    }
    if (baseline === candidate)
        return [];
    return [{ field: path, baseline: shown(baseline), candidate: shown(candidate) }];
}
/** Whether a value is an object with named members. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
/** A field's value in a message. */
function shown(value) {
    return value === null || value === undefined
        ? 'none'
        : typeof value === 'string'
            ? value
            : JSON.stringify(value);
}
/** Items whose row or picture has changed; one difference names them all. */
function itemDifferences(baseline, candidate) {
    const changed = baseline.items.filter((item) => {
        const now = candidate.digests.get(item.id);
        if (now === undefined)
            return false;
        return now.row !== item.rowDigest || (now.picture ?? item.pictureDigest) !== item.pictureDigest;
    });
    if (changed.length === 0)
        return [];
    const ids = changed
        .slice(0, 10)
        .map((item) => item.id)
        .join(', ');
    const more = changed.length > 10 ? ` and ${changed.length - 10} more` : '';
    return [
        { field: 'items', baseline: `other rows or pictures of ${ids}${more}`, candidate: 'changed' },
    ];
}
/** Metrics the candidate has and the baseline does not. */
function metricDifferences(baseline, candidate) {
    const known = new Set(baseline.metrics);
    const absent = candidate.metrics.filter((metric) => !known.has(metric));
    if (absent.length === 0)
        return [];
    return [
        {
            field: 'metrics',
            baseline: baseline.metrics.join(', '),
            candidate: candidate.metrics.join(', '),
        },
    ];
}

// EXTERNAL MODULE: ./build/src/core/digest.js + 4 modules
var digest = __webpack_require__(6932);
;// CONCATENATED MODULE: ./build/src/core/group-by.js
/**
 * Values by a key, in the order in which each key and each value first comes.
 *
 * @param values any values; none gives an empty map
 * @param keyOf the key of a value
 */
function groupBy(values, keyOf) {
    const groups = new Map();
    for (const value of values) {
        const key = keyOf(value);
        const group = groups.get(key);
        if (group === undefined)
            groups.set(key, [value]);
        else
            group.push(value);
    }
    return groups;
}

;// CONCATENATED MODULE: ./build/src/core/plan/rank-items.js


/**
 * Orders the items of each domain by the digest of seed and item id. A sample is the first so many
 * of each domain: deterministic, seeded, and nested, since a smaller sample is a prefix of a larger.
 *
 * @param items the items to choose from; none gives no domain
 * @param seed any text; another seed gives another order
 */
function rankItems(items, seed) {
    const byDomain = groupBy(items, ({ domain }) => domain);
    return new Map([...byDomain].map(([domain, members]) => [domain, inSeededOrder(members, seed)]));
}
/** Items by the digest of seed and id. */
function inSeededOrder(items, seed) {
    return items
        .map((item) => ({ item, rank: (0,digest/* digestOf */.o)(`${seed}\n${item.id}`) }))
        .sort((a, b) => (a.rank < b.rank ? -1 : 1))
        .map(({ item }) => item);
}

;// CONCATENATED MODULE: ./build/src/core/plan/rung-cells.js
/**
 * The sizes alone of rungs that know more, as a record has them.
 *
 * @param rungs a ladder's, in order
 */
function sizesOf(rungs) {
    return rungs.map(({ itemsPerDomain, answers }) => ({ itemsPerDomain, answers }));
}
/**
 * The items a rung asks in one domain: the first of the ranked ones, or all.
 *
 * @param ranked the domain's items in sample order
 * @param itemsPerDomain how many; more than there are gives all
 */
function rungItems(ranked, itemsPerDomain) {
    return itemsPerDomain === 'all' ? ranked : ranked.slice(0, itemsPerDomain);
}
/**
 * Every cell that a rung needs in these domains, those of earlier rungs included: repeat by repeat,
 * so that a sweep cut short has asked every item about equally often.
 *
 * @param ranked the items in sample order, by domain
 * @param domains the domains still open
 * @param size what the rung asks
 */
function rungCells(ranked, domains, size) {
    const items = [...domains].flatMap((name) => rungItems(ranked.get(name) ?? [], size.itemsPerDomain));
    const repeats = Array.from({ length: size.answers }, (_, index) => index + 1);
    return repeats.flatMap((repeat) => items.map((item) => ({ itemId: item.id, repeat })));
}

;// CONCATENATED MODULE: ./build/src/core/record/first-rung.js


/**
 * A record cut down to the answers of its first rung. Later rungs were asked because of what the
 * first had shown, so pooling them would bias the baseline.
 *
 * @param record a record of any ladder; one without rungs is returned as it is
 */
function first_rung_firstRungOf(record) {
    const [first] = record.plan.rungs;
    if (first === undefined)
        return record;
    const ranked = rankItems(record.items, record.plan.seed);
    const kept = new Set([...ranked.values()].flatMap((items) => rungItems(items, first.itemsPerDomain).map(({ id }) => id)));
    const items = record.items
        .filter((item) => kept.has(item.id))
        .map((item) => ({
        ...item,
        repeats: item.repeats.filter(({ repeat }) => repeat <= first.answers),
    }));
    return {
        ...record,
        items,
        plan: { ...record.plan, rungsReached: Math.min(1, record.plan.rungsReached) },
    };
}

;// CONCATENATED MODULE: ./build/src/core/record/update-pool.js


const DAY_MS = 24 * 60 * 60 * 1000;
/** The reason of a level that nobody accepted, since it was the first. */
const FIRST_RUN = 'first run';
/**
 * The records of a pool that are young enough, newest first, no more than the pool may hold. Of
 * records of one run, or of the very same answers, only the newest counts, whoever put them there.
 *
 * @param baseline the stored baseline
 * @param limits days after which a record is no longer used
 * @param nowMs milliseconds since the epoch
 */
function youngRecords(baseline, limits, nowMs) {
    const isYoung = (record) => nowMs - createdMs(record) <= limits.maxAgeDays * DAY_MS;
    return withoutCopies(newestFirst(baseline.records)).filter(isYoung).slice(0, limits.poolNights);
}
/**
 * Records of which none is a copy of another: where two are of one run, or hold the very same
 * answers, the first one stays.
 *
 * @param records in the order of preference
 */
function withoutCopies(records) {
    return records.filter((record, index) => !records.slice(0, index).some((earlier) => isCopy(earlier, record)));
}
/**
 * Records in the order of their making, the newest first.
 *
 * @param records in any order
 */
function newestFirst(records) {
    return [...records].sort((a, b) => createdMs(b) - createdMs(a));
}
/** When a record was made, in milliseconds since the epoch. */
function createdMs(record) {
    return Date.parse(record.provenance.createdAt);
}
/**
 * A new pool of one record: a first baseline, or a level that a person accepted. The first accepted
 * level is also the pinned one, until a release pins its own.
 *
 * @param name the baseline's name
 * @param record this run's record
 * @param reason why the level was accepted
 */
function newBaseline(name, record, reason) {
    const first = firstRungOf(record);
    const acceptedAt = record.provenance.createdAt;
    return {
        schemaVersion: BASELINE_SCHEMA_VERSION,
        name,
        acceptedAt,
        reason,
        pinned: { kind: 'first', label: record.provenance.sha, pinnedAt: acceptedAt, records: [first] },
        records: [first],
    };
}
/** The longest label of a pinned level. */
const LONGEST_LABEL = 200;
/**
 * The baseline with the pool of a release pinned: the nights that the release was compared with, and
 * did not fall below.
 *
 * @param baseline the stored baseline
 * @param nights what the release was compared with
 * @param release its tag, and the time in ISO 8601
 */
function pinPool(baseline, nights, release) {
    const label = release.tag.slice(0, LONGEST_LABEL);
    return {
        ...baseline,
        pinned: { kind: 'release', label, pinnedAt: release.at, records: [...nights] },
    };
}
/**
 * The pool with this run's first-rung answers in it: old records dropped, the newest of each UTC day
 * kept. A stored record of the same run, or of the very same answers, makes way for the new one, so
 * that nothing is pooled twice and a model that never varies keeps one fresh night.
 *
 * @param baseline the stored baseline
 * @param record this run's record
 * @param limits how many records, and for how long
 */
function appendToPool(baseline, record, limits) {
    const young = youngRecords(baseline, limits, createdMs(record));
    const candidates = newestFirst([
        first_rung_firstRungOf(record),
        ...young.filter((stored) => !isCopy(stored, record)),
    ]);
    const days = new Set();
    const records = candidates.filter(({ provenance }) => {
        const day = provenance.createdAt.slice(0, 10);
        const isNewDay = !days.has(day);
        days.add(day);
        return isNewDay;
    });
    return { ...baseline, records: records.slice(0, limits.poolNights) };
}
/** Whether two records are of one run, or hold the very same answers; local runs have no run id. */
function isCopy(a, b) {
    const [one, other] = [a.provenance, b.provenance];
    const isSameRun = one.runId !== '' && one.runId === other.runId && one.repository === other.repository;
    return isSameRun || a.answersDigest === b.answersDigest;
}

;// CONCATENATED MODULE: ./build/src/core/record/merge-baselines.js


/**
 * The file to write where another run has written meanwhile: its pool with this run's own night in
 * it. A level that a person accepted takes the place of whatever is there; a night never joins a pool
 * of another level or protocol, which it was not compared with.
 *
 * @param mine what this run would write if it were alone; its newest record is its own
 * @param stored what stands there now
 * @param limits how many records, and for how long
 */
function mergeBaselines(mine, stored, limits) {
    const [own] = newestFirst(mine.records);
    const isNewer = mine.acceptedAt > stored.acceptedAt;
    if (own === undefined || (isNewer && mine.reason !== FIRST_RUN)) {
        return { ok: true, baseline: mine };
    }
    if (mine.acceptedAt < stored.acceptedAt && stored.reason !== FIRST_RUN) {
        return refused(`another level was accepted on ${stored.acceptedAt.slice(0, 10)} meanwhile`);
    }
    const [newest] = newestFirst(stored.records);
    const fields = newest === undefined ? [] : differences(newest, identityOfRecord(own));
    if (fields.length > 0) {
        return refused(`another run saved one of another ${fields[0]?.field ?? 'protocol'} meanwhile`);
    }
    const pinned = newerPin(mine.pinned, stored.pinned);
    return { ok: true, baseline: { ...appendToPool(stored, own, limits), pinned } };
}
/** The pin that was set last. */
function newerPin(mine, stored) {
    if (mine === null || stored === null)
        return mine ?? stored;
    return Date.parse(mine.pinnedAt) > Date.parse(stored.pinnedAt) ? mine : stored;
}
/** A merge that would mix what was never compared. */
function refused(why) {
    return { ok: false, problem: `This night was left out: ${why}.` };
}

// EXTERNAL MODULE: ./build/src/core/record/parse-baseline.js
var parse_baseline = __webpack_require__(8478);
// EXTERNAL MODULE: ./build/src/adapters/baseline/lookup-of.js
var lookup_of = __webpack_require__(1972);
;// CONCATENATED MODULE: ./build/src/adapters/baseline/branch-store.js







/** Waits before a save that was overtaken is tried again; as many tries more as there are waits. */
const BACK_OFF_MS = [500, 1000, 2000, 4000];
/**
 * Baselines on a branch of their own: a file a baseline-name, its history the branch's commits. The
 * branch shares no history with the code, and no pull request can write it that cannot push to it.
 *
 * @param options name, context and how the branch is reached
 */
function createBranchStore(options) {
    return {
        find: async (preferred) => {
            const tip = await options.data.tip();
            if (tip === undefined)
                return absent(options);
            for (const path of searchedPaths(options)) {
                const found = await findFile(options, { path, tip }, preferred);
                if (found !== undefined)
                    return found;
            }
            return absent(options);
        },
        requireWrite: () => options.data.requireWrite(),
        save: async (baseline) => {
            try {
                return await saveInTurn(baseline, options);
            }
            catch (error) {
                return { saved: false, problem: `The branch ${options.branch}: ${(0,errors/* messageOf */.bD)(error)}.` };
            }
        },
    };
}
/**
 * The file of a branch's baseline: that of the default branch has the plain name. An `@` is in no
 * baseline-name, so that no two share a file.
 */
function pathOf({ name, context }, branch) {
    const isDefault = branch === '' || branch === context.defaultBranch;
    return isDefault ? `${name}.json` : `${name}@${encodeURIComponent(branch)}.json`;
}
/** The base branch's file, else the default branch's. */
function searchedPaths(options) {
    const { baseBranch, defaultBranch } = options.context;
    return new Set([baseBranch, defaultBranch].map((branch) => pathOf(options, branch)));
}
/** A file in words, the same for as long as its commit is on the branch. */
function describeFile({ branch }, path, commit) {
    return `file ${path} of the branch ${branch} at ${commit}`;
}
/** Reads a file as its newest commit left it, or as an earlier attempt saw it. */
async function findFile(options, { path, tip }, preferred) {
    const changes = await options.data.changes(path, tip);
    const begunWith = changes.find((commit) => describeFile(options, path, commit) === preferred);
    const commit = begunWith ?? changes[0];
    if (commit === undefined)
        return undefined;
    const query = { path, ref: commit, maxBytes: baseline_schema/* MAX_BASELINE_BYTES */.Zg };
    const read = await options.reader.readFile(query);
    const where = describeFile(options, path, commit);
    if (read.kind === 'absent')
        return undefined;
    if (read.kind === 'too-large')
        return (0,lookup_of/* lookupOf */._)((0,parse_baseline/* tooLarge */.g)(), where);
    return (0,lookup_of/* lookupOf */._)((0,parse_baseline/* parseBaseline */.n)(read.bytes, options.name), where);
}
/** The message for a branch, or a file on it, that is not there. */
function absent(options) {
    const { baseBranch } = options.context;
    const files = [...searchedPaths(options)].join(' or ');
    const remedy = `Run the gate once on ${baseBranch || 'the base branch'} (schedule, push or workflow_dispatch) with \`${permissions/* PERMISSIONS */.J.writeFiles}\`; it makes the branch. In a private repository also check \`${permissions/* PERMISSIONS */.J.readFiles}\` here.`;
    return { kind: 'absent', where: `${files} of the branch ${options.branch}`, remedy };
}
/** Saves on top of what stands there now; whoever is overtaken looks again. */
async function saveInTurn(baseline, options) {
    for (const waitMs of [0, ...BACK_OFF_MS]) {
        if (waitMs > 0)
            await options.clock.sleep(waitMs);
        const saved = await saveOnce(baseline, options);
        if (saved !== undefined)
            return saved;
    }
    const tries = BACK_OFF_MS.length + 1;
    return {
        saved: false,
        problem: `Other runs moved the branch ${options.branch} ${tries} times meanwhile; run it again, or give its workflow a concurrency group.`,
    };
}
/** One try; undefined when another run was faster. */
async function saveOnce(baseline, options) {
    const { data, name } = options;
    const path = pathOf(options, options.context.baseBranch);
    const parent = await data.tip();
    const stored = parent === undefined ? undefined : await findFile(options, { path, tip: parent });
    const merged = stored?.kind === 'found'
        ? mergeBaselines(baseline, stored.baseline, options.limits)
        : undefined;
    if (merged?.ok === false)
        return { saved: false, problem: merged.problem };
    const text = `${JSON.stringify(merged?.baseline ?? baseline)}\n`;
    if (Buffer.byteLength(text) > baseline_schema/* MAX_BASELINE_BYTES */.Zg)
        return { saved: false, problem: 'It is too large to be read again.' };
    const message = messageFor(baseline, name);
    const done = await data.commit({ path, text, message, parent });
    return done.kind === 'overtaken'
        ? undefined
        : { saved: true, where: describeFile(options, path, done.sha) };
}
/** What the history says of a save; the branch holds nothing to build. */
function messageFor(baseline, name) {
    const [own] = newestFirst(baseline.records);
    const night = own?.provenance.createdAt.slice(0, 10) ?? 'no night';
    const run = own === undefined || own.provenance.runId === '' ? '' : `, run ${own.provenance.runId}`;
    return `Baseline ${name}: ${night}${run}\n\n[skip ci]`;
}


/***/ })

};
