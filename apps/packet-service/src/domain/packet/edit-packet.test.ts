import { describe, expect, it } from 'vitest';
import { attachEvidence } from '../evidence/attach-evidence.ts';
import { aPerson, holding } from '../people/person.fixture.ts';
import { amount, eur, usd } from '../receivable/money.fixture.ts';
import { addLines } from './add-lines.ts';
import { commentOn } from './comment.ts';
import { removeLines, setLines } from './edit-lines.ts';
import { editHeader } from './edit-packet.ts';
import {
  aCandidate,
  aContent,
  acting,
  aDocument,
  aDraft,
  anna,
  aPacketInApproval,
  aReceivable,
  clara,
  cora,
} from './packet.fixture.ts';
import type { PacketId } from './packet.ts';
import { type NewPacket, startDraft } from './start-draft.ts';

const asked = (given: Partial<NewPacket> = {}): NewPacket => ({
  id: 'packet-1' as PacketId,
  name: { text: 'XYZ-2025-Q1', key: 'xyz-2025-q1' },
  client: null,
  currency: usd,
  defaultCriterion: null,
  criterion: null,
  usePacketDocument: false,
  candidates: [aCandidate(aReceivable('r1', '1000.00')), aCandidate(aReceivable('r2', '250.50'))],
  ...given,
});
const choice = { criterion: null, usePacketDocument: false };
const clientB = { id: 'client-b', number: 'C-2', name: 'Client B' };

describe('a new packet', () => {
  it('a new packet takes client, currency and commission from the receivables it starts with', () => {
    const created = startDraft(asked(), acting(clara));
    expect(created).toMatchObject({
      ok: true,
      value: {
        packet: {
          statusCd: 'DRAFT',
          version: 1,
          client: { name: 'XYZ Corp' },
          receivableCount: 2,
          totalCommission: amount('1250.50'),
        },
        events: [{ type: 'packet-created', version: 1, from: null, to: 'DRAFT' }],
      },
    });
  });

  it('a new packet may start empty for a client', () => {
    const created = startDraft(asked({ client: clientB, candidates: [] }), acting(clara));
    expect(created).toMatchObject({ ok: true, value: { packet: { client: clientB, receivableCount: 0 } } });
  });

  it('needs a client or a receivable to tell whose it is', () => {
    expect(startDraft(asked({ candidates: [] }), acting(clara))).toMatchObject({
      refusal: { reason: 'client-unknown' },
    });
  });

  it('a packet is not for an approver to create', () => {
    expect(startDraft(asked(), acting(anna))).toEqual({
      ok: false,
      refusal: { reason: 'role-missing', role: 'CLIENT_ACCOUNTING' },
    });
  });

  it('is not for Client Accounting of another entity', () => {
    const elsewhere = aPerson('ella', holding('CLIENT_ACCOUNTING', { entity: 'UK01' }));
    expect(startDraft(asked(), acting(elsewhere)).ok).toBe(false);
  });
});

describe('receivables that cannot join a packet', () => {
  const content = aContent(aReceivable('r1'));
  const whyNot = (...candidates: Parameters<typeof addLines>[2][number][]) => {
    const added = addLines(aDraft(content), content, candidates, choice, acting(clara));
    return added.ok || added.refusal.reason !== 'receivable-refused' ? added : added.refusal.receivables;
  };

  it.each([
    ['another client', aCandidate(aReceivable('r2', '1.00', { client: clientB })), 'other-client'],
    ['another currency', aCandidate(aReceivable('r2', '1.00', { currency: eur })), 'other-currency'],
    ['nothing open', aCandidate(aReceivable('r2', '0.00')), 'closed'],
    ['a credit balance', aCandidate(aReceivable('r2', '-5.00')), 'credit-balance'],
    ['a place in it already', aCandidate(aReceivable('r1')), 'already-in-packet'],
  ])('are those with %s', (_, candidate, because) => {
    expect(whyNot(candidate)).toEqual([{ receivableId: candidate.receivable.id, because }]);
  });

  it('are those another live packet holds, which is named', () => {
    const held = aCandidate(aReceivable('r2'), { packetId: 'packet-2', name: 'Other' });
    expect(whyNot(held)).toEqual([
      { receivableId: 'r2', because: 'held-by-another-packet', packetName: 'Other' },
    ]);
  });

  it('keep the good ones out as well, and are all named', () => {
    expect(
      whyNot(
        aCandidate(aReceivable('r2')),
        aCandidate(aReceivable('r3', '0.00')),
        aCandidate(aReceivable('r4', '1.00', { client: clientB })),
      ),
    ).toHaveLength(2);
  });
});

