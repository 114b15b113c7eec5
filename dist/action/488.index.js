export const id = 488;
export const ids = [488];
export const modules = {

/***/ 6488:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   createRecordFiles: () => (/* binding */ createRecordFiles)
/* harmony export */ });
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6760);
/* harmony import */ var tinyglobby__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(3382);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7406);
/* harmony import */ var _record_schema_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(424);
/* harmony import */ var _answers_file_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9691);





/** As many shards as one sweep may have. */ const MOST_RECORDS = 256;
/** The file beside a record that holds its answers. */ const ANSWERS = 'answers.jsonl';
/**
 * Records in files that a glob names, each with its answers beside it. Their folders may have come
 * out of an artifact that anyone filled: no link is followed, nothing outside the workspace is
 * read, and sizes are bounded before a file is read.
 */ function createRecordFiles({ pattern, root, files }) {
    return {
        read: async ()=>{
            const names = await matches(pattern, root);
            const left = {
                record: _record_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .MAX_RECORD_BYTES */ .xR,
                answers: _answers_file_js__WEBPACK_IMPORTED_MODULE_3__/* .MAX_ANSWERS_BYTES */ .jj
            };
            const found = [];
            for (const name of names){
                const bytes = await readWithin(files, name, left.record);
                if (bytes === undefined) throw (0,_record_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .invalidRecord */ .d6)(name, 'it is gone');
                left.record -= bytes.length;
                const answers = async ()=>{
                    const beside = await readWithin(files, (0,node_path__WEBPACK_IMPORTED_MODULE_0__.join)((0,node_path__WEBPACK_IMPORTED_MODULE_0__.dirname)(name), ANSWERS), left.answers);
                    left.answers -= beside?.length ?? 0;
                    return beside && new TextDecoder().decode(beside);
                };
                found.push({
                    name,
                    bytes,
                    answers
                });
            }
            return found;
        }
    };
}
/** The files that a glob names, in order. */ async function matches(pattern, root) {
    const names = await (0,tinyglobby__WEBPACK_IMPORTED_MODULE_4__/* .glob */ .TI)(pattern, {
        cwd: root,
        onlyFiles: true,
        dot: true,
        followSymbolicLinks: false,
        expandDirectories: false
    });
    if (names.length >= 1 && names.length <= MOST_RECORDS) return names.sort();
    throw new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue('CONFIG_INVALID', `Input records is ${JSON.stringify(pattern)}, which names ${names.length} files in the workspace.`, {
        remedy: `Give a glob that names 1 to ${MOST_RECORDS} record.json files, such as siuo-records/*/record.json; see that the artifacts were downloaded.`
    });
}
/** The bytes of a file; undefined when there is none. */ async function readWithin(files, name, maxBytes) {
    const read = await files.read(name, maxBytes);
    if (read.kind === 'found') return read.bytes;
    if (read.kind === 'absent') return undefined;
    throw (0,_record_schema_js__WEBPACK_IMPORTED_MODULE_2__/* .invalidRecord */ .d6)(name, `it is larger than the ${maxBytes} bytes that are left for all`);
}


/***/ })

};
