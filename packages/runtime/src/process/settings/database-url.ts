import type { ConnectionOptions } from 'node:tls';
import { parseIntoClientConfig } from 'pg-connection-string';
import * as z from 'zod';

/** Where a PostgreSQL server is, who signs in, and how the wire is protected. */
export type DatabaseAddress = {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** The certificates to check the server by and to show it; false for a wire in clear. */
  readonly ssl: false | ConnectionOptions;
};

const files = ['sslrootcert', 'sslcert', 'sslkey'];
const known = ['sslmode', 'host', ...files];
const modes = ['disable', 'verify-full'];

/**
 * Reads a PostgreSQL URL for everything that opens connections by it, so that none of them drops a part that another one heeds.
 * Without `sslmode` the wire is in clear. Throws what is wrong with the URL; the password is never part of it.
 */
export const databaseAddress = (url: string): DatabaseAddress => {
  const fault = faultOf(url);
  if (fault) throw new Error(`A PostgreSQL URL ${fault}`);
  const { host, port, user, password, database, ssl } = parseIntoClientConfig(url);
  return {
    host: host ?? 'localhost',
    port: port ?? 5432,
    user: user ?? '',
    password: typeof password === 'string' ? password : '',
    database: database ?? 'postgres',
    ssl: typeof ssl === 'object' ? ssl : false,
  };
};

/** A setting that holds a PostgreSQL URL. */
export const databaseUrl = z.string().superRefine((url, context) => {
  const fault = faultOf(url);
  if (fault) context.addIssue({ code: 'custom', message: fault });
});

const faultOf = (text: string): string | undefined => {
  if (!URL.canParse(text)) return 'must be a URL such as postgres://user:password@host:5432/database';
  const { protocol, searchParams: given } = new URL(text);
  if (!['postgres:', 'postgresql:'].includes(protocol)) return 'must begin with postgres://';
  const unknown = [...given.keys()].find((name) => !known.includes(name));
  if (unknown) return `may have the parameters ${known.join(', ')}, not ${unknown}`;
  const mode = given.get('sslmode');
  if (mode !== null && !modes.includes(mode))
    return `may have the sslmode ${modes.join(' or ')}: with ${mode} nobody checks who answers`;
  const file = files.find((name) => given.has(name));
  if (file && mode !== 'verify-full') return `needs sslmode=verify-full with ${file}`;
  return unreadable(text);
};

const unreadable = (text: string): string | undefined => {
  try {
    parseIntoClientConfig(text);
    return undefined;
  } catch (error) {
    return `names a file that cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}`;
  }
};
