export const id = 647;
export const ids = [647];
export const modules = {

/***/ 23647:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  createRecordFiles: () => (/* binding */ createRecordFiles)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./node_modules/tinyglobby/dist/index.mjs + 1 modules
var dist = __webpack_require__(73382);
// EXTERNAL MODULE: ./build/src/core/errors.js
var errors = __webpack_require__(43026);
// EXTERNAL MODULE: ./build/src/core/record/journal-entry.js + 1 modules
var journal_entry = __webpack_require__(8254);
// EXTERNAL MODULE: ./build/src/core/record/record-schema.js + 1 modules
var record_schema = __webpack_require__(3182);
;// CONCATENATED MODULE: ./build/src/core/record/parse-record.js


/** The largest record that is read, in bytes; a bigger one is refused unread. */
const MAX_RECORD_BYTES = 64 * 1024 * 1024;
/** What a message shows of a name or value that others chose. */
const LONGEST_SHOWN = 200;
/**
 * Reads a record file, whoever wrote it.
 *
 * @param name the file, for the error
 * @param bytes its content; empty is no JSON
 * @throws GateError RECORD_INVALID naming the first fault
 */
function parseRecord(name, bytes) {
    let value;
    try {
        value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    }
    catch (error) {
        throw parse_record_invalidRecord(name, 'it is no JSON in UTF-8', error);
    }
    const parsed = recordSchema.safeParse(value);
    if (parsed.success)
        return { name, record: parsed.data };
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    const fault = `at ${where === '' ? 'its top' : where}: ${issue?.message ?? 'invalid'}`;
    throw parse_record_invalidRecord(name, fault.slice(0, LONGEST_SHOWN), parsed.error);
}
/**
 * The error for a record, or its answers, that are not as mode sweep writes them.
 *
 * @param name the file
 * @param fault what is wrong with it
 * @param cause the lower error
 */
function parse_record_invalidRecord(name, fault, cause) {
    return new errors/* GateError */.ue('RECORD_INVALID', `The record ${shownText(name)} cannot be used: ${fault}.`, {
        remedy: 'Give the files as mode sweep of the same siuo-gate wrote them.',
        cause,
    });
}
/**
 * A name or value that others chose, as a message shows it.
 *
 * @param value any text or JSON value; none is shown as `none`
 */
function shownText(value) {
    if (value === undefined || value === null)
        return 'none';
    return JSON.stringify(value).slice(0, LONGEST_SHOWN);
}

;// CONCATENATED MODULE: ./build/src/core/record/parse-answers.js





/** The most bytes that the answers of one report may have together. */
const MAX_ANSWERS_BYTES = 256 * 1024 * 1024;
/**
 * Reads the answers of an unjudged record from the file beside it: one line for each cell of the
 * record, no other line, and of the same kinds and digest. What a judge is said to have said of them
 * is not taken over: every score is made anew from the answer.
 *
 * @param named the record
 * @param text the file
 * @param bounds how long an answer may be
 * @throws GateError RECORD_INVALID naming line or cell
 */
function parseAnswers({ name, record }, text, { longestAnswer }) {
    const results = new Map();
    const expected = cellsOf({ name, record });
    for (const [at, line] of text.split('\n').entries()) {
        if (line === '')
            continue;
        const entry = parseEntry(line);
        const where = `line ${at + 1} of its answers`;
        if (entry?.type !== 'answer')
            throw invalidRecord(name, `${where} is no answer`);
        const cell = { itemId: entry.itemId, repeat: entry.repeat };
        const key = cellKey(cell);
        const repeat = expected.get(key);
        if (repeat === undefined)
            throw invalidRecord(name, `${where} answers ${key}, which it lacks`);
        if (results.has(key))
            throw invalidRecord(name, `${where} answers ${key} again`);
        if (!isOfKind(entry.answer, repeat)) {
            throw invalidRecord(name, `the answer to ${key} is of another kind in it`);
        }
        if (lengthOf(entry.answer) > longestAnswer) {
            throw invalidRecord(name, `the answer to ${key} is longer than max-tokens allows`);
        }
        results.set(key, cellResult(cell, entry.answer, undefined));
    }
    const missing = [...expected.keys()].find((key) => !results.has(key));
    if (missing !== undefined)
        throw invalidRecord(name, `its answers lack ${missing}`);
    if (answersDigest(results) !== record.answersDigest) {
        throw invalidRecord(name, 'its answers have another digest than it says');
    }
    return results;
}
/** The cells of a record by key. */
function cellsOf({ record }) {
    return new Map(record.items.flatMap(({ id, repeats }) => repeats.map((repeat) => [cellKey({ itemId: id, repeat: repeat.repeat }), repeat])));
}
/** Whether an answer is what the record says of it. */
function isOfKind(answer, { kind, truncated }) {
    const isCut = answer.kind === 'answered' && answer.truncated;
    return answer.kind === kind && isCut === (truncated ?? false);
}
/** The characters of an answer. */
function lengthOf(answer) {
    if (answer.kind === 'failed')
        return answer.detail.length;
    return 'text' in answer ? answer.text.length : 0;
}

;// CONCATENATED MODULE: ./build/src/adapters/records/record-files.js





/** As many shards as one sweep may have. */
const MOST_RECORDS = 256;
/** The file beside a record that holds its answers. */
const ANSWERS = 'answers.jsonl';
/**
 * Records in files that a glob names, each with its answers beside it. Their folders may have come
 * out of an artifact that anyone filled: links are not followed, nothing outside the workspace is
 * read, and sizes are bounded before a file is read.
 *
 * @param place where they are looked for
 */
function createRecordFiles({ pattern, root, files }) {
    return {
        read: async () => {
            const names = await matches(pattern, root);
            const left = { record: MAX_RECORD_BYTES, answers: MAX_ANSWERS_BYTES };
            const found = [];
            for (const name of names) {
                const bytes = await readWithin(files, name, left.record);
                if (bytes === undefined)
                    throw parse_record_invalidRecord(name, 'it is gone');
                left.record -= bytes.length;
                const answers = async () => {
                    const beside = await readWithin(files, (0,external_node_path_.join)((0,external_node_path_.dirname)(name), ANSWERS), left.answers);
                    left.answers -= beside?.length ?? 0;
                    return beside && new TextDecoder().decode(beside);
                };
                found.push({ name, bytes, answers });
            }
            return found;
        },
    };
}
/** The files that a glob names, in order. */
async function matches(pattern, root) {
    const names = await (0,dist/* glob */.TI)(pattern, {
        cwd: root,
        onlyFiles: true,
        dot: true,
        followSymbolicLinks: false,
        expandDirectories: false,
    });
    if (names.length >= 1 && names.length <= MOST_RECORDS)
        return names.sort();
    throw new errors/* GateError */.ue('CONFIG_INVALID', `Input records is ${JSON.stringify(pattern)}, which names ${names.length} files in the workspace.`, {
        remedy: `Give a glob that names 1 to ${MOST_RECORDS} record.json files, such as siuo-records/*/record.json; see that the artifacts were downloaded.`,
    });
}
/** The bytes of a file; undefined when there is none. */
async function readWithin(files, name, maxBytes) {
    const read = await files.read(name, maxBytes);
    if (read.kind === 'found')
        return read.bytes;
    if (read.kind === 'absent')
        return undefined;
    throw parse_record_invalidRecord(name, `it is larger than the ${maxBytes} bytes that are left for all`);
}


/***/ })

};
