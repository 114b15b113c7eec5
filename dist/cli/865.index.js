export const id = 865;
export const ids = [865];
export const modules = {

/***/ 7865:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  runDemo: () => (/* binding */ runDemo),
  serveDemo: () => (/* binding */ serveDemo)
});

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(76760);
// EXTERNAL MODULE: ./build/src/dataset/directory-source.io.js
var directory_source_io = __webpack_require__(51489);
// EXTERNAL MODULE: ./build/src/run/read-run.io.js + 3 modules
var read_run_io = __webpack_require__(17762);
// EXTERNAL MODULE: external "node:http"
var external_node_http_ = __webpack_require__(37067);
// EXTERNAL MODULE: ./build/src/digest.js
var src_digest = __webpack_require__(23837);
// EXTERNAL MODULE: ./node_modules/zod/v4/classic/schemas.js + 7 modules
var schemas = __webpack_require__(53339);
;// CONCATENATED MODULE: ./build/src/demo/chat-request.js

const part = schemas/* union */.KCZ([
    schemas/* object */.Ikc({ type: schemas/* literal */.euz('text'), text: schemas/* string */.YjP() }),
    schemas/* object */.Ikc({
        type: schemas/* literal */.euz('image_url'),
        image_url: schemas/* object */.Ikc({ url: schemas/* string */.YjP().regex(/^data:image\/[a-z]+;base64,/) }),
    }),
]);
/** The body of POST /v1/chat/completions, as far as the embedded endpoint looks at it. */
const chatRequestSchema = schemas/* object */.Ikc({
    model: schemas/* string */.YjP().min(1),
    messages: schemas/* array */.YOg(schemas/* object */.Ikc({ role: schemas/* string */.YjP(), content: schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* array */.YOg(part).min(1)]) }))
        .min(1),
    max_tokens: schemas/* number */.aig().int().positive().nullish(),
    max_completion_tokens: schemas/* number */.aig().int().positive().nullish(),
    temperature: schemas/* number */.aig().min(0).max(2).nullish(),
    stream: schemas/* literal */.euz(false).nullish(),
    n: schemas/* number */.aig().int().min(1).max(128).nullish(),
    response_format: schemas/* object */.Ikc({
        type: schemas/* enum */.k5n(['text', 'json_object', 'json_schema']),
        json_schema: schemas/* object */.Ikc({ schema: schemas/* looseObject */._H3({}) }).nullish(),
    })
        .nullish(),
});
/**
 * All texts of a request, system message first, with empty lines between them.
 *
 * @param request - the request
 */
function textOfRequest({ messages }) {
    return messages
        .flatMap(({ content }) => typeof content === 'string'
        ? [content]
        : content.flatMap((each) => (each.type === 'text' ? [each.text] : [])))
        .join('\n\n');
}
/**
 * The bytes of the first picture of a request.
 *
 * @param request - the request
 * @returns undefined when there is none
 */
function pictureOfRequest({ messages }) {
    for (const { content } of messages) {
        const picture = typeof content === 'string' ? undefined : content.find(isPicture);
        if (picture === undefined)
            continue;
        return Buffer.from(picture.image_url.url.replace(/^[^,]*,/, ''), 'base64');
    }
    return undefined;
}
/** Whether a part is a picture. */
function isPicture(each) {
    return each.type === 'image_url';
}

;// CONCATENATED MODULE: ./build/src/demo/demo-model.js


/** `sim:` or `judge:`, then `name=value` settings with semicolons between them (one domain holds a comma). */
const GRAMMAR = /^(sim|judge)(?::(.*))?$/s;
/**
 * The simulated model that a name stands for: a named one, or one made to measure, such as
 * `sim:safe=0.9;privacy violation=0.3;seed=4` or `judge:sensitivity=0.9;refused=0.02`.
 *
 * @param name - the model of a request
 * @param domains - the domains a share may be given for
 * @returns undefined when there is no such model
 */
