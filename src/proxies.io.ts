import { BlockList, isIP } from 'node:net';
import { GateError } from './errors.js';

/** Variables of a process by name. */
type Environment = Readonly<Record<string, string | undefined>>;

/** Which proxy a request goes through. */
export interface Proxies {
  /** Each proxy once, as undici takes it, credentials included; none where all goes straight. */
  readonly urls: readonly string[];
  /** The proxy of an origin, one of `urls`; undefined where it is reached directly. */
  readonly of: (origin: URL) => string | undefined;
}

/**
 * Reads the proxies of the environment as curl does: `http_proxy` for http, `https_proxy` for https,
 * `all_proxy` where that one is missing, `no_proxy` for who is reached directly; each in small letters
 * before capitals. Unlike curl, HTTP_PROXY counts in capitals too. A proxy without a scheme, `proxy:3128`,
 * is an HTTP proxy.
 *
 * This machine is never reached through a proxy: what listens there is not what the proxy would find.
 *
 * @throws GateError CONFIG_INVALID when one is no URL of a proxy; its value may hold a password and is not told
 * @see https://curl.se/docs/manpage.html#ENVIRONMENT
 */
export function readProxies(environment: Environment): Proxies {
  const all = proxyUrl('ALL_PROXY', environment);
  const http = proxyUrl('HTTP_PROXY', environment) ?? all;
  const https = proxyUrl('HTTPS_PROXY', environment) ?? all;
  const isDirect = directHosts(valueOf('NO_PROXY', environment));
  return {
    urls: [...new Set([http, https].flatMap((url) => url ?? []))],
    of: (origin) => {
      const proxy = origin.protocol === 'https:' ? https : http;
      return proxy === undefined || isDirect(origin) ? undefined : proxy;
    },
  };
}

/**
 * A proxy as messages name it.
 *
 * @param url what {@link readProxies} gave
 * @returns scheme, host and port: no user, no password
 */
export function proxyName(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}

/** The value of a variable, in small letters first; empty when it is not set. */
function valueOf(name: string, environment: Environment): string {
  return (environment[name.toLowerCase()] ?? environment[name] ?? '').trim();
}

/** The protocols that can be spoken to a proxy. */
const PROTOCOLS = ['http:', 'https:', 'socks:', 'socks5:'];

/** The URL of one variable; undefined when it is not set or empty. */
function proxyUrl(name: string, environment: Environment): string | undefined {
  const given = valueOf(name, environment);
  if (given === '') return undefined;
  const url = given.includes('://') ? given : `http://${given}`;
  // With the h the proxy looks names up, which undici has it do anyway.
  const known = url.replace(/^socks5h:/i, 'socks5:');
  if (URL.canParse(known) && isProxy(new URL(known))) return known;
  throw new GateError(
    'CONFIG_INVALID',
    `The environment variable ${name} is not the URL of a proxy.`,
    { remedy: 'Write it as http://host:port, or socks5://host:port, or remove it.' },
  );
}

/** Whether a URL can be a proxy's. */
function isProxy({ protocol, hostname }: URL): boolean {
  return PROTOCOLS.includes(protocol) && hostname !== '';
}

/** Addresses of this machine; an address of all its networks leads to itself, too. */
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('0.0.0.0', 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');
LOOPBACK.addAddress('::', 'ipv6');

/** A host as a URL names it. */
interface Host {
  /** In small letters, without brackets and without a dot at its end. */
  readonly name: string;
  readonly port: number;
  /** 4 or 6 for an address, 0 for a name. */
  readonly family: number;
}

/** Whether a host is meant by one entry of NO_PROXY. */
type Entry = (host: Host) => boolean;

/**
 * Makes the test for hosts that are reached directly: this machine, and those of NO_PROXY.
 *
 * @param noProxy entries with commas or spaces between: a host with all below it (`example.com`,
 *   `.example.com`, `*.example.com`), an address (`::1`, `[::1]`), a network (`10.0.0.0/8`, `fd00::/8`), each
 *   but a network with `:port` behind it where only that is meant, or `*` for all
 */
function directHosts(noProxy: string): (origin: URL) => boolean {
  const entries = noProxy
    .split(/[,\s]+/)
    .filter((entry) => entry !== '')
    .map(entryOf);
  return (origin) => {
    const host = hostOf(origin);
    return isLoopback(host) || entries.some((isMeant) => isMeant(host));
  };
}

/** Whether a host is this machine. */
function isLoopback({ name, family }: Host): boolean {
  if (family === 0) return name === 'localhost' || name.endsWith('.localhost');
  return LOOPBACK.check(name, familyName(family));
}

/** What one entry of NO_PROXY means. */
function entryOf(entry: string): Entry {
  if (entry === '*') return () => true;
  const network = networkOf(entry);
  if (network !== undefined) return network;
  const { name, port } = splitPort(entry.toLowerCase());
  const isPort = (host: Host): boolean => port === undefined || port === host.port;
  const address = name.replace(/^\[(.*)\]$/, '$1');
  const family = isIP(address);
  if (family !== 0) {
    const same = new BlockList();
    same.addAddress(address, familyName(family));
    return (host) =>
      host.family !== 0 && isPort(host) && same.check(host.name, familyName(host.family));
  }
  const wanted = name.replace(/^\*?\./, '').replace(/\.$/, '');
  if (wanted === '') return () => false;
  return (host) => isPort(host) && (host.name === wanted || host.name.endsWith(`.${wanted}`));
}

/** The test for a network; undefined for an entry that names none. */
function networkOf(entry: string): Entry | undefined {
  const [, bracketed, given, bits = ''] = /^(?:\[(.+)\]|(.+))\/(\d{1,3})$/.exec(entry) ?? [];
  const address = bracketed ?? given ?? '';
  const family = isIP(address);
  if (family === 0 || Number(bits) > (family === 4 ? 32 : 128)) return undefined;
  const network = new BlockList();
  network.addSubnet(address, Number(bits), familyName(family));
  return (host) => host.family !== 0 && network.check(host.name, familyName(host.family));
}

/** An entry and its port; an address of IPv6 without brackets has none. */
function splitPort(entry: string): { readonly name: string; readonly port: number | undefined } {
  const [, name, port] = /^(\[.*\]|[^:]*):(\d{1,5})$/.exec(entry) ?? [];
  return name === undefined ? { name: entry, port: undefined } : { name, port: Number(port) };
}

/** The host of a URL. */
function hostOf({ hostname, port, protocol }: URL): Host {
  const name = hostname
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '')
    .toLowerCase();
  const usual = protocol === 'https:' ? 443 : 80;
  return { name, port: port === '' ? usual : Number(port), family: isIP(name) };
}

/** What Node calls a family of addresses. */
function familyName(family: number): 'ipv4' | 'ipv6' {
  return family === 6 ? 'ipv6' : 'ipv4';
}
