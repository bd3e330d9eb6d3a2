import { randomUUID } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PacketApprovedV1 } from '@recoup/contracts/packet.v1';
import { eventually } from '@recoup/testkit/eventually';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Supervised } from '../../../src/host/processes/supervise.ts';
import { type Booked, bookedFor, historyOfDocuments } from '../../installation/booked-packet.fixture.ts';
import { type EchoingTopics, echoingTopics } from '../../installation/echoing-topics.fixture.ts';
import { changeGl, glDocuments, glRefusals, mendGl } from '../../installation/gl-documents.fixture.ts';
import { type Installation, type Shape, usedInstallation } from '../../installation/installation.fixture.ts';
import { oneMoreProcess } from '../../installation/one-more-process.fixture.ts';
import { approvedByAll, atRest } from '../../installation/packet-walk.fixture.ts';
import { type Witness, witnessOf } from '../../installation/witness.fixture.ts';

const entities = ['US01', 'US02'] as const;
const times = 5;
/** As short as it may be here: a document of a sender that died is taken up after four times that. */
const timeoutMs = 1_500;
const always = 1_000_000;

/** One thing that the general ledger may answer, and a ledger that dies of it while a document is SENDING. */
type Case = {
  readonly answer: string;
  readonly settings?: object;
  readonly faults?: readonly object[];
  /** At which failpoint one of the two ledgers dies; without it both do, once the general ledger has booked what they are sending. */
  readonly diesAt?: 'gl-taken' | 'gl-posted';
  /** What the ledger must have noted about a document on the way: the answer was met. */
  readonly noted: string;
  /** What people do in the general ledger once that is noted of every document. */
  readonly people?: (installation: Installation, keys: readonly string[]) => Promise<void>;
};

const page = (status: number, commits: boolean) => ({ kind: 'html-error', status, commits });

const cases: readonly Case[] = [
  {
    answer: 'nothing and has booked',
    faults: [{ kind: 'withhold-response', times: always }],
    diesAt: 'gl-taken',
    noted: 'The operation was aborted due to timeout',
  },
  {
    answer: 'nothing to two ledgers that die waiting',
    faults: [{ kind: 'withhold-response', times: always }],
    noted: 'found in the general ledger as sent',
  },
  {
    answer: '202 with a job that outlasts its sender',
    // Longer than it takes until the document of a dead sender is taken up: that one is sent again before the first job has run.
    settings: { jobMs: 5 * timeoutMs },
    faults: [{ kind: 'as-job', times: always }],
    diesAt: 'gl-posted',
    noted: 'taken as a job that still runs',
  },
  {
    answer: '403 until the role is repaired',
    faults: [{ kind: 'status-403', times: always }],
    diesAt: 'gl-posted',
    noted: 'the general ledger answers 403',
    people: mendGl,
  },
  {
    answer: 'a page with 502',
    faults: [page(502, true), page(502, false)],
    diesAt: 'gl-taken',
    noted: 'the general ledger answers 502',
  },
  {
    answer: 'a page with 200',
    // The first is for the ledger that dies of it.
    faults: [page(200, true), page(200, false), page(200, false)],
    diesAt: 'gl-posted',
    noted: 'accepted; to be read back',
  },
  {
    answer: 'with a record that waits for approval',
    settings: { approvals: true },
    diesAt: 'gl-posted',
    noted: 'waits for approval in the general ledger',
    people: async (installation, keys) => {
      for (const externalId of keys)
        await changeGl(installation, 'approvals', { externalId, decision: 'approve' });
    },
  },
];

