import { readFileSync } from 'node:fs';
import { Gauge, type Registry } from 'prom-client';
import * as z from 'zod';

const algorithms = ['ES256', 'ES384', 'ES512', 'PS256', 'PS384', 'PS512'] as const;
const byCurve = { 'P-256': 'ES256', 'P-384': 'ES384', 'P-521': 'ES512' } as const;

/** A private key as a JSON web key; its `kid` is the certificate id of the mapping in the general ledger. */
const signingKey = z
  .looseObject({
    kty: z.enum(['EC', 'RSA']),
    kid: z.string().min(1),
    crv: z.enum(['P-256', 'P-384', 'P-521']).exactOptional(),
    alg: z.enum(algorithms).exactOptional(),
    /** When the certificate of this key ends. */
    notAfter: z.iso.datetime({ offset: true }).exactOptional(),
  })
  .transform((key) => ({ ...key, alg: key.alg ?? (key.crv ? byCurve[key.crv] : ('PS256' as const)) }));
export type SigningKey = z.infer<typeof signingKey>;

const tokenSecrets = z.strictObject({
  realm: z.string().regex(/^[A-Z0-9_]+$/),
  consumerKey: z.string().min(1),
  consumerSecret: z.string().min(1),
  token: z.string().min(1),
  tokenSecret: z.string().min(1),
});
export type TokenSecrets = z.infer<typeof tokenSecrets>;

/** Keys of OAuth 2.0, the one to be used first in front, or the secrets of token-based authentication. */
export const glKeys = z.union([
  tokenSecrets.transform((secrets) => ({ kind: 'token-based' as const, secrets })),
  z
    .strictObject({ keys: z.array(signingKey).min(1).max(2) })
    .transform(({ keys }) => ({ kind: 'client-credentials' as const, keys })),
  signingKey.transform((key) => ({ kind: 'client-credentials' as const, keys: [key] })),
]);
export type GlKeys = z.infer<typeof glKeys>;

export const readKeys = (path: string): GlKeys => glKeys.parse(JSON.parse(readFileSync(path, 'utf8')));

/** Shows when each certificate ends, so that an alert can tell in time. */
export const measureKeys = (registry: Registry, keys: readonly SigningKey[]): void => {
  const gauge = new Gauge({
    name: 'recoup_gl_key_ends_timestamp_seconds',
    help: 'When the certificate ends by which the ledger signs in at the general ledger',
    labelNames: ['kid'],
    registers: [registry],
  });
  for (const { kid, notAfter } of keys)
    if (notAfter !== undefined) gauge.set({ kid }, Date.parse(notAfter) / 1_000);
};
