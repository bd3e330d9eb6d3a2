import {
  LedgerGlHeldV1,
  LedgerGlPostedV1,
  LedgerGlRejectedV1,
  LedgerGlUnknownV1,
  LedgerNumberedV1,
} from '@recoup/contracts/ledger.v1';
import * as packet from '@recoup/contracts/packet.v1';
import type { PacketSummary } from '@recoup/contracts/packet-summary';
import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import { RiskCaseBandChangedV1, RiskCaseSlaBreachedV1 } from '@recoup/contracts/risk-case.v1';
import { topics } from '@recoup/contracts/topics';
import type { Database } from '@recoup/runtime/database/database';
import { keepPeople } from '@recoup/runtime/http/people-directory';
import { facts, on, type Subscription, state } from '@recoup/runtime/inbox/subscription';
import type { Enqueue } from './enqueue.ts';
import { glHeld, glPosted, glRejected, glUnknown } from './mails/gl-mails.ts';
import * as packetMails from './mails/packet-mails.ts';
import { bandChanged, slaBreached } from './mails/risk-mails.ts';
import { type NumberedCompletion, numberedCompletions } from './numbered-completions.ts';
import { nameOfPacket, rememberPacket } from './packet-names.ts';

export const subscriptions = (database: Database, enqueue: Enqueue): readonly Subscription[] => {
  const remember = (data: PacketSummary) => rememberPacket(database, data);
  const named = (packetId: string) => nameOfPacket(database, packetId);
  const completions = numberedCompletions(database);
  const mailCompletion = async (known: NumberedCompletion | undefined) => {
    if (known) await enqueue(known.event, packetMails.completed(known.completed, known.receiptNo));
  };

  return [
    state([PersonChangedV1], (newest) =>
      keepPeople(
        database,
        newest.map(({ data }) => data),
      ),
    ),
    facts(topics.packets, [
      on(packet.PacketCreatedV1, ({ data }) => remember(data)),
      on(packet.PacketSubmittedV1, async (event) => {
        await remember(event.data);
        await enqueue(event, packetMails.submitted(event.data));
      }),
      on(packet.PacketResubmittedV1, async (event) => {
        await remember(event.data);
        await enqueue(event, packetMails.submitted(event.data));
      }),
      on(packet.PacketStageApprovedV1, (event) => enqueue(event, packetMails.stageApproved(event.data))),
      on(packet.PacketApprovedV1, (event) => enqueue(event, packetMails.approved(event.data))),
      on(packet.PacketRejectedV1, (event) => enqueue(event, packetMails.rejected(event.data))),
      on(packet.PacketCancelledV1, (event) => enqueue(event, packetMails.cancelled(event.data))),
      on(packet.PacketExecutionRefusedV1, (event) =>
        enqueue(event, packetMails.executionRefused(event.data)),
      ),
      on(packet.PacketRecoveryRefusedV1, (event) => enqueue(event, packetMails.recoveryRefused(event.data))),
      on(packet.PacketCompletedV1, async (event) => mailCompletion(await completions.completed(event))),
      on(packet.PacketRecoveredV1, (event) => enqueue(event, packetMails.recovered(event.data))),
    ]),
    facts(topics.ledger, [
      on(LedgerNumberedV1, async ({ data: { packetId, kind, receipt } }) => {
        if (kind === 'WRITE_OFF')
          await mailCompletion(await completions.numbered(packetId, receipt.receiptNo));
      }),
      on(LedgerGlPostedV1, async (event) =>
        enqueue(event, glPosted(event.data, await named(event.data.packetId))),
      ),
      on(LedgerGlRejectedV1, async (event) =>
        enqueue(event, glRejected(event.data, await named(event.data.packetId))),
      ),
      on(LedgerGlHeldV1, async (event) =>
        enqueue(event, glHeld(event.data, await named(event.data.packetId))),
      ),
      on(LedgerGlUnknownV1, async (event) =>
        enqueue(event, glUnknown(event.data, await named(event.data.packetId))),
      ),
    ]),
    facts(topics.riskCases, [
      on(RiskCaseBandChangedV1, (event) => enqueue(event, bandChanged(event.data, new Date(event.time)))),
      on(RiskCaseSlaBreachedV1, (event) => enqueue(event, slaBreached(event.data, new Date(event.time)))),
    ]),
  ];
};