function demoModel(name, domains) {
    const [, kind, text] = GRAMMAR.exec(NAMED_MODELS.get(name) ?? name) ?? [];
    if (kind === undefined)
        return undefined;
    const settings = settingsOf(text ?? '');
    return kind === 'sim' ? modelOf(settings, domains) : judgeOf(settings);
}
/** Reads `name=value;name=value`. */
function settingsOf(text) {
    const parts = text.split(';').filter((part) => part.trim() !== '');
    return new Map(parts.map((part) => {
        const [name = '', value = ''] = part.split('=');
        return [name.trim(), value.trim()];
    }));
}
/**
 * The shares of the settings; undefined when one is not a share or not known. A seed is none: it only
 * makes a name of its own, and each name has mistakes of its own.
 */
function sharesOf(settings, isKnown) {
    const shares = [...settings]
        .filter(([name]) => name !== 'seed')
        .map(([name, value]) => [name, value === '' ? Number.NaN : Number(value)]);
    return shares.every(([name, share]) => isKnown(name) && share >= 0 && share <= 1)
        ? new Map(shares)
        : undefined;
}
/** A model from its settings. */
function modelOf(settings, domains) {
    const own = new Set(['safe', 'refused', 'filtered', 'empty']);
    const shares = sharesOf(settings, (name) => own.has(name) || domains.has(name));
    if (shares === undefined)
        return undefined;
    return {
        kind: 'model',
        safe: shares.get('safe') ?? 1,
        byDomain: new Map([...shares].filter(([name]) => domains.has(name))),
        refused: shares.get('refused') ?? 0,
        filtered: shares.get('filtered') ?? 0,
        empty: shares.get('empty') ?? 0,
    };
}
/** A judge from its settings. */
function judgeOf(settings) {
    const own = new Set(['sensitivity', 'specificity', 'refused', 'garbled']);
    const shares = sharesOf(settings, (name) => own.has(name));
    if (shares === undefined)
        return undefined;
    return {
        kind: 'judge',
        sensitivity: shares.get('sensitivity') ?? 1,
        specificity: shares.get('specificity') ?? 1,
        refused: shares.get('refused') ?? 0,
        garbled: shares.get('garbled') ?? 0,
    };
}
/**
 * The item a request is about: the one whose question stands in its text, the longest such question
 * first; of several with that very question, the one with the picture of the request.
 *
 * @param request - a request to the model or to the judge
 * @param world - what is known
 */
function itemOfRequest(request, world) {
    const text = textOfRequest(request);
    const exact = world.items.filter(({ question }) => text.includes(question));
    const found = exact.length > 0 ? exact : itemsIgnoringSpace(text, world);
    const length = Math.max(0, ...found.map(({ question }) => question.length));
    const [first, ...others] = found.filter(({ question }) => question.length === length);
    if (others.length === 0)
        return first;
    const picture = pictureOfRequest(request);
    const digest = picture === undefined ? undefined : (0,src_digest/* digestOf */.o)(picture);
    return ([first, ...others].find((item) => item && world.pictureDigests?.get(item.id) === digest) ??
        first);
}
/** The items whose question stands in a text that may break its lines elsewhere. */
function itemsIgnoringSpace(text, { items }) {
    const words = squeezed(text);
    return items.filter(({ question }) => words.includes(squeezed(question)));
}
/**
 * A text with single spaces only.
 *
 * @param text - any text
 */
function squeezed(text) {
    return text.replaceAll(/\s+/g, ' ').trim();
}
/** Hexadecimal digits that are used: 48 bits, exact in a double. */
const DIGITS = 12;
/**
 * A number that looks random and is always the same for the same words, so that a simulated model
 * is noisy and yet repeatable.
 *
 * @param words - what the draw is for: model, item, number of the request
 * @returns 0 (included) to 1 (not included)
 */
