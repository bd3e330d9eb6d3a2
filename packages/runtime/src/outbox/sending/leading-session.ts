import pg from 'pg';
import { type Bus, BusAway, LeadLost } from '../../bus/bus.ts';
import { lockUses } from '../../database/advisory-lock.ts';
import { sessionSettings } from '../../database/session.ts';

type Publish = Bus['publish'];

/** The right to send, as long as the session lives on which it was had. */
export type Leading = {
  readonly client: pg.Client;
  /** Asks before each send whether this process still leads. Throws `LeadLost`, with nothing sent, when it does not. */
  readonly publish: (...records: Parameters<Publish>) => Promise<void>;
};

export type LeadingSession = {
  /** The session of this relay, opened when there is none. */
  readonly open: () => Promise<pg.Client>;
  /** Undefined while another relay of the schema leads. */
  readonly lead: () => Promise<Leading | undefined>;
  /** Leaves the session and with it the lead; the next one is a new one. */
  readonly abandon: () => void;
  readonly close: () => Promise<void>;
};

export type LeadingSessionOptions = {
  readonly url: string;
  readonly schema: string;
  readonly bus: Pick<Bus, 'publish' | 'takeLead'>;
  /** Runs on the session whenever it has begun to lead, before anything is sent. */
  readonly onLead: (client: pg.Client) => Promise<void>;
  readonly answerWithinMs?: number | undefined;
};

/** How often a relay that follows asks whether it may lead. */
const followMs = 1_000;

/** Of many relays of a schema the one leads that has a lock on the session of its own; when the session ends, so does the lead. */
export const leadingSession = (options: LeadingSessionOptions): LeadingSession => {
  const { url, schema, bus, onLead, answerWithinMs } = options;
  let client: pg.Client | undefined;
  let leading: Leading | undefined;
  let askAgainAt = 0;

  const open = async (): Promise<pg.Client> => {
    if (client) return client;
    const opened = new pg.Client({
      ...sessionSettings(url, 'relay', `recoup-relay-${schema}`),
      ...(answerWithinMs === undefined ? {} : { query_timeout: answerWithinMs }),
    });
    const lost = () => {
      if (client !== opened) return;
      client = undefined;
      leading = undefined;
    };
    opened.on('error', lost);
    opened.on('end', lost);
    await opened.connect();
    leading = undefined;
    askAgainAt = 0;
    client = opened;
    return opened;
  };

  const begin = async (own: pg.Client): Promise<Leading> => {
    const lead = await bus.takeLead?.(schema);
    await onLead(own);
    const publish: Leading['publish'] = async (records) => {
      await own.query('select 1').catch((cause: unknown) => {
        throw new LeadLost('the session that leads does not answer', { cause });
      });
      await bus.publish(records, lead);
    };
    return { client: own, publish };
  };

  return {
    open,
    lead: async () => {
      const own = await open();
      if (leading) return leading;
      if (performance.now() < askAgainAt) return undefined;
      askAgainAt = performance.now() + followMs;
      const lock = await own.query<{ led: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as led', [
        lockUses.relayLeading,
        schema,
      ]);
      if (lock.rows[0]?.led !== true) return undefined;
      leading = await begin(own);
      return leading;
    },
    abandon: () => {
      const failed = client;
      client = undefined;
      leading = undefined;
      // Nobody waits for the goodbye: where the wire is dead it is never answered.
      failed?.end().catch(() => undefined);
    },
    close: async () => {
      await client?.end();
    },
  };
};

/** Sends until it is given up for good: then what is under way, and all after it, fails as if the bus were away. */
export const untilGivenUp = (send: Publish): { readonly publish: Publish; readonly giveUp: () => void } => {
  let givenUp = false;
  let abandon = (): void => undefined;
  return {
    publish: (records, lead) =>
      new Promise((resolve, reject) => {
        abandon = () => reject(new BusAway('the relay stops: what it was sending is sent again later'));
        if (givenUp) abandon();
        else send(records, lead).then(resolve, reject);
      }),
    giveUp: () => {
      givenUp = true;
      abandon();
    },
  };
};
