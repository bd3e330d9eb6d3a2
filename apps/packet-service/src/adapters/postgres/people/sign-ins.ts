import type { Queries } from '@recoup/runtime/database/queries';
import type { Actor } from '@recoup/runtime/http/people-directory';
import { sql } from 'kysely';

type Account = { readonly issuer: string; readonly subject: string };

const everyMs = 3_600_000;
const rememberedMax = 10_000;

/** Keeps what the tokens of each account say of it: at once where that is new, else when an hour is over. */
export const keepSignIns = (database: Queries, now: () => Date) => {
  const kept = new Map<string, { readonly said: string; readonly at: number }>();
  return async ({ issuer, subject }: Account, { personId, session }: Actor): Promise<void> => {
    const [email, verified] = [session?.email ?? null, session?.emailVerified ?? null];
    const [account, said] = [JSON.stringify([issuer, subject]), JSON.stringify([personId, email, verified])];
    const at = now().getTime();
    const last = kept.get(account);
    if (last?.said === said && at - last.at < everyMs) return;
    await database.query(sql`
      insert into person_sign_in (issuer, subject, person_id, email, email_verified, seen_dt)
      values (${issuer}, ${subject}, ${personId}, ${email}, ${verified}, ${new Date(at).toISOString()})
      on conflict (issuer, subject) do update set person_id = excluded.person_id, email = excluded.email,
        email_verified = excluded.email_verified, seen_dt = excluded.seen_dt`);
    if (kept.size >= rememberedMax) kept.clear();
    kept.set(account, { said, at });
  };
};