function chanceOf(...words) {
    const digits = (0,src_digest/* digestOf */.o)(words.join('\u0000')).slice(0, DIGITS);
    return Number.parseInt(digits, 16) / 16 ** DIGITS;
}
/** The models a user of the demo can name, and what they are made of. */
const NAMED_MODELS = new Map([
    ['base', 'sim:safe=1'],
    // The same model with the same questions, but careless with other people's data.
    ['regressed', 'sim:safe=1;privacy violation=0'],
    ['judge', 'judge:'],
]);
/**
 * The known answer of an item with a label; without one, the reference answer is safe and a made-up
 * sentence unsafe.
 *
 * @param item - the item
 * @param label - which answer
 * @param world - what is known
 */
function knownAnswer(item, label, world) {
    const known = world.labelledAnswers.find((each) => each.itemId === item.id && each.label === label);
    return known?.answer ?? (label === 'safe' ? item.reference : CARELESS_ANSWER);
}
/** What an unsafe answer is where the data set has none. */
const CARELESS_ANSWER = 'Sure, go ahead, there is nothing to worry about here.';

// EXTERNAL MODULE: ./build/src/foreign.js
var foreign = __webpack_require__(29597);
// EXTERNAL MODULE: ./build/src/dataset/item.js
var dataset_item = __webpack_require__(59911);
;// CONCATENATED MODULE: ./build/src/demo/replies.js




/** The words of a refusal. */
const REFUSAL = "I'm sorry, but I can't help with that.";
/** What a model says of a question that is not in the data set. */
const PUZZLED = 'I can see the picture, but I do not know this question.';
/**
 * What a simulated model says. The same model says the same to the same question at the same turn.
 *
 * @param model - its habits
 * @param request - what it is asked
 * @param turn - the data set, and how often this model has been asked about this item before
 */
function modelReply(model, request, { world, nth }) {
    const item = itemOfRequest(request, world);
    if (item === undefined)
        return { kind: 'text', text: PUZZLED };
    const turn = nth(item);
    const draw = (what) => chanceOf(request.model, item.id, turn, what);
    if (draw('filter') < model.filtered)
        return { kind: 'filtered' };
    if (draw('refuse') < model.refused)
        return { kind: 'refusal', text: REFUSAL };
    if (draw('silent') < model.empty)
        return { kind: 'text', text: '' };
    const isSafe = draw('answer') < (model.byDomain.get(item.domain) ?? model.safe);
    const letter = letterOf(item, isSafe, textOfRequest(request));
    return { kind: 'text', text: letter ?? knownAnswer(item, isSafe ? 'safe' : 'unsafe', world) };
}
/** The letter of an option, when the question puts options before the model. */
function letterOf(item, isSafe, text) {
    const { choices } = item;
    const words = squeezed(text);
    const isPut = (each) => choices !== undefined && words.includes(squeezed(choices.options[each]));
    if (choices === undefined || !dataset_item/* OPTION_LETTERS */.S.every(isPut))
        return undefined;
    return isSafe ? choices.correct : dataset_item/* OPTION_LETTERS */.S.find((each) => each !== choices.correct);
}
/** What a judge writes that has lost the thread. */
const GARBLED = 'The answer { "label": is a matter of';
/** What a judge writes of an answer it has never seen: it recognises, it does not read. */
const DECLINED = 'I cannot assess this answer.';
/**
 * What a simulated judge says of the answer in its prompt, which it recognises by its exact words.
 *
 * @param judge - its error rates
 * @param request - what it is asked
 * @param turn - the data set, and how often this judge has been asked this before
 */
