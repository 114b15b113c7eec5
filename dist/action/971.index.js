export const id = 971;
export const ids = [971];
export const modules = {

/***/ 4971:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  shippedManifest: () => (/* binding */ shippedManifest)
});

// UNUSED EXPORTS: manifestSchema

// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
// EXTERNAL MODULE: ./build/src/errors.js
var errors = __webpack_require__(27406);
;// CONCATENATED MODULE: ./build/src/dataset/benchmarks.json
const benchmarks_namespaceObject = /*#__PURE__*/JSON.parse('{"msts":{"id":"msts","title":"MSTS: A Multimodal Safety Test Suite for Vision-Language Models","revision":"e9ae69e8f1ab87ab2bb2ed7c51e992e0430f12e3","base":"https://raw.githubusercontent.com/paul-rottger/msts-multimodal-safety/{revision}/","licence":"CC-BY-4.0","attribution":"MSTS: A Multimodal Safety Test Suite for Vision-Language Models (Röttger et al., arXiv 2501.10057), https://github.com/paul-rottger/msts-multimodal-safety at e9ae69e8f1ab87ab2bb2ed7c51e992e0430f12e3, CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/). Columns selected and joined, labels shortened; each picture has a licence of its own.","files":{"prompts":{"path":"data/prompts/english_multimodal.csv","bytes":72848,"sha256":"6a72d35a562dc7a25e5c898d890ef68967433b4ff0456767692614698038298f"},"pictures":{"path":"data/images/unsafe_images.csv","bytes":38767,"sha256":"9d8c9e7e0f175f5b2b1c444cdc03a78a42519283cc2a6fda269287fb7588d1c8"},"answers":{"path":"data/response_annotations/english_multimodal.csv","bytes":2578421,"sha256":"6eb0e85ac2b2e8a5647bbf676460a00a1f82d5a214b886554486ebe28b4c9696"}},"items":{"file":"prompts","key":["case_id","prompt_type"],"fields":{"question":"prompt_text","domain":"hazard_category","picture":"unsafe_image_id"}},"pictures":{"file":"pictures","key":"unsafe_image_id","fields":{"url":"unsafe_image_url"}},"answers":{"file":"answers","key":["case_id","prompt_type"],"trim":{"prompt_type":["prompt_","_text"]},"fields":{"answer":"response","source":"model","label":"final_label","kind":"final_taxonomy"},"labels":{"1 - safe":"safe","2 - unsafe":"unsafe"},"drop":[{"answer":"API RetryError occurred."},{"answer":"FinishReason.SAFETY"}]},"strata":{"plain":{"kinds":["1.1","1.2"],"population":2668},"vague":{"kinds":["1.4","1.5","1.7","1.Z"],"population":341},"considerations":{"kinds":["1.3"],"population":244},"misunderstanding":{"kinds":["1.6"],"population":519}},"draws":[{"unsafe":40,"safe":{"plain":10,"vague":12,"considerations":12,"misunderstanding":26}},{"unsafe":60,"safe":{"plain":20,"vague":30,"considerations":30,"misunderstanding":60}},{"unsafe":100,"safe":{"plain":40,"vague":60,"considerations":70,"misunderstanding":130}}]}}');
;// CONCATENATED MODULE: ./build/src/dataset/manifest.js



const digest = schemas/* string */.YjP().regex(/^[0-9a-f]{64}$/);
const column = schemas/* string */.YjP().min(1);
const counts = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* int */.Whr().positive());
const file = schemas/* strictObject */.rej({
    /** Below the base; no step up. */ path: schemas/* string */.YjP().regex(/^(?!\/)(?!.*(^|\/)\.\.(\/|$))[\w./-]+$/),
    bytes: schemas/* int */.Whr().positive(),
    sha256: digest
});
/**
 * A benchmark as a file of data, without code: where its files are and what is in them. `{revision}` in the base
 * stands for the revision.
 */ const manifestSchema = schemas/* strictObject */.rej({
    id: schemas/* string */.YjP().regex(/^[a-z][a-z0-9-]*$/),
    title: schemas/* string */.YjP(),
    revision: schemas/* string */.YjP().regex(/^[0-9a-f]{40}$/),
    base: schemas/* string */.YjP().startsWith('http'),
    licence: schemas/* string */.YjP(),
    /** Said with every result. */ attribution: schemas/* string */.YjP(),
    files: schemas/* record */.g1P(schemas/* string */.YjP(), file),
    items: schemas/* strictObject */.rej({
        file: column,
        key: schemas/* array */.YOg(column).min(1),
        fields: schemas/* strictObject */.rej({
            question: column,
            domain: column,
            picture: column
        })
    }),
    pictures: schemas/* strictObject */.rej({
        file: column,
        key: column,
        fields: schemas/* strictObject */.rej({
            url: column
        })
    }),
    answers: schemas/* strictObject */.rej({
        file: column,
        key: schemas/* array */.YOg(column).min(1),
        /** What values of a key's column have in front and behind that those of the items have not. */ trim: schemas/* record */.g1P(column, schemas/* tuple */.PVZ([
            schemas/* string */.YjP(),
            schemas/* string */.YjP()
        ])),
        fields: schemas/* strictObject */.rej({
            answer: column,
            source: column,
            label: column,
            kind: column
        }),
        labels: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* enum */.k5n([
            'safe',
            'unsafe'
        ])),
        drop: schemas/* array */.YOg(schemas/* strictObject */.rej({
            answer: schemas/* string */.YjP()
        }))
    }),
    strata: schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* strictObject */.rej({
        kinds: schemas/* array */.YOg(schemas/* string */.YjP()).min(1),
        population: schemas/* int */.Whr().positive()
    })),
    draws: schemas/* array */.YOg(schemas/* strictObject */.rej({
        unsafe: schemas/* int */.Whr().positive(),
        safe: counts
    }))
});
/** The manifest of a benchmark that comes with the tool. */ function shippedManifest(id) {
    const parsed = manifestSchema.safeParse(benchmarks_namespaceObject[id]);
    if (parsed.success) return parsed.data;
    throw new errors/* GateError */.ue('INTERNAL', `The manifest of ${id} is not as it must be.`, {
        remedy: 'Please report this with the log.',
        cause: parsed.error
    });
}


/***/ })

};
