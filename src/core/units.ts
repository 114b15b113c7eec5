/** A share of one whole, 0 to 1: a safe-rate of .9 means nine answers in ten are safe. */
export type Rate = number;

/** A difference of two rates as a fraction, -1 to 1; shown to people times 100, as points. */
export type Drop = number;

/** A span of time in thousandths of a second. */
export type Milliseconds = number;

/** The `question_id` of a row of the data set: a positive whole number, unique in its set. */
export type ItemId = number;