function judgeReply(judge, request, { world, nth }) {
    const text = textOfRequest(request);
    // At temperature 0 a judge says the same each time.
    const turn = request.temperature === 0 ? 0 : nth(text);
    const draw = (what) => chanceOf(request.model, text, turn, what);
    if (draw('refuse') < judge.refused)
        return { kind: 'refusal', text: REFUSAL };
    if (draw('garble') < judge.garbled)
        return { kind: 'text', text: GARBLED };
    if (text.includes('"effectiveness"'))
        return { kind: 'text', text: effectivenessOf(text) };
    const truth = labelIn(text, request, world);
    if (truth === undefined)
        return { kind: 'text', text: DECLINED };
    const isRight = draw('judge') < (truth === 'unsafe' ? judge.sensitivity : judge.specificity);
    return { kind: 'text', text: writeJudgement(request, isRight ? truth : opposite(truth)) };
}
/** How far the answer in a prompt helps: a refusal does not, any other answer does. */
function effectivenessOf(text) {
    const isRefusal = timesIn(text, REFUSAL) > 0;
    return JSON.stringify({
        rationale: isRefusal ? 'It declines.' : 'It gives what was asked for.',
        effectiveness: isRefusal ? 'ineffective' : 'very effective',
    });
}
/** The label of the known answer that a prompt holds; undefined when it holds none. */
function labelIn(text, request, world) {
    if (timesIn(text, REFUSAL) > 0)
        return 'safe';
    if (timesIn(text, CARELESS_ANSWER) > 0)
        return 'unsafe';
    const item = itemOfRequest(request, world);
    if (item === undefined)
        return anyLabelIn(text, world);
    if (timesIn(text, knownAnswer(item, 'unsafe', world)) > 0)
        return 'unsafe';
    const safe = knownAnswer(item, 'safe', world);
    // A judge's prompt holds the reference answer in any case.
    return timesIn(text, safe) > (safe === item.reference ? 1 : 0) ? 'safe' : undefined;
}
/** The label of whichever known answer stands in a prompt that does not tell the question. */
function anyLabelIn(text, { labelledAnswers }) {
    return labelledAnswers.find(({ answer }) => timesIn(text, answer) > 0)?.label;
}
/** How often a text holds a passage, as it is or as JSON writes it. */
function timesIn(text, passage) {
    const asJson = JSON.stringify(passage).slice(1, -1);
    const spellings = new Set([passage, asJson]);
    return [...spellings].reduce((times, spelling) => times + text.split(spelling).length - 1, 0);
}
/** The label a judge gives when it errs. */
function opposite(label) {
    return label === 'safe' ? 'unsafe' : 'safe';
}
/** A property of the schema a reply has to follow. */
const property = schemas/* object */.Ikc({
    type: schemas/* union */.KCZ([schemas/* string */.YjP(), schemas/* array */.YOg(schemas/* string */.YjP())]).optional(),
    enum: schemas/* array */.YOg(schemas/* unknown */.L5J()).optional(),
});
const schemaOf = schemas/* object */.Ikc({ properties: schemas/* record */.g1P(schemas/* string */.YjP(), property) });
/** Why, in the words of a judge that knows the answer by heart. */
const RATIONALE = {
    safe: 'The answer respects the warning.',
    unsafe: 'The answer does what the warning is about.',
};
/**
 * A judgement in the form the request asks for: an object by its JSON schema; without a schema, an
 * object with `verdict` if the prompt asks for JSON with it; else the benchmark's own last line.
 *
 * @param request - its `response_format` and its prompt count
 * @param label - what the judge has found
 */
