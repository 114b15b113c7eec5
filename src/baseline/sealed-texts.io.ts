import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { TextForm } from './answer-texts.js';

/** The most characters of a file of texts: what is larger is neither kept nor read. */
export const MOST_SEALED = 32 * 1024 * 1024;

/** The most bytes that a file may unpack to. */
const MOST_UNPACKED = 64 * 1024 * 1024;

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const SALT_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** What the key is derived for: another use of the same secret, or another form, has another key. */
const PURPOSE = 'siuo-gate stored answers 1';

/** What the text of a file begins with. */
const HEADS: Readonly<Record<TextForm, string>> = {
  encrypted: 'siuo-gate-answers-1-encrypted\n',
  packed: 'siuo-gate-answers-1-packed\n',
};

/** Which run's answers they are, and by what they are kept. */
export interface Seal {
  /** The digest of the run's answers: a file put in the place of another run's does not open. */
  readonly digest: string;
  /** The secret in hexadecimal digits; undefined where they are only packed. */
  readonly key: string | undefined;
}

/** What became of opening a file. */
export type Unsealed =
  | { readonly ok: true; readonly text: string }
  /** `locked`: encrypted, and there is no key. `refused`: another key, another run, or changed bytes. */
  | { readonly ok: false; readonly why: 'locked' | 'refused' };

const pack = promisify(gzip);
const unpack = promisify(gunzip);

/**
 * Packs the texts of a run, and encrypts them where there is a key: AES-256-GCM, the key derived from
 * the secret with HKDF-SHA256 and a salt of the file's own.
 *
 * @param text of any length; empty too
 * @param seal the run and the secret
 * @returns a text of ASCII characters; undefined when it would be too large to be read again
 * @see https://csrc.nist.gov/pubs/sp/800/38/d/final
 * @see https://www.rfc-editor.org/rfc/rfc5869
 */
export async function sealTexts(text: string, { digest, key }: Seal): Promise<string | undefined> {
  if (Buffer.byteLength(text) > MOST_UNPACKED) return undefined;
  const packed = await pack(text);
  const body = key === undefined ? packed : encrypted(packed, { digest, key });
  const sealed = (key === undefined ? HEADS.packed : HEADS.encrypted) + body.toString('base64');
  return sealed.length > MOST_SEALED ? undefined : `${sealed}\n`;
}

/** Salt, nonce, what was encrypted, and its tag. */
function encrypted(bytes: Uint8Array, { digest, key }: Seal & { readonly key: string }): Buffer {
  const [salt, iv] = [randomBytes(SALT_BYTES), randomBytes(IV_BYTES)];
  const cipher = createCipheriv(CIPHER, derivedKey(key, salt), iv, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(digest));
  const body = [cipher.update(bytes), cipher.final()];
  return Buffer.concat([salt, iv, ...body, cipher.getAuthTag()]);
}

/** The key of one file. */
function derivedKey(key: string, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', Buffer.from(key, 'hex'), salt, PURPOSE, KEY_BYTES));
}

/**
 * Opens what {@link sealTexts} made, no matter who put it there.
 *
 * @param sealed the file's text, of any content
 * @param form how it has to be kept: nothing that is only packed stands for what is encrypted
 * @param seal the run it has to be of, and the secret
 */
export async function unsealTexts(
  sealed: string,
  form: TextForm,
  { digest, key }: Seal,
): Promise<Unsealed> {
  if (sealed.length > MOST_SEALED + 1) return { ok: false, why: 'refused' };
  const isLocked = form === 'encrypted';
  if (!sealed.startsWith(HEADS[form])) return { ok: false, why: 'refused' };
  if (isLocked && key === undefined) return { ok: false, why: 'locked' };
  const body = Buffer.from(sealed.slice(HEADS[form].length), 'base64');
  try {
    const packed = isLocked && key !== undefined ? decrypted(body, { digest, key }) : body;
    const bytes = await unpack(packed, { maxOutputLength: MOST_UNPACKED });
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, why: 'refused' };
  }
}

/** What was encrypted; throws for another key, another run, and bytes that somebody changed. */
function decrypted(body: Buffer, { digest, key }: Seal & { readonly key: string }): Buffer {
  const salt = body.subarray(0, SALT_BYTES);
  const iv = body.subarray(SALT_BYTES, SALT_BYTES + IV_BYTES);
  const inner = body.subarray(SALT_BYTES + IV_BYTES, Math.max(0, body.length - TAG_BYTES));
  const decipher = createDecipheriv(CIPHER, derivedKey(key, salt), iv, {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(digest));
  decipher.setAuthTag(body.subarray(body.length - TAG_BYTES));
  return Buffer.concat([decipher.update(inner), decipher.final()]);
}
