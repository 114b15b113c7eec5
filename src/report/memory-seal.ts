import { hkdf } from '@noble/hashes/hkdf.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';

/** Secrets that anybody could guess, such as `EMPTY` or a placeholder, prove nothing. */
const SHORTEST_SECRET = 24;
const FEWEST_CHARACTERS = 10;

const SALT = 'siuo-gate';
const PURPOSE = 'verdict memory 1';

/** Which memory: of one pull request, under one key. */
export interface SealScope {
  /** `owner/name`. */
  readonly repository: string;
  /** The pull request's number. */
  readonly number: number;
  /** The baseline-name. */
  readonly key: string;
}

/** Proves that a run of this gate wrote a memory: HMAC-SHA256. */
export interface MemorySeal {
  /**
   * The seal of a text within the scope, 64 hexadecimal digits; undefined where there is no secret to
   * make one with.
   */
  of(text: string): string | undefined;
}

/** Makes no seals and so believes none. */
export const NO_SEAL: MemorySeal = { of: () => undefined };

/**
 * Seals memories with a key derived (HKDF-SHA256, RFC 5869) from secrets that only the gate's job has. A
 * memory of another pull request, repository or baseline-name has another seal.
 *
 * @param secrets keys of endpoints; those too short or too uniform to be secret are left out, and none
 *   that is left gives {@link NO_SEAL}
 * @param scope which memory
 */
export function createSeal(secrets: readonly string[], scope: SealScope): MemorySeal {
  const real = secrets.filter(isSecret);
  if (real.length === 0) return NO_SEAL;
  const material = utf8ToBytes(JSON.stringify(real));
  const key = hkdf(sha256, material, utf8ToBytes(SALT), utf8ToBytes(PURPOSE), 32);
  const { repository, number, key: name } = scope;
  return {
    of: (text) => {
      const message = JSON.stringify([repository.toLowerCase(), number, name, text]);
      return bytesToHex(hmac(sha256, key, utf8ToBytes(message)));
    },
  };
}

/** Whether a text can be taken for a secret. */
function isSecret(text: string): boolean {
  return text.length >= SHORTEST_SECRET && new Set(text).size >= FEWEST_CHARACTERS;
}