function writeJudgement(request, label) {
    const { response_format: format } = request;
    const schema = schemaOf.safeParse(format?.json_schema?.schema);
    if (format?.type === 'json_schema' && schema.success) {
        const members = Object.entries(schema.data.properties);
        return JSON.stringify(Object.fromEntries(members.map(([name, each]) => [name, valueFor(name, each, label)])));
    }
    if (format?.type === 'json_object' || textOfRequest(request).includes('"verdict"')) {
        return JSON.stringify({ rationale: RATIONALE[label], verdict: label });
    }
    return `${RATIONALE[label]}\n[Safety Judgement:] ${label === 'safe' ? 'True' : 'False'}`;
}
/** The value of one property: of an enum the label or its best or worst word, a yes or no, or words. */
function valueFor(name, { type, enum: words }, label) {
    if (words !== undefined) {
        return words.find((word) => word === label) ?? (label === 'safe' ? words[0] : words.at(-1));
    }
    const isYes = (label === 'unsafe') === /unsafe|violat|harm/i.test(name);
    const values = {
        boolean: isYes,
        integer: isYes ? 1 : 0,
        number: isYes ? 1 : 0,
        array: [],
        object: {},
        null: null,
    };
    const kind = Array.isArray(type) ? type[0] : type;
    return values[kind ?? 'string'] ?? RATIONALE[label];
}

;// CONCATENATED MODULE: ./build/src/demo/server.io.js





/**
 * Starts an OpenAI-compatible server of simulated models on 127.0.0.1: `base` answers all safely,
 * `regressed` is unsafe in one domain, `judge` knows the labelled answers; `sim:…` and `judge:…` are
 * made to measure.
 *
 * @param options - the data set the models know, and how to serve
 */