it('lets the first receivable of an empty draft set its currency', () => {
  const empty = aContent();
  const added = addLines(
    aDraft(empty),
    empty,
    [aCandidate(aReceivable('r1', '10.00', { currency: eur }))],
    choice,
    acting(clara),
  );
  expect(added).toMatchObject({
    value: { packet: { currency: 'EUR', totalCommission: amount('10.00', eur) } },
  });
});

it('adding needs a role for what is in the draft already as well as for what is added', () => {
  const content = aContent(aReceivable('r1', '10.00', { entity: 'UK01' }));
  const added = [aCandidate(aReceivable('r2', '20.00', { entity: 'US01' }))];
  const addedBy = (...entities: readonly string[]) => {
    const roles = entities.map((entity) => holding('CLIENT_ACCOUNTING', { entity }));
    return addLines(aDraft(content), content, added, choice, acting(aPerson('ella', ...roles)));
  };
  const refusal = { reason: 'role-missing', role: 'CLIENT_ACCOUNTING' };
  expect(addedBy('US01')).toEqual({ ok: false, refusal });
  expect(addedBy('UK01')).toEqual({ ok: false, refusal });
  expect(addedBy('US01', 'UK01').ok).toBe(true);
});

describe('an edit', () => {
  const content = aContent(aReceivable('r1', '10.00'), aReceivable('r2', '20.00', { entity: 'UK01' }));
  const draft = aDraft(content);

  it('bars its author from approving', () => {
    const edited = setLines(draft, content, [aReceivable('r1').id], { criterion: null }, acting(cora));
    expect(edited).toMatchObject({
      value: {
        packet: { contributors: [{ as: 'INITIATOR' }, { personId: 'cora', as: 'EDITOR' }] },
        events: [{ type: 'lines-edited', by: { id: 'cora' } }],
      },
    });
  });

  it('an edit of a packet raises its version by one and leaves one entry', () => {
    const renamed = editHeader(draft, { name: { text: 'New', key: 'new' } }, acting(clara));
    expect(renamed).toMatchObject({
      value: {
        packet: { version: 5, name: { text: 'New' } },
        events: [{ type: 'header-edited', version: 5 }],
      },
    });
  });

  it('removing a receivable lowers count, commission and scope of the packet', () => {
    const second = content.lines[1]?.receivable.id;
    const removed = removeLines(draft, content, second ? [second] : [], acting(clara));
    expect(removed).toMatchObject({
      value: {
        packet: {
          receivableCount: 1,
          totalCommission: amount('10.00'),
          scopeKeys: [{ entity: 'US01', department: 'MUSIC' }],
        },
      },
    });
  });

  it('names a receivable that is not in the packet', () => {
    const other = aReceivable('r9').id;
    const refusal = {
      reason: 'receivable-refused',
      receivables: [{ receivableId: 'r9', because: 'not-in-packet' }],
    };
    expect(removeLines(draft, content, [other], acting(clara))).toEqual({ ok: false, refusal });
    expect(setLines(draft, content, [other], { criterion: 'AGED' }, acting(clara))).toEqual({
      ok: false,
      refusal,
    });
    expect(
      attachEvidence(draft, content, aDocument('COLLECTION_LOG', { receivableId: other }), acting(clara)),
    ).toEqual({ ok: false, refusal });
    expect(commentOn(draft, content, other, 'why', acting(clara))).toEqual({ ok: false, refusal });
  });

  it('the content of a packet cannot be edited while it waits for approval', () => {
    const waiting = aPacketInApproval({ content });
    const wrongState = { ok: false, refusal: { reason: 'wrong-state', statusCd: 'SUBMITTED' } };
    expect(addLines(waiting, content, [aCandidate(aReceivable('r3'))], choice, acting(clara))).toEqual(
      wrongState,
    );
    expect(removeLines(waiting, content, [], acting(clara))).toEqual(wrongState);
    expect(attachEvidence(waiting, content, aDocument(), acting(clara))).toEqual(wrongState);
    expect(editHeader(waiting, {}, acting(clara))).toEqual(wrongState);
  });
});

describe('a comment', () => {
  const content = aContent(aReceivable('r1'));

  it('is kept with its author and time', () => {
    expect(commentOn(aDraft(content), content, null, '  called twice ', acting(anna))).toMatchObject({
      value: { text: 'called twice', by: { id: 'anna' } },
    });
  });

  it('may not be blank or endless', () => {
    expect(commentOn(aDraft(content), content, null, '  ', acting(anna))).toMatchObject({
      refusal: { reason: 'comment-missing' },
    });
    expect(commentOn(aDraft(content), content, null, 'x'.repeat(4_001), acting(anna))).toMatchObject({
      refusal: { reason: 'comment-too-long' },
    });
  });
});
