export const id = 119;
export const ids = [119,303];
export const modules = {

/***/ 1303:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   g: () => (/* binding */ findOwnComments),
/* harmony export */   postComment: () => (/* binding */ postComment),
/* harmony export */   refuseOtherLeg: () => (/* binding */ refuseOtherLeg)
/* harmony export */ });
/* harmony import */ var _config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9086);
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7406);
/* harmony import */ var _hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3668);
/* harmony import */ var _verdict_memory_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(6245);
/* harmony import */ var _github_comments_io_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9905);
/* harmony import */ var _github_github_errors_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9656);
/* harmony import */ var _baseline_same_run_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(3807);







/**
 * How often finding and writing is tried: a comment that was made without the answer coming through is
 * found the second time. All other repeats are the client's.
 */ const ROUNDS = 2;
/**
 * Writes the one comment that a pull request has of this key: updates the one of an earlier run in
 * place, makes one where there is none, and leaves a newer run's alone. Comments of ours that
 * overlapping runs left besides are taken away. One that another gate of the same run has written
 * stays as it is.
 *
 * What the comments remember is put together first, so that none of it is lost, whichever of them stay.
 * Where there is a secret to seal with, a comment without our seal is another job's or of an older key:
 * what is red in it is kept, and it neither counts as newer nor is written over. Where there is none, a
 * red verdict that a seemingly newer comment does not know gets a comment of its own.
 *
 * @param client asks and writes; needs pull-requests: write
 * @param draft where, what, and by which run
 * @throws GateError CONFIG_INVALID for a key that could break out of the marker, CONFIG_CONFLICT where
 *   two gates of one run write the same comment
 * @see https://docs.github.com/en/rest/issues/comments
 */ async function postComment(client, draft) {
    // A key that could break out is refused before anything is asked.
    (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .renderMarker */ .Bd)({
        key: draft.key,
        ...draft.run
    });
    for(let round = 1;; round += 1){
        try {
            return await upsert(client, draft);
        } catch (error) {
            if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue) throw error;
            if (round === ROUNDS || !(0,_github_github_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .mayHaveWritten */ .$8)(error)) {
                return {
                    posted: false,
                    problem: (0,_github_github_errors_js__WEBPACK_IMPORTED_MODULE_5__/* .commentProblem */ .FO)(error)
                };
            }
        }
    }
}
/** Finds our comment and writes it. */ async function upsert(client, draft) {
    const found = await ownComments(client, draft);
    const isSealed = draft.seal.of('') !== undefined;
    const [newest] = isSealed ? found.filter(({ isAuthentic })=>isAuthentic) : found;
    const memory = memoryOf(draft, found);
    if (newest !== undefined && (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .compareRuns */ .qB)(newest.marker, draft.run) > 0) {
        if (isLost(draft, found)) {
            // Only a seal shows that the newer run was ours, and will not take the mark away again.
            const rest = newest.body.slice(newest.body.indexOf('\n') + 1);
            const line = (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .renderMarker */ .Bd)(newest.marker, memory, draft.seal);
            const text = isSealed ? `${line}\n${rest}` : bodyOf(draft, memory, []);
            await (0,_github_comments_io_js__WEBPACK_IMPORTED_MODULE_4__/* .writeComment */ .HF)(client, draft, {
                text,
                existing: isSealed ? newest : undefined
            });
        }
        const { runId, runAttempt } = newest.marker;
        const problem = `Run ${runId}, attempt ${runAttempt}, is newer and has commented already; its comment stands.`;
        return {
            posted: false,
            problem
        };
    }
    const text = bodyOf(draft, memory, (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .parseVerdicts */ .kU)(newest?.body ?? ''));
    const url = await (0,_github_comments_io_js__WEBPACK_IMPORTED_MODULE_4__/* .writeComment */ .HF)(client, draft, {
        text,
        existing: newest
    });
    const others = found.filter((each)=>each !== newest);
    await Promise.all(others.map((other)=>(0,_github_comments_io_js__WEBPACK_IMPORTED_MODULE_4__/* .removeComment */ .IG)(client, draft, other)));
    // Gates that work at the same time see each other only now.
    await refuseOtherLeg(client, draft);
    return {
        posted: true,
        url
    };
}
/** What the comment is to remember: all that is known, and this run's own verdict. */ function memoryOf({ memory, verdict }, found) {
    const before = {
        memory: memory.before,
        isAuthentic: true
    };
    const known = (0,_verdict_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .mergeMemories */ .Km)([
        before,
        ...found
    ], verdict.sha);
    const all = {
        memory: (0,_verdict_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .withVerdict */ .m3)(known, memory.own),
        isAuthentic: true
    };
    return (0,_verdict_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .mergeMemories */ .Km)([
        all
    ], verdict.sha);
}
/** Whether this run's verdict is red, and no comment knows of it. */ function isLost({ memory: { own } }, found) {
    if (own?.verdict !== 'fail') return false;
    return found.every(({ memory })=>(0,_verdict_memory_js__WEBPACK_IMPORTED_MODULE_3__/* .redOf */ .Fu)(memory, own) === undefined);
}
/** The whole text of a comment. */ function bodyOf(draft, memory, known) {
    const earlier = (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .verdictsBefore */ .wl)(known, draft.run);
    const kept = (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .renderVerdicts */ .jA)([
        ...earlier,
        {
            ...draft.run,
            ...draft.verdict
        }
    ]);
    const marker = (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .renderMarker */ .Bd)({
        key: draft.key,
        ...draft.run
    }, memory, draft.seal);
    const leg = draft.leg === undefined ? '' : `${(0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .renderLeg */ .vS)(draft.leg)}\n`;
    return `${marker}\n${kept}\n${leg}${draft.render(earlier)}`;
}
/**
 * Stops a gate whose comment another gate of the same run has written. What cannot be read says
 * nothing.
 *
 * @param client asks
 * @param draft where, and by which gate of which run
 * @throws GateError CONFIG_CONFLICT
 */ async function refuseOtherLeg(client, draft) {
    if (draft.leg === undefined) return;
    try {
        await ownComments(client, draft);
    } catch (error) {
        if (error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_1__/* .GateError */ .ue) throw error;
    }
}
/** Our comments of this key; CONFIG_CONFLICT where one of them is of another gate of the same run. */ async function ownComments(client, draft) {
    const { run, leg, key } = draft;
    const found = await findOwnComments(client, draft);
    const isSealed = draft.seal.of('') !== undefined;
    const other = found.find((each)=>leg !== undefined && (each.isAuthentic || !isSealed) && (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .isOfOtherLeg */ .Ew)(each, run, leg));
    if (other === undefined) return found;
    throw (0,_config_config_errors_js__WEBPACK_IMPORTED_MODULE_0__/* .conflict */ .hj)(`Another gate of run ${run.runId} has written the comment of the baseline-name ${JSON.stringify(key)} (${other.url}); this one would take its place.`, _baseline_same_run_js__WEBPACK_IMPORTED_MODULE_6__/* .TELL_APART */ .jO);
}
/**
 * The comments of ours with this key, of the newest run first: those that begin with our marker and
 * were made under our login, so that nobody's imitation is taken for ours. More than one there are
 * only when two first runs overlapped.
 *
 * @param client asks
 * @param place where and which
 * @throws what the request rejects with, or a ZodError for an answer of another shape
 */ async function findOwnComments(client, place) {
    const listed = await (0,_github_comments_io_js__WEBPACK_IMPORTED_MODULE_4__/* .listOwnComments */ .lY)(client, place);
    return listed.flatMap((comment)=>{
        const marker = (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .parseMarker */ .gY)(comment.body);
        if (marker?.key !== place.key) return [];
        return [
            {
                ...comment,
                marker,
                ...(0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .memoryIn */ .b7)(comment.body, place.seal)
            }
        ];
    }).sort((a, b)=>(0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_2__/* .compareRuns */ .qB)(b.marker, a.marker) || a.id - b.id);
}