/** Whatever the general ledger answers, it holds one document of each entity, and our books one write-off. */
export const glAnswersSuite = (bus: Shape['bus']): void => {
  const installation = usedInstallation({ processes: 'each', bus }, { KAFKA_SESSION_MS: '6000' });
  const order = join(tmpdir(), `recoup-failpoint-${randomUUID()}`);
  const ledgers: Supervised[] = [];
  let witness: Witness;
  let echo: EchoingTopics;
  let stopOther: () => Promise<void>;

  beforeAll(async () => {
    const settings = { FAILPOINT_FILE: order, GL_TIMEOUT_MS: String(timeoutMs) };
    const first = installation().processes.find(({ schema }) => schema === 'ledger');
    if (!first) throw new Error('no process of the ledger');
    await first.restart(settings);
    const other = await oneMoreProcess(first, settings);
    stopOther = other.stop;
    ledgers.push(first, other);
    witness = await witnessOf(installation());
    echo = await echoingTopics(installation(), ({ value }) =>
      Buffer.from(value ?? []).includes(`"${PacketApprovedV1.type}"`) ? times - 1 : 0,
    );
  }, 180_000);
  afterAll(async () => {
    await echo?.stop();
    await witness?.stop();
    await stopOther?.();
  }, 60_000);

  afterEach(async () => {
    await mendGl(installation());
    await changeGl(installation(), 'settings', { approvals: false });
    rmSync(order, { force: true });
  });

  const approvalsOf = (packetId: string) =>
    witness.records().filter(({ type, subject }) => type === PacketApprovedV1.type && subject === packetId);

  const dieSending = async (packetId: string, diesAt: Case['diesAt']): Promise<void> => {
    if (diesAt) return eventually(() => expect(existsSync(order)).toBe(false), 60_000);
    await eventually(async () => {
      const there = await glDocuments(installation());
      const { documents } = await bookedFor(installation(), packetId);
      const sending = documents.filter(({ state }) => state === 'SENDING').map(({ key }) => key);
      expect(there.filter((key) => sending.includes(key)).length).toBeGreaterThan(0);
    }, 60_000);
    for (const pid of ledgers.map((ledger) => ledger.pid()))
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
  };

  describe('a general ledger', () => {
    it.each(cases)(
      'that answers $answer holds one document of each entity',
      async ({ answer, settings = {}, faults = [], diesAt, noted, people }) => {
        const began = performance.now();
        const items = await installation().openItems(
          ...entities.map((entity) => ({ entity, invoice: `${answer} ${entity}` })),
        );
        const packetId = await installation().draft(answer, items);
        await installation().withEvidence(packetId, items);
        expect((await installation().submit(packetId)).status).toBe(200);
        await changeGl(installation(), 'settings', settings);
        for (const fault of faults) await changeGl(installation(), 'faults', fault);
        if (diesAt) writeFileSync(order, diesAt);

        await approvedByAll(installation(), packetId);
        await dieSending(packetId, diesAt);
        const notes = () => historyOfDocuments(installation(), packetId);
        if (people)
          await eventually(async () => {
            const { documents } = await bookedFor(installation(), packetId);
            const met = (await notes()).filter(({ reason }) => reason === noted).map(({ key }) => key);
            expect(documents.filter(({ key }) => !met.includes(key))).toEqual([]);
            await people(installation(), met);
          }, 60_000);

        await installation().becomes(packetId, 'COMPLETE');
        await eventually(async () => {
          const { documents } = await bookedFor(installation(), packetId);
          expect(documents.map(({ state }) => state)).toEqual(entities.map(() => 'POSTED'));
        }, 60_000);
        await eventually(() => expect(approvalsOf(packetId)).toHaveLength(times));
        await atRest(installation());

        const booked = await bookedFor(installation(), packetId);
        expect(booked).toEqual(oneWriteOff(packetId));
        const prefix = `WO-${packetId.replaceAll('-', '')}-`;
        const there = (await glDocuments(installation())).filter((key) => key.startsWith(prefix));
        expect(there.sort()).toEqual(booked.documents.map(({ key }) => key));
        // Whoever looks first never sends what is there; the general ledger alone would refuse it.
        expect(await glRefusals(installation())).toBe(0);
        const history = await notes();
        expect(history.map(({ reason }) => reason)).toContain(noted);
        expect(history.map(({ move }) => move)).toContain('SENDING SENDING');
        console.log(`${answer}, over ${bus}: ${Math.round((performance.now() - began) / 1_000)} s`);
      },
      200_000,
    );

    it('holds nothing more when all jobs that were sent have run, and the books no other receipt', async () => {
      const packets = await installation().database<{ receipts: number }>(
        `select count(*)::int as receipts from ledger.cash_receipt where receipt_type_cd = 'WRITE_OFF'`,
      );
      expect(packets).toEqual([{ receipts: cases.length }]);
      const documents = await installation().database<{ key: string }>(
        'select external_id as key from ledger.gl_document',
      );
      const keys = documents.map(({ key }) => key).sort();
      expect(keys).toHaveLength(cases.length * entities.length);
      expect([...(await glDocuments(installation()))].sort()).toEqual(keys);
    });
  });
};

const oneWriteOff = (packetId: string): Booked => ({
  receipts: 1,
  postings: 1,
  // Of each receivable the revenue and the payable side.
  movements: 2 * entities.length,
  journals: [...entities],
  documents: entities.map((_, at) => ({
    key: `WO-${packetId.replaceAll('-', '')}-USD-${at + 1}-E-1`,
    state: 'POSTED',
  })),
});
