import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { approvePacket } from '../../domain/approval/approve-packet.ts';
import { commentOn } from '../../domain/packet/comment.ts';
import { removeLines } from '../../domain/packet/edit-lines.ts';
import { cancelDraft, deleteDraft } from '../../domain/packet/end-packet.ts';
import { anExecution } from '../../domain/packet/packet.fixture.ts';
import type { Packet, PacketId } from '../../domain/packet/packet.ts';
import { holding, noon } from '../../domain/people/person.fixture.ts';
import type { ReceivableId } from '../../domain/receivable/receivable.ts';
import { submitDraft } from '../../domain/submission/submit-packet.ts';
import { recordExecution } from '../../domain/write-off/execution.ts';
import {
  aClient,
  done,
  onPacket,
  type PacketStoreUnderTest,
  packetStoreDriver,
} from './packet-store-driver.fixture.ts';

/** The behaviour that use cases rely on, whatever keeps the packets. */
export const packetStoreSuite = (underTest: () => PacketStoreUnderTest): void => {
  const {
    someone,
    known,
    namedDraft,
    newDraft,
    draftOf,
    attach,
    extend,
    submit,
    approve,
    readyToSubmit,
    submitted,
    contentOf,
  } = packetStoreDriver(underTest, randomUUID);

  describe('what is kept', () => {
    it('a change stands with its entries of the history and its messages, in order', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const packet = await submitted(clara, await known('100.00'));
      const { historyOf, publishedOf, refusalsOf } = underTest();
      expect(await historyOf(packet.id)).toMatchObject([
        { version: 1, action: 'CREATE', to: 'DRAFT' },
        { version: 2, action: 'EDIT', to: 'DRAFT' },
        { version: 3, action: 'SUBMIT', to: 'SUBMITTED' },
      ]);
      expect(await publishedOf(packet.id)).toEqual([
        'recoup.packet.created.v1',
        'recoup.packet.content-frozen.v1',
        'recoup.packet.submitted.v1',
      ]);
      expect(await refusalsOf(packet.id)).toEqual([]);
    });

    it('the last signature makes two versions', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      let packet = await submitted(clara, await known('100.00'));
      for (const role of ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'] as const) {
        packet = (await done(approve(packet, await someone(role, role)))).packet;
      }
      expect(packet).toMatchObject({ statusCd: 'APPROVED', version: 7, approvals: { length: 3 } });
      expect((await underTest().historyOf(packet.id)).slice(-2)).toMatchObject([
        { version: 6, action: 'APPROVE', to: 'APPROVED_VP' },
        { version: 7, action: 'EXECUTE', to: 'APPROVED' },
      ]);
    });

    it('a receivable that is taken out is free, and its documents prove nothing', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const client = aClient(randomUUID());
      const [one, other] = [await known('1.00', { client }), await known('2.00', { client })];
      const draft = await draftOf(clara, one, other);
      const { packet: proven } = await attach(draft, clara, one.id);
      expect(await contentOf(proven, clara)).toMatchObject({ lines: { length: 2 }, documents: 1 });
      const { packet } = await done(
        underTest().store.changeContent(onPacket(proven, clara, 'EDIT'), (before, content, acting) =>
          removeLines(before, content, [one.id], acting),
        ),
      );
      expect(await contentOf(packet, clara)).toEqual({ lines: [other.id], documents: 0 });
      expect(await newDraft(clara, one)).toMatchObject({ ok: true });
    });

    it('a cancelled packet frees its receivables and keeps its name, a deleted one frees both', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const [one, other] = [await known('1.00'), await known('2.00')];
      const [cancelled, deleted] = [await draftOf(clara, one), await draftOf(clara, other)];
      await done(
        underTest().store.change(onPacket(cancelled, clara, 'CANCEL'), (packet, acting) =>
          cancelDraft(packet, null, acting),
        ),
      );
      await done(underTest().store.change(onPacket(deleted, clara, 'DELETE'), deleteDraft));
      expect(await namedDraft(clara, cancelled.name.text, [one.id], randomUUID())).toMatchObject({
        refusal: { reason: 'name-taken' },
      });
      expect(await newDraft(clara, one)).toMatchObject({ ok: true });
      expect(await namedDraft(clara, deleted.name.text, [other.id], randomUUID())).toMatchObject({
        ok: true,
      });
      expect(await approve(deleted, clara)).toMatchObject({ refusal: { reason: 'no-such-packet' } });
    });

    it('comments are numbered for each receivable and for the packet', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const receivable = await known('1.00');
      const draft = await draftOf(clara, receivable);
      const write = (receivableId: ReceivableId | null) =>
        done(
          underTest().store.comment(onPacket(draft, clara, 'COMMENT'), (packet, content, acting) =>
            commentOn(packet, content, receivableId, 'called twice', acting),
          ),
        );
      expect([await write(null), await write(receivable.id), await write(receivable.id)]).toMatchObject([
        { version: 1, receivableId: null },
        { version: 1, receivableId: receivable.id },
        { version: 2, receivableId: receivable.id },
      ]);
    });
  });

  describe('what is refused', () => {
    it('a refused decision changes nothing and is kept for the auditor', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING', 'AGENT');
      const packet = await submitted(clara, await known('100.00'));
      expect(await approve(packet, clara)).toMatchObject({ refusal: { reason: 'own-packet' } });
      expect(await underTest().historyOf(packet.id)).toHaveLength(3);
      expect(await underTest().publishedOf(packet.id)).toHaveLength(3);
      expect(await underTest().refusalsOf(packet.id)).toEqual(['clara APPROVE own-packet']);
    });

    it('somebody who saw an older version learns what has happened since', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const draft = await draftOf(clara, await known('100.00'));
      await attach(draft, clara);
      expect(await submit(draft, clara)).toMatchObject({
        refusal: { reason: 'stale-version', seen: 1, current: 2, changes: [{ version: 2, action: 'EDIT' }] },
      });
      expect(await underTest().refusalsOf(draft.id)).toEqual(['clara SUBMIT stale-version']);
    });

    it('a preview answers like the act and keeps nothing, neither change nor refusal', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const ready = await readyToSubmit(clara, await known('100.00'));
      const preview = { mode: 'preview' } as const;
      const would = await underTest().store.submit(onPacket(ready, clara, 'SUBMIT', preview), submitDraft);
      expect(would).toMatchObject({ value: { packet: { statusCd: 'SUBMITTED', version: 3 } } });
      const refusal = await underTest().store.change(
        onPacket(ready, clara, 'APPROVE', preview),
        (packet, acting) => approvePacket(packet, null, { ...acting, signInWithinSeconds: 900 }),
      );
      expect(refusal).toMatchObject({ refusal: { reason: 'role-missing' } });
      expect(await underTest().historyOf(ready.id)).toHaveLength(2);
      expect(await underTest().refusalsOf(ready.id)).toEqual([]);
    });

    it('a preview of a new packet keeps nothing, so that its name and its receivables stay free', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const { id: receivableId } = await known('100.00');
      const [name, id] = [`Preview ${randomUUID()}`, randomUUID() as PacketId];
      expect(await namedDraft(clara, name, [receivableId], id, 'preview')).toMatchObject({
        value: { packet: { id, statusCd: 'DRAFT', version: 1, receivableCount: 1 } },
      });
      expect(await underTest().historyOf(id)).toEqual([]);
      expect(await underTest().publishedOf(id)).toEqual([]);
      expect(await namedDraft(clara, name, [receivableId], id)).toMatchObject({ ok: true });
    });

    it('a preview of a comment says its number and keeps nothing, so that the number stays free', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const draft = await draftOf(clara, await known('1.00'));
      const write = (mode: 'do' | 'preview') =>
        done(
          underTest().store.comment(onPacket(draft, clara, 'COMMENT', { mode }), (packet, content, acting) =>
            commentOn(packet, content, null, 'called twice', acting),
          ),
        );
      expect(await write('preview')).toMatchObject({ version: 1, text: 'called twice' });
      expect(await write('do')).toMatchObject({ version: 1 });
      expect(await write('preview')).toMatchObject({ version: 2 });
    });

    it('what lies outside of the scope of somebody does not exist for them', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const ella = await someone('ella', holding('CLIENT_ACCOUNTING', { entity: 'UK01' }));
      const receivable = await known('1.00');
      const draft = await draftOf(clara, receivable);
      expect(await submit(draft, ella)).toMatchObject({ refusal: { reason: 'no-such-packet' } });
      const unknown = { refusal: { receivables: [{ receivableId: receivable.id, because: 'unknown' }] } };
      expect(await newDraft(ella, receivable)).toMatchObject(unknown);
      const hers = await draftOf(ella, await known('1.00', { client: receivable.client, entity: 'UK01' }));
      expect(await extend(hers, ella, receivable.id)).toMatchObject(unknown);
      expect(await extend(hers, clara, receivable.id)).not.toMatchObject(unknown);
    });

    it('a receivable that nobody knows is refused as unknown', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const draft = await draftOf(clara, await known('1.00'));
      const id = randomUUID() as ReceivableId;
      expect(await extend(draft, clara, id)).toMatchObject({
        refusal: { receivables: [{ receivableId: id, because: 'unknown' }] },
      });
    });
  });

  describe('a race', () => {
    it('of two who sign the same version one signs, the other learns that it is stale', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const [anna, arno] = [await someone('anna', 'AGENT'), await someone('arno', 'AGENT')];
      const packet = await submitted(clara, await known('100.00'));
      const outcomes = await Promise.all([approve(packet, anna), approve(packet, arno)]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refusal: { reason: 'stale-version' } });
      expect(await underTest().historyOf(packet.id)).toHaveLength(4);
    });

    it('of two packets that reach for one receivable one gets it, the other learns which', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const receivable = await known('1.00');
      const outcomes = await Promise.all([newDraft(clara, receivable), newDraft(clara, receivable)]);
      const [winner] = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.packet] : []));
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes.find(({ ok }) => !ok)).toMatchObject({
        refusal: {
          receivables: [{ because: 'held-by-another-packet', packetName: winner?.name.text }],
        },
      });
    });

    it('of two packets of one name one gets it', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const name = `Twice ${randomUUID()}`;
      const [one, other] = [await known('1.00'), await known('1.00')];
      const outcomes = await Promise.all([
        namedDraft(clara, name, [one.id], randomUUID()),
        namedDraft(clara, name.toUpperCase(), [other.id], randomUUID()),
      ]);
      expect(outcomes.filter(({ ok }) => ok)).toHaveLength(1);
      expect(outcomes.find(({ ok }) => !ok)).toMatchObject({ refusal: { reason: 'name-taken' } });
    });

    it('of uploads of one person at once, for several packets, each counts those before it', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const drafts: Packet[] = [];
      while (drafts.length < 6) drafts.push(await draftOf(clara, await known('1.00')));
      const counts: number[] = [];
      await Promise.all(drafts.map((draft) => attach(draft, clara, null, (uploads) => counts.push(uploads))));
      expect(counts).toEqual([0, 1, 2, 3, 4, 5]);
    });

    it('of two submissions of one client the later is routed by the sum', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      const client = aClient(randomUUID());
      const [one, other] = [
        await readyToSubmit(clara, await known('30000.00', { client })),
        await readyToSubmit(clara, await known('30000.00', { client })),
      ];
      const outcomes = await Promise.all([done(submit(one, clara)), done(submit(other, clara))]);
      const routes = outcomes.map(({ packet }) => packet.submission.route.length).sort();
      expect(routes).toEqual([3, 4]);
    });
  });

  describe('a report', () => {
    const report = anExecution({ cashReceiptId: randomUUID() });
    const executed = (packetId: PacketId) =>
      underTest().store.applyReport(packetId, (packet) => recordExecution(packet, report, noon));

    it('that is delivered again finds its effect and changes nothing', async () => {
      const clara = await someone('clara', 'CLIENT_ACCOUNTING');
      let packet = await submitted(clara, await known('100.00'));
      for (const role of ['AGENT', 'DEPT_HEAD', 'VP_CLIENT_ACCOUNTING'] as const) {
        packet = (await done(approve(packet, await someone(role, role)))).packet;
      }
      expect(await executed(packet.id)).toMatchObject({ value: { packet: { statusCd: 'COMPLETE' } } });
      expect(await executed(packet.id)).toMatchObject({
        refusal: { reason: 'wrong-state', statusCd: 'COMPLETE' },
      });
      const published = await underTest().publishedOf(packet.id);
      expect(published.filter((type) => type === 'recoup.packet.completed.v1')).toHaveLength(1);
      expect((await underTest().historyOf(packet.id)).at(-1)).toMatchObject({
        version: 8,
        action: 'COMPLETE',
      });
    });

    it('about a packet that does not exist is refused', async () => {
      expect(await executed(randomUUID() as PacketId)).toMatchObject({
        refusal: { reason: 'no-such-packet' },
      });
    });
  });
};