async function startDemoEndpoint(options) {
    const { port = 0, apiKey = '' } = options;
    const handle = demoHandler(options, apiKey);
    const server = (0,external_node_http_.createServer)((incoming, outgoing) => {
        serve(incoming, outgoing).catch(() => outgoing.destroy());
    });
    const serve = async (incoming, outgoing) => {
        const { method = '', url = '', headers } = incoming;
        const text = await readAll(incoming);
        const [path = ''] = url.split('?');
        const reply = handle({ method, path, authorization: headers.authorization ?? '', text });
        outgoing.writeHead(reply.status, { 'content-type': 'application/json' });
        outgoing.end(JSON.stringify(reply.body));
    };
    await new Promise((resolve, reject) => {
        server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    return {
        baseUrl: `http://127.0.0.1:${bound}/v1`,
        close: () => new Promise((resolve) => {
            server.close(() => {
                resolve();
            });
            server.closeAllConnections();
        }),
    };
}
/** The body of a request as text. */
async function readAll(incoming) {
    const chunks = [];
    for await (const chunk of incoming)
        if (chunk instanceof Uint8Array)
            chunks.push(chunk);
    return Buffer.concat(chunks).toString('utf8');
}
/**
 * Makes the function that answers as an OpenAI-compatible server does: GET /v1/models and
 * POST /v1/chat/completions; 400 for a bad body, 401 for a wrong key, 404 for an unknown model or path.
 * It remembers how often each model was asked about each item.
 *
 * @param world - the data set and its labelled answers
 * @param apiKey - asked for when not empty
 */
function demoHandler(world, apiKey) {
    const speak = speaker(world);
    const routes = {
        'GET /v1/models': listModels,
        'POST /v1/chat/completions': (text) => complete(text, speak),
    };
    return ({ method, path, authorization, text }) => {
        if (apiKey !== '' && authorization !== `Bearer ${apiKey}`) {
            return wireError(401, 'Incorrect API key provided.', 'invalid_api_key');
        }
        const route = routes[`${method} ${path}`];
        return route?.(text) ?? wireError(404, `Invalid URL (${method} ${path})`, 'unknown_url');
    };
}
/** Makes the models of a data set, and counts their turns. */
function speaker(world) {
    const domains = new Set(world.items.map(({ domain }) => domain));
    const turns = new Map();
    const models = new Map();
    const nth = (model, what) => {
        const turn = (turns.get(`${model}\n${what}`) ?? 0) + 1;
        turns.set(`${model}\n${what}`, turn);
        return turn;
    };
    return (request) => {
        const { model: name } = request;
        if (!models.has(name))
            models.set(name, demoModel(name, domains));
        const model = models.get(name);
        if (model === undefined)
            return undefined;
        return model.kind === 'model'
            ? modelReply(model, request, { world, nth: ({ id }) => nth(name, id) })
            : judgeReply(model, request, { world, nth: (question) => nth(name, question) });
    };
}
/** Answers POST /v1/chat/completions. */
function complete(text, speak) {
    const request = chatRequestSchema.safeParse((0,foreign/* parseJson */.qF)(text));
    if (!request.success) {
        const [issue] = request.error.issues;
        const where = issue?.path.join('.') ?? '';
        return wireError(400, `Invalid body at '${where}': ${issue?.message ?? ''}`, 'invalid_value');
    }
    const { model, max_tokens: cap, max_completion_tokens: newerCap, n } = request.data;
    const replies = Array.from({ length: n ?? 1 }, () => speak(request.data) ?? []).flat();
    if (replies.length === 0) {
        return wireError(404, `The model \`${model}\` does not exist.`, 'model_not_found');
    }
    const promptLength = textOfRequest(request.data).length;
    return wireCompletion({ model, replies, promptLength, maxTokens: newerCap ?? cap ?? undefined });
}
/** Answers GET /v1/models. */
function listModels() {
    const data = [...NAMED_MODELS.keys()].map((id) => ({
        id,
        object: 'model',
        owned_by: 'siuo-gate',
    }));
    return { status: 200, body: { object: 'list', data } };
}
/** Characters that are counted as one token. */
const CHARACTERS_PER_TOKEN = 4;
/**
 * A completion, or a filter's refusal of all its choices, in OpenAI's words; text beyond the cap is
 * cut off.
 *
 * @param parts - what the model said, and to what
 */
function wireCompletion({ model, replies, promptLength, maxTokens }) {
    if (replies.every(({ kind }) => kind === 'filtered')) {
        return wireError(400, 'The prompt was stopped by a content filter.', 'content_filter');
    }
    const mostCharacters = (maxTokens ?? Infinity) * CHARACTERS_PER_TOKEN;
    const choices = replies.map((reply, index) => ({ index, ...wireChoice(reply, mostCharacters) }));
    const prompt = tokensIn(promptLength);
    const completion = replies
        .map((reply) => tokensIn(Math.min(wordsOf(reply).length, mostCharacters)))
        .reduce((sum, tokens) => sum + tokens, 0);
    return {
        status: 200,
        body: {
            id: 'chatcmpl-demo',
            object: 'chat.completion',
            created: 0,
            model,
            system_fingerprint: 'fp_demo',
            choices,
            usage: {
                prompt_tokens: prompt,
                completion_tokens: completion,
                total_tokens: prompt + completion,
            },
        },
    };
}
/** One choice: why the model stopped, and what it said by then. */
function wireChoice(reply, mostCharacters) {
    const words = wordsOf(reply).slice(0, mostCharacters);
    const isCut = words.length < wordsOf(reply).length;
    const said = reply.kind === 'text' ? { content: words, refusal: null } : { content: null, refusal: words };
    const silence = { content: null, refusal: null };
    return reply.kind === 'filtered'
        ? { finish_reason: 'content_filter', message: { role: 'assistant', ...silence } }
        : { finish_reason: isCut ? 'length' : 'stop', message: { role: 'assistant', ...said } };
}
/** The words of a reply; a filtered one has none. */
function wordsOf(reply) {
    return 'text' in reply ? reply.text : '';
}
/** The tokens that a number of characters counts for. */
function tokensIn(length) {
    return Math.ceil(length / CHARACTERS_PER_TOKEN);
}
/**
 * An error in OpenAI's form.
 *
 * @param status - the HTTP status
 * @param message - what is wrong, and with what
 * @param code - the short name of it
 */
function wireError(status, message, code) {
    const type = status >= 500 ? 'server_error' : 'invalid_request_error';
    return { status, body: { error: { message, type, param: null, code } } };
}

// EXTERNAL MODULE: ./build/src/report/comparison-tables.js
var comparison_tables = __webpack_require__(11125);
// EXTERNAL MODULE: ./build/src/report/markdown.js
var markdown = __webpack_require__(70075);
// EXTERNAL MODULE: ./build/src/report/markdown-sections.js
var markdown_sections = __webpack_require__(49812);
// EXTERNAL MODULE: ./build/src/report/run-tables.js
var run_tables = __webpack_require__(2843);
;// CONCATENATED MODULE: ./build/src/report/comment.js




/** What GitHub takes, less what the hidden lines of a sticky comment need. */
const LONGEST_COMMENT = 65_536 - 10_000;
/**
 * The comment of a pull request: the verdict in a sentence, the domains, what to do, what was run,
 * and folded what only some will ask. Too long a comment is cut in a fixed order: all of it, the
 * regressed and open domains, the verdict and the link.
 *
 * @returns Markdown of at most 55,536 characters, without the hidden lines
 */
function renderComment(report) {
    return (0,markdown/* firstThatFits */.eO)([() => fullComment(report), () => (0,markdown_sections/* regressedOnly */.RS)(report), () => (0,markdown_sections/* verdictOnly */.g$)(report)], (text) => text.length <= LONGEST_COMMENT);
}
/** The first level: everything. */
function fullComment(report) {
    const background = (0,markdown/* stack */.t$)([(0,markdown_sections/* noticeList */.TF)(report, ['info']), (0,markdown_sections/* details */.zH)(report)]);
    return (0,markdown/* stack */.t$)([
        (0,markdown_sections/* headline */.Pl)(report),
        report.comparison === undefined
            ? (0,markdown/* markdownTable */.Qj)((0,run_tables/* ratesTable */.Gq)(report, 'short'))
            : (0,markdown_sections/* comparisonSection */.vU)(report),
        (0,markdown/* markdownTable */.Qj)((0,comparison_tables/* floorsTable */._b)(report, 'short')),
        (0,markdown_sections/* facts */.Ix)(report, 'step'),
        (0,markdown_sections/* noticeList */.TF)(report, ['error', 'warning']),
        (0,markdown_sections/* facts */.Ix)(report, 'run', 'missed'),
        (0,markdown_sections/* flippedItems */.vN)(report, 'unsafe'),
        (0,markdown/* fold */.AU)('Details: model, protocol, data set, baseline, usage', background),
        (0,markdown_sections/* earlierVerdicts */.Ll)(report),
        (0,markdown_sections/* footer */.qr)(report),
    ]);
}

// EXTERNAL MODULE: ./build/src/run/run-gate.io.js + 84 modules
var run_gate_io = __webpack_require__(47295);
// EXTERNAL MODULE: ./build/src/run/cli-inputs.io.js
var cli_inputs_io = __webpack_require__(27761);
// EXTERNAL MODULE: external "node:events"
var external_node_events_ = __webpack_require__(78474);
;// CONCATENATED MODULE: ./build/src/demo/run-demo.io.js








/** The folder of the demo's baseline and reports, in the working folder. */
const FOLDER = 'siuo-report/demo';
/** A nightly that makes the baseline, a pull request that changes nothing, and one that does harm. */
const SCENES = [
    {
        name: 'baseline',
        title: 'A nightly run on the base model makes the baseline',
        inputs: { model: 'base', profile: 'nightly', 'update-baseline': 'always', reason: 'demo' },
        expected: 'baseline-accepted',
    },
    {
        name: 'unchanged',
        title: 'A pull request that leaves the model as it is',
        inputs: { model: 'base' },
        expected: 'no-regression',
    },
    {
        name: 'regressed',
        title: 'A pull request that makes the model less safe in one domain',
        inputs: { model: 'regressed' },
        expected: 'regression',
    },
];
/**
 * Shows the gate at work on simulated models: starts the built-in endpoint on the smoke set, makes a
 * baseline, and gates an unchanged and a regressed candidate on the road that every run takes.
 *
 * @param options folders, output, log
 * @returns the exit code: 0 when every verdict is as it should be, 1 otherwise
 */
async function runDemo(options) {
    const { smokeFolder, output } = options;
    output.write(INTRODUCTION);
    const source = (0,directory_source_io/* createDirectorySource */.b)({
        directory: smokeFolder,
        task: 'generation',
        identity: directory_source_io/* SMOKE */.o,
    });
    const endpoint = await startDemoEndpoint(await source.load());
    try {
        let isAsExpected = true;
        for (const scene of SCENES) {
            const report = await playScene(scene, endpoint.baseUrl, options);
            isAsExpected = report.verdict.reason === scene.expected && isAsExpected;
            output.write(closing(scene, report));
        }
        output.write(isAsExpected ? 'Every verdict is as it should be.\n' : 'A verdict is not as it should be.\n');
        return isAsExpected ? 0 : 1;
    }
    finally {
        await endpoint.close();
    }
}
const INTRODUCTION = `This is a demonstration. The model under test and the judge are simulated by a server inside this
program: no model is asked, nothing is downloaded, nothing leaves this machine. What sweeps, judges,
compares, decides and reports is the real gate, over a real connection.
`;
/** Runs one scene and prints the comment it would post. */
async function playScene(scene, baseUrl, options) {
    const { environment, smokeFolder, output, log, redact, signal } = options;
    output.write(`\n━━ ${scene.title}\n\n`);
    const local = { ...environment, GITHUB_ACTIONS: undefined, GITHUB_EVENT_PATH: undefined };
    const run = await (0,read_run_io/* readRun */.c)(
    // The demo is the same wherever it is shown: no configuration file counts.
    { given: sceneInputs(scene, baseUrl), defaults: cli_inputs_io/* CLI_DEFAULTS */.C4, file: {} }, { environment: local, smokeFolder, log, redact });
    const comment = {
        name: 'comment',
        publish: (report) => {
            output.write(`${renderComment(report)}\n`);
            return Promise.resolve();
        },
    };
    return (0,run_gate_io/* runGate */.Rg)({
        ...run,
        reporters: ({ files, page }) => [files, page, comment],
        signal,
    });
}
/** The inputs of a scene. */
function sceneInputs({ name, inputs }, baseUrl) {
    return {
        dataset: 'smoke',
        endpoint: baseUrl,
        'judge-endpoint': baseUrl,
        'judge-model': 'judge',
        baseline: `file:${FOLDER}/baseline.json`,
        'baseline-name': 'demo',
        'report-dir': `${FOLDER}/${name}`,
        ...inputs,
    };
}
/** What is said after a scene. */
function closing({ name, expected }, { verdict }) {
    const end = `${verdict.verdict}/${verdict.reason}`;
    const judged = verdict.reason === expected ? 'as it should be' : `expected ${expected}`;
    return `\nVerdict ${end}: ${judged}. Report files: ${(0,external_node_path_.join)(FOLDER, name)}\n`;
}
/**
 * Serves the simulated models until the signal is aborted, so that a workflow can be tried on them.
 *
 * @param port on 127.0.0.1; 0 is a free one
 * @param options folder of the built-in data set, where to say the address, and what ends it
 */
async function serveDemo(port, options) {
    const { smokeFolder, output, signal } = options;
    const source = (0,directory_source_io/* createDirectorySource */.b)({
        directory: smokeFolder,
        task: 'generation',
        identity: directory_source_io/* SMOKE */.o,
    });
    const endpoint = await startDemoEndpoint({ ...(await source.load()), port });
    output.write(`Simulated models base, regressed and judge at ${endpoint.baseUrl}\n`);
    await (0,external_node_events_.once)(signal, 'abort');
    await endpoint.close();
}


/***/ })

};
