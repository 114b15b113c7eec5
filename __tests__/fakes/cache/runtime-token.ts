import { createHmac, randomBytes } from 'node:crypto';

/** A ref whose caches a run may use: in which order is the order of the list. */
export interface CacheScope {
  readonly ref: string;
  readonly canRead: boolean;
  readonly canWrite: boolean;
}

interface AccessClaim {
  readonly Scope: string;
  readonly Permission: number;
}

const READ = 1;
const WRITE = 2;

/** Signs and reads the tokens that tell the cache service which scopes a run has. */
export class RuntimeTokens {
  readonly #secret = randomBytes(32);

  /** A token in the shape of the runner's: a JWT whose `ac` claim lists the scopes as JSON. */
  issue(scopes: readonly CacheScope[]): string {
    const ac = scopes.map(({ ref, canRead, canWrite }) => ({
      Scope: ref,
      Permission: (canRead ? READ : 0) + (canWrite ? WRITE : 0),
    }));
    const claims = { iss: 'https://token.actions.githubusercontent.com', ac: JSON.stringify(ac) };
    const signed = `${encode({ typ: 'JWT', alg: 'HS256' })}.${encode(claims)}`;
    return `${signed}.${this.#sign(signed)}`;
  }

  /** The scopes of a token, or undefined if it is not one of ours. */
  read(token: string): readonly CacheScope[] | undefined {
    const [head, claims, signature] = token.split('.');
    if (head === undefined || claims === undefined) return undefined;
    if (signature !== this.#sign(`${head}.${claims}`)) return undefined;
    return decode(claims).map(({ Scope, Permission }) => ({
      ref: Scope,
      canRead: (Permission & READ) !== 0,
      canWrite: (Permission & WRITE) !== 0,
    }));
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#secret).update(text).digest('base64url');
  }
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(claims: string): readonly AccessClaim[] {
  const { ac } = JSON.parse(Buffer.from(claims, 'base64url').toString()) as { ac: string };
  return JSON.parse(ac) as AccessClaim[];
}
