// X.509 certificates made for a test, so that no key is kept and none runs out.
import { createPrivateKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/** A certificate with its key, both PEM. */
export interface Certified {
  readonly cert: string;
  readonly key: string;
}

/** What a certificate says. */
interface CertificateTerms {
  /** The host it is for. */
  readonly host: string;
  /** Days from today on which it begins and ends. */
  readonly days?: readonly [number, number];
  /** Who vouches for it; itself where left out. */
  readonly authority?: Certified;
}

/** The name that authorities of tests have. */
const AUTHORITY = 'siuo-gate test authority';

const DAY_MS = 86_400_000;

/** A value of DER: tag, length, content. */
function der(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length =
    size < 128 ? [size] : size < 256 ? [0x81, size] : [0x82, Math.floor(size / 256), size % 256];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const hex = (text: string) => Buffer.from(text, 'hex');

/** Object identifiers, as DER. */
const OID = {
  commonName: hex('0603550403'),
  alternativeNames: hex('0603551d11'),
  basicConstraints: hex('0603551d13'),
  ecdsaSha256: hex('06082a8648ce3d040302'),
} as const;

const nameOf = (text: string) =>
  sequence(der(0x31, sequence(OID.commonName, der(0x0c, Buffer.from(text)))));

/** A date, as GeneralizedTime. */
const timeOf = (days: number) => {
  const text = new Date(Date.now() + days * DAY_MS).toISOString();
  return der(0x18, Buffer.from(`${text.slice(0, 19).replaceAll(/[-:T]/g, '')}Z`));
};

const pemOf = (bytes: Buffer) =>
  [
    '-----BEGIN CERTIFICATE-----',
    // A last line that is empty would be no part of it.
    ...(bytes.toString('base64').match(/.{1,64}/g) ?? []),
    '-----END CERTIFICATE-----',
    '',
  ].join('\n');

/** Puts what a certificate says together, and signs it. */
function certify(
  { host, days: [from, to] = [-2, 2], issuer }: CertificateTerms & { readonly issuer: string },
  { publicKey, signer, isAuthority }: Signing,
): string {
  const algorithm = sequence(OID.ecdsaSha256);
  const extension = isAuthority
    ? sequence(OID.basicConstraints, der(0x04, sequence(der(0x01, hex('ff')))))
    : sequence(OID.alternativeNames, der(0x04, sequence(der(0x82, Buffer.from(host)))));
  const body = sequence(
    der(0xa0, der(0x02, hex('02'))),
    der(0x02, hex(isAuthority ? '01' : '02')),
    algorithm,
    nameOf(issuer),
    sequence(timeOf(from), timeOf(to)),
    nameOf(host),
    publicKey.export({ type: 'spki', format: 'der' }),
    der(0xa3, sequence(extension)),
  );
  const signature = sign('sha256', body, signer);
  return pemOf(sequence(body, algorithm, der(0x03, hex('00'), signature)));
}

/** Whose key a certificate is for, and who signs it. */
interface Signing {
  readonly publicKey: KeyObject;
  readonly signer: KeyObject;
  readonly isAuthority: boolean;
}

/** A key of its own, as PEM too. */
function newKey() {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return {
    publicKey,
    privateKey,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  };
}

/** An authority that vouches for others. */
export function makeAuthority(): Certified {
  const { publicKey, privateKey, key } = newKey();
  const signing = { publicKey, signer: privateKey, isAuthority: true };
  return { key, cert: certify({ host: AUTHORITY, issuer: AUTHORITY }, signing) };
}

/** The certificate of a server. */
export function makeCertificate(terms: CertificateTerms): Certified {
  const { publicKey, privateKey, key } = newKey();
  const { authority, host } = terms;
  const signer = authority === undefined ? privateKey : createPrivateKey(authority.key);
  const issuer = authority === undefined ? host : AUTHORITY;
  return { key, cert: certify({ ...terms, issuer }, { publicKey, signer, isAuthority: false }) };
}
