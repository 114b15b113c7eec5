import { z } from 'zod';

/** Lists of more models are not looked through. */
const MOST_MODELS = 20_000;

const listing = z.object({ data: z.array(z.unknown()).max(MOST_MODELS) });

/**
 * A model as a listing has it. OpenAI says `shutdown_date`, OpenRouter `expiration_date`; both are null, or
 * left out, where nothing is announced.
 *
 * @see https://developers.openai.com/api/reference/resources/models/methods/list
 * @see https://openrouter.ai/docs/api-reference/list-available-models
 */
const listed = z.object({
  id: z.string(),
  shutdown_date: z.unknown().optional(),
  expiration_date: z.unknown().optional(),
});

/** A day, whatever of a time follows it. */
const DAY = /^(\d{4}-\d{2}-\d{2})(?:T|$)/;

/**
 * The day on which a model is shut down, as the reply to GET /models says.
 *
 * @param text the reply's body; anything that is no list of models says nothing
 * @param model its name in requests
 * @returns `YYYY-MM-DD`; undefined where none is announced
 */
export function shutdownDateIn(text: string, model: string): string | undefined {
  const models = modelsIn(text);
  const found = models
    .map((each) => listed.safeParse(each).data)
    .find((each) => each?.id === model);
  const days = [found?.shutdown_date, found?.expiration_date].flatMap((said) =>
    typeof said === 'string' ? (DAY.exec(said)?.[1] ?? []) : [],
  );
  return days.filter((day) => !Number.isNaN(Date.parse(day))).sort()[0];
}

/** The entries of a listing; none where it is none. */
function modelsIn(text: string): readonly unknown[] {
  try {
    return listing.safeParse(JSON.parse(text)).data?.data ?? [];
  } catch {
    return [];
  }
}

/** How long before its end a model is warned of, in days. */
const WARNED_DAYS = 30;

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * That a judge will not be there for long. Plain text.
 *
 * @param day when it is shut down, `YYYY-MM-DD`; undefined where none is announced
 * @param nowMs milliseconds since the epoch
 * @returns undefined where that is more than 30 days away, or not announced
 */
export function shutdownText(
  judge: string,
  day: string | undefined,
  nowMs: number,
): string | undefined {
  if (day === undefined) return undefined;
  const days = Math.ceil((Date.parse(day) - nowMs) / DAY_MS);
  if (days > WARNED_DAYS) return undefined;
  const when = days > 0 ? `in ${days} ${days === 1 ? 'day' : 'days'}` : 'which is over';
  return `Its endpoint says that the judge ${judge} is shut down on ${day}, ${when}.`;
}

/** What to do about it. */
export const SHUTDOWN_REMEDY =
  'Try its successor with siuo-gate check-judge, and change to it while stored answers can still be read by both.';
