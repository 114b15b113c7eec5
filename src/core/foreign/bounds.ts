/*
 * How much of others' text is read. Reading is linear, so that a bound keeps time and memory small even
 * where everything comes in at the bound. What is longer is not read in part: it is refused with an error,
 * or the answer has no score.
 */

/**
 * Bytes of one reply of a model or judge. Ten answers of 30,000 tokens have 2 MB, with the probabilities of
 * some tokens beside them perhaps 10; a server's list of models has 2 at most.
 */
export const LONGEST_REPLY_BYTES = 16 * 1024 * 1024;

/** Characters of a reply that chooses a letter: one that thinks aloud for all of 10,000 tokens has as many. */
export const LONGEST_CHOICE_REPLY = 50_000;

/** Characters of a judge's reply: it has some thousand tokens. */
export const LONGEST_JUDGE_REPLY = 50_000;

/** Characters of a line of a journal: twice the longest answer that one reply of ten answers can hold. */
export const LONGEST_LINE = 4 * 1024 * 1024;

/** Bytes of a journal: 1,670 cells of a release, each with an answer of 2 kB and nine reasons of 4 kB, have 64 MB. */
export const LONGEST_JOURNAL_BYTES = 256 * 1024 * 1024;

/** Lines of a journal: ten answers and their judgements for 50,000 items. */
export const MOST_LINES = 1_000_000;

/** Votes on one answer: `judge-votes` asks for 9 at most. */
export const MOST_VOTES = 99;

/** Rows of a data set's file, and items of a record; the benchmark has 167. */
export const MOST_ROWS = 100_000;

/** Characters of one field of a row: a question, a warning, an answer. No model takes a longer one. */
export const LONGEST_FIELD = 100_000;

/** Answers to one item in a record: far beyond the rungs of any ladder. */
export const MOST_REPEATS = 1000;

/** Members of a small list or object in a record: rungs, metrics, what a server takes of a request. */
export const MOST_MEMBERS = 50;

/** Characters of an input: the runner hands inputs over in the environment, which holds 128 kB a value. */
export const LONGEST_INPUT = 100_000;

/** Bytes of a configuration file: a hundred times what all keys take. */
export const LONGEST_CONFIG_BYTES = 64 * 1024;

/** Objects and arrays inside one another in the input request-body: what writes JSON calls itself for each. */
export const DEEPEST_BODY = 50;

/** Bytes of a judge's template: with the question it has to fit into the judge's context. */
export const LONGEST_TEMPLATE_BYTES = 100_000;

/** Bytes of a file of a data set: no server takes a picture of this size, and no set of rows has it. */
export const LONGEST_DATASET_FILE_BYTES = 64 * 1024 * 1024;

/** Bytes of an event's payload: GitHub caps webhook payloads at 25 MB. */
export const LONGEST_PAYLOAD_BYTES = 32 * 1024 * 1024;