/***/ }),

/***/ 8119:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   keepOnBranch: () => (/* binding */ keepOnBranch),
/* harmony export */   recallVerdicts: () => (/* binding */ recallVerdicts)
/* harmony export */ });
/* harmony import */ var _errors_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7406);
/* harmony import */ var _hidden_lines_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3668);
/* harmony import */ var _verdict_memory_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6245);
/* harmony import */ var _github_github_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9656);
/* harmony import */ var _pull_comment_io_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1303);





/** A file of a memory is one line. */ const MOST_BYTES = 16 * 1024;
/** How often a save is tried that other runs overtake. */ const ROUNDS = 4;
/**
 * What the comments and the data branch remember of a pull request. Of what is not sealed only red
 * verdicts are believed.
 *
 * @param places where to look
 */ async function recallVerdicts({ client, branch, place, head }) {
    const problems = [];
    const tryTo = async (read)=>{
        try {
            return await read();
        } catch (error) {
            problems.push(error instanceof _errors_js__WEBPACK_IMPORTED_MODULE_0__/* .GateError */ .ue ? error.message : `${(0,_github_github_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .describeFailure */ .Ic)(error)}.`);
            return [];
        }
    };
    const found = await Promise.all([
        tryTo(async ()=>client === undefined ? [] : (0,_pull_comment_io_js__WEBPACK_IMPORTED_MODULE_4__/* .findOwnComments */ .g)(client, place)),
        tryTo(async ()=>branch === undefined ? [] : [
                await readBranch(branch)
            ])
    ]);
    return {
        memory: (0,_verdict_memory_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeMemories */ .Km)(found.flat(), head),
        problem: problems.length === 0 ? undefined : problems.join(' ')
    };
}
/**
 * Keeps a run's verdict on the data branch: a red one always, another where the pull request has a file
 * already.
 *
 * @param branch where
 * @param run which run it is
 * @param memory what was known, and its own verdict
 * @param head the head of this run
 * @returns false where the job may not write the branch
 * @throws what GitHub refuses with for another reason, or Error when other runs are always faster
 */ async function keepOnBranch(branch, run, { before, own }, head) {
    if (own === undefined) return true;
    const { data, place } = branch;
    for(let round = 1; round <= ROUNDS; round += 1){
        const parent = await data.tip();
        const stored = await readBranch(branch, parent);
        const isKnown = stored.memory.verdicts.length > 0;
        if (own.verdict !== 'fail' && !isKnown) return true;
        const known = (0,_verdict_memory_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeMemories */ .Km)([
            {
                memory: before,
                isAuthentic: true
            },
            stored
        ], head);
        const all = {
            memory: (0,_verdict_memory_js__WEBPACK_IMPORTED_MODULE_2__/* .withVerdict */ .m3)(known, own),
            isAuthentic: true
        };
        const line = (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .renderMarker */ .Bd)({
            key: place.key,
            ...run
        }, (0,_verdict_memory_js__WEBPACK_IMPORTED_MODULE_2__/* .mergeMemories */ .Km)([
            all
        ], head), place.seal);
        const message = `Verdict of pull request ${place.number}: ${own.verdict}\n\n[skip ci]`;
        const change = {
            path: pathOf(place),
            text: `${line}\n`,
            message,
            parent
        };
        const done = await data.commit(change).catch((error)=>{
            if ((0,_github_github_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isLasting */ .dJ)(error)) return 'refused';
            throw error;
        });
        if (done === 'refused') return false;
        if (done.kind === 'committed') return true;
    }
    throw new Error(`Other runs moved the data branch ${ROUNDS} times meanwhile.`);
}
/** The file of a pull request's memory: no baseline's name has a slash. */ function pathOf({ key, number }) {
    return `verdicts/${key}/${number}.txt`;
}
/** What the data branch remembers. */ async function readBranch({ data, reader, place }, known) {
    const nothing = {
        memory: _verdict_memory_js__WEBPACK_IMPORTED_MODULE_2__/* .NO_MEMORY */ .gR,
        isAuthentic: false
    };
    const tip = known ?? await data.tip();
    if (tip === undefined) return nothing;
    const read = await reader.readFile({
        path: pathOf(place),
        ref: tip,
        maxBytes: MOST_BYTES
    });
    if (read.kind !== 'found') return nothing;
    const text = new TextDecoder().decode(read.bytes);
    return (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .parseMarker */ .gY)(text)?.key === place.key ? (0,_hidden_lines_js__WEBPACK_IMPORTED_MODULE_1__/* .memoryIn */ .b7)(text, place.seal) : nothing;
}


/***/ })

};
