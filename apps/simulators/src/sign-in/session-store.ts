import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

type Kept = { readonly payload: AdapterPayload; readonly until: number };

const entriesMax = 5_000;

/** Keeps sessions and codes of the sign-in in memory, oldest out first; after a restart people sign in again. */
export const sessionStore = (now: () => number): AdapterFactory => {
  const kept = new Map<string, Kept>();

  const found = (key: string): AdapterPayload | undefined => {
    const entry = kept.get(key);
    return entry && entry.until > now() ? entry.payload : undefined;
  };
  const where = (name: string, field: 'uid' | 'userCode', value: string) =>
    [...kept].find(([key, { payload }]) => key.startsWith(`${name}:`) && payload[field] === value)?.[0];

  return (name): Adapter => ({
    async upsert(id, payload, expiresInSeconds = 86_400) {
      const oldest = kept.size >= entriesMax ? kept.keys().next().value : undefined;
      if (oldest !== undefined) kept.delete(oldest);
      kept.set(`${name}:${id}`, { payload, until: now() + expiresInSeconds * 1_000 });
    },
    async find(id) {
      return found(`${name}:${id}`);
    },
    async findByUid(uid) {
      const key = where(name, 'uid', uid);
      return key === undefined ? undefined : found(key);
    },
    async findByUserCode(userCode) {
      const key = where(name, 'userCode', userCode);
      return key === undefined ? undefined : found(key);
    },
    async consume(id) {
      const payload = found(`${name}:${id}`);
      if (payload) payload.consumed = Math.floor(now() / 1_000);
    },
    async destroy(id) {
      kept.delete(`${name}:${id}`);
    },
    async revokeByGrantId(grantId) {
      for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
    },
  });
};
