export const id = 713;
export const ids = [713];
export const modules = {

/***/ 4713:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   parseConfigFile: () => (/* binding */ parseConfigFile)
/* harmony export */ });
/* harmony import */ var yaml__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8815);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7406);
/* harmony import */ var _foreign_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9597);
/* harmony import */ var _inputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(507);
/* harmony import */ var _parse_inputs_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9525);
/* harmony import */ var _parsers_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5604);






/** Lists and maps inside one another: a request body as deep as may be, in its group. */ const DEEPEST = _foreign_js__WEBPACK_IMPORTED_MODULE_5__/* .DEEPEST_BODY */ .O$ + 3;
/** Most characters of a key that an error shows. */ const LONGEST_SHOWN = 60;
/**
 * Reads a configuration file: YAML with the inputs as keys, in their groups (`judge: {model: …}`) or flat
 * (`judge-model: …`). Each value becomes the text that the input would have had, and is checked as that
 * text is. A key without a value is not given.
 *
 * Aliases, tags and further documents are refused, so that time and memory stay proportional to the size.
 *
 * @param text the file, of 64 KiB at most
 * @param where the file, and where it was read, for messages
 * @returns the texts of the inputs that it gives
 * @throws GateError CONFIG_INVALID naming file, key, line and value
 */ function parseConfigFile(text, where) {
    const source = {
        where,
        lines: new yaml__WEBPACK_IMPORTED_MODULE_0__/* .LineCounter */ .HN()
    };
    const root = rootOf(text, source);
    const found = new Map();
    for (const entry of root === undefined ? [] : keysOf(root, '', source)){
        const group = groupOf(entry);
        const inner = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(entry.value) ? keysOf(entry.value, `${entry.name}.`, source) : [];
        const keys = group === undefined ? [
            entry
        ] : inner;
        for (const key of keys){
            const name = inputOf(key, group, source);
            const before = found.get(name);
            if (before !== undefined) {
                throw faulty(key, source, `says what ${before.path} in line ${before.line} says`, 'Keep one of the two.');
            }
            found.set(name, key);
        }
    }
    const texts = [
        ...found
    ].map(([name, key])=>[
            name,
            textOf(name, key, source)
        ]);
    return Object.fromEntries(texts.filter(([, given])=>given.trim() !== ''));
}
/** The map that a file holds; undefined for an empty file. */ function rootOf(text, source) {
    const tokens = tokensOf(text, source);
    // What is nested deeply never reaches the composer, which calls itself for each level.
    const composer = new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Composer */ .Dk({
        resolveKnownTags: false,
        uniqueKeys: false,
        prettyErrors: false
    });
    const [document, second] = composer.compose(tokens, true, text.length);
    if (second !== undefined) throw unreadable(source, 'holds more than one document');
    const [problem] = [
        ...document?.errors ?? [],
        ...document?.warnings ?? []
    ];
    if (problem !== undefined) {
        const { line } = source.lines.linePos(problem.pos[0]);
        // The library's own words may repeat the text, and with it a key in the wrong place.
        throw unreadable(source, `is no plain YAML in line ${line} (${problem.code})`);
    }
    const root = document?.contents ?? null;
    if (root === null || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(root) && root.value === null) return undefined;
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(root)) return root;
    throw unreadable(source, 'holds no keys at its top');
}
/** The parts of a file, unless they are nested too deeply. */ function tokensOf(text, source) {
    const tooDeep = `has more than ${DEEPEST} lists or maps inside one another`;
    try {
        const tokens = [
            ...new yaml__WEBPACK_IMPORTED_MODULE_0__/* .Parser */ .iX(source.lines.addNewLine).parse(text)
        ];
        if (depthOf(tokens) <= DEEPEST) return tokens;
    } catch (error) {
        if (!(error instanceof RangeError)) throw error;
    }
    throw unreadable(source, tooDeep);
}
/** How many lists and maps stand inside one another at most. */ function depthOf(tokens) {
    const open = tokens.map((token)=>[
            token,
            0
        ]);
    let deepest = 0;
    for(let next = open.pop(); next !== undefined; next = open.pop()){
        const [token, depth] = next;
        deepest = Math.max(deepest, depth);
        if (token?.type === 'document') open.push([
            token.value,
            depth
        ]);
        for (const item of token != null && 'items' in token ? token.items : []){
            open.push([
                item.key,
                depth + 1
            ], [
                item.value,
                depth + 1
            ]);
        }
    }
    return deepest;
}
/**
 * The group that a key at the top opens; undefined where it is an input. Some names are both, and what stands
 * there tells which is meant.
 */ function groupOf({ name, value }) {
    const isGroup = _inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .INPUT_GROUPS */ .ak.some(({ key })=>key === name);
    const isEmptyGroup = isEmpty(value) && !_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .INPUT_NAMES */ .Qh.some((input)=>input === name);
    return isGroup && ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(value) || isEmptyGroup) ? name : undefined;
}
/** Whether nothing stands behind a key. */ function isEmpty(value) {
    return value === null || (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(value) && value.value === null;
}
/** The keys of a map, each once. */ function keysOf(map, prefix, source) {
    const keys = map.items.map(({ key, value })=>{
        const line = lineOf(key, source);
        const name = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key) ? String(key.value) : undefined;
        if (name === undefined) throw unreadable(source, `has a key in line ${line} that is no word`);
        return {
            name,
            path: prefix + name,
            line,
            value
        };
    });
    const seen = new Set();
    for (const key of keys){
        if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(key.value)) throw aliased(key, source);
        if (seen.has(key.name)) throw faulty(key, source, 'stands there twice', 'Keep one of the two.');
        seen.add(key.name);
    }
    return keys;
}
/** The input that a key gives. */ function inputOf(key, group, source) {
    const named = _inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .INPUT_GROUPS */ .ak.filter((each)=>group === undefined || each.key === group).flatMap(({ inputs })=>inputs).map((input)=>[
            input,
            nameIn(group, input)
        ]);
    // A group takes the full name of its inputs too, so that nobody has to look up the short one.
    const found = (named.find(([, name])=>name === key.name) ?? named.find(([input])=>input === key.name))?.[0];
    if (found === undefined) throw unknown(key, group, named.map(([, name])=>name), source);
    const { isSecret, never } = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .definitionOf */ .Fg)(found);
    if (isSecret === true) {
        throw faulty(key, source, 'is for a secret, and everybody who reads the repository reads the file', `Give it as the input ${found}, from a secret of the repository, and withdraw what stood here.`);
    }
    if (never !== 'file') return found;
    throw faulty(key, source, 'belongs to one run, and the file is that of all', `Give it as the input ${found} of the action, or as --${found} on the command line.`);
}
/** What an input is called, in its group or in none. */ function nameIn(group, input) {
    return group === undefined ? input : (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .definitionOf */ .Fg)(input).key ?? input;
}
/** The error of a key that does not exist. */ function unknown(key, group, names, source) {
    const groups = _inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .INPUT_GROUPS */ .ak.flatMap((each)=>group === undefined ? each.key ?? [] : []);
    const near = (0,_parse_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .nearestOf */ .qw)(key.name, [
        ...names,
        ...groups
    ]);
    // A key may stand in the wrong group, or flat under the name that it has in one.
    const places = _inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .INPUT_NAMES */ .Qh.map((input)=>({
            input,
            place: (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .fileKeyOf */ .zS)(input)
        }));
    const elsewhere = (places.find(({ input })=>input === key.name) ?? places.find(({ place })=>place?.key === key.name))?.place;
    const suggestion = near ?? (elsewhere === undefined ? undefined : `${elsewhere.group}.${elsewhere.key}`);
    const remedy = suggestion === undefined ? 'docs/inputs.md has all keys.' : `Did you mean ${near !== undefined && group !== undefined ? `${group}.` : ''}${suggestion}?`;
    return faulty(key, source, 'does not exist', remedy);
}
/** The text of an input's value, which the input's own parser takes. */ function textOf(name, key, source) {
    const { parse, ...definition } = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .definitionOf */ .Fg)(name);
    const text = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(key.value) || key.value === null ? scalarText(key.value) : undefined;
    const given = text ?? collectionText(name, key, source);
    const parsed = given.trim() === '' ? {
        value: undefined
    } : parse(given.trim());
    if ('value' in parsed) return given;
    const shown = (0,_parse_inputs_js__WEBPACK_IMPORTED_MODULE_3__/* .shownValue */ .JJ)({
        ...definition,
        parse
    }, given.trim());
    throw faulty(key, source, `is ${shown}`, `Give ${parsed.expected}.`);
}
/** A word or a number as it is written; nothing for no value. */ function scalarText(node) {
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node) || node.value === null) return '';
    return typeof node.value === 'string' ? node.value : node.source ?? JSON.stringify(node.value);
}
/** The text that stands for a list or a map. */ function collectionText(name, key, source) {
    const { parse } = (0,_inputs_js__WEBPACK_IMPORTED_MODULE_2__/* .definitionOf */ .Fg)(name);
    const text = (0,_parsers_js__WEBPACK_IMPORTED_MODULE_4__/* .formOf */ .QU)(parse).textOf?.(plainOf(key.value, key, source));
    if (text !== undefined) return text;
    const { textOf: takes, expected = 'a single value' } = (0,_parsers_js__WEBPACK_IMPORTED_MODULE_4__/* .formOf */ .QU)(parse);
    const kind = (0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(key.value) ? 'a list' : 'a map';
    const problem = takes === undefined ? `is ${kind}` : `is ${kind} that does not fit`;
    throw faulty(key, source, problem, `Give ${expected}.`);
}
/** A value without YAML's own parts, for what is not a single one. */ function plainOf(node, key, source) {
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isScalar */ .jn)(node)) {
        const { value } = node;
        if (typeof value !== 'number' || Number.isFinite(value)) return value;
        throw faulty(key, source, 'holds a number without an end', 'Give a finite one.');
    }
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isSeq */ .oP)(node)) return node.items.map((item)=>plainOf(item, key, source));
    if ((0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isMap */ .jh)(node)) {
        const entries = keysOf(node, `${key.path}.`, source).map((inner)=>[
                inner.name,
                plainOf(inner.value, inner, source)
            ]);
        return Object.fromEntries(entries);
    }
    if (!(0,yaml__WEBPACK_IMPORTED_MODULE_0__/* .isAlias */ .Vj)(node)) return null;
    throw aliased(key, source);
}
/** The error of a value that stands elsewhere. */ function aliased(key, source) {
    return faulty(key, source, 'holds an alias', 'Write the value itself: aliases are not followed.');
}
/** The line of a part of the file, from 1. */ function lineOf(node, { lines }) {
    return lines.linePos(node.range?.[0] ?? 0).line;
}
/** The error of a key. */ function faulty(key, { where }, problem, remedy) {
    const path = key.path.length > LONGEST_SHOWN ? `${key.path.slice(0, LONGEST_SHOWN)}…` : key.path;
    const named = /^[\w.-]+…?$/.test(path) ? path : JSON.stringify(path);
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue('CONFIG_INVALID', `Key ${named} in line ${key.line} of ${where} ${problem}.`, {
        remedy
    });
}
/** The error of a file that cannot be read as one. */ function unreadable({ where }, problem) {
    return new _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue('CONFIG_INVALID', `The configuration file ${where} ${problem}.`, {
        remedy: 'Give one YAML document with keys and values, without tags and aliases; docs/inputs.md has the keys.'
    });
}


/***/ })

};
