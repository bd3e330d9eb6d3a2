import { basename } from 'node:path';
import { Argument, Option } from '@commander-js/extra-typings';
import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { currencyCode, id, ids, statement, wholeNumber } from '../../program/option-values.ts';
import type { Session } from '../../session/session.ts';
import { fileToSend } from '../imports/file-to-send.ts';
import { untilExecuted, untilRecovered } from './await-packet.ts';
import { findPacket, type Packet, packetText } from './find-packet.ts';
import { oldestReceivables } from './oldest-receivables.ts';

const criteria = ['AGED', 'UNCOLLECTIBLE', 'BANKRUPTCY', 'AGENT_REQUEST'] as const;
const documentKinds = [
  'COLLECTION_LOG',
  'CLIENT_COMMUNICATION',
  'LEGAL_DOCUMENT',
  'COURT_DOCUMENT',
  'WRITTEN_AGENT_REQUEST',
] as const;
const seenVersion = [
  '--seen-version <number>',
  'the version you have seen, which packet show prints',
  wholeNumber(1),
] as const;
const author = 'client-accounting-1';

/** Each also stands in the README, in this order. */
const exampleOf = {
  create:
    'recoup packet create "First packet" --oldest 1 --min-overdue-days 90 --currency USD --criterion AGED',
  attach: 'recoup packet attach "First packet" collection-log.txt --kind COLLECTION_LOG',
  submit: 'recoup packet submit "First packet"',
  decide: 'recoup packet decide "First packet" approve --seen-version 4 --as agent-1',
  recover: 'recoup packet recover "First packet" --reason "Paid in full by wire"',
} as const;

export const declarePacket: DeclareCommand = (recoup, context) => {
  const packet = recoup
    .command('packet')
    .summary('write-off packets: create, attach, submit, decide, recover, show')
    .description(
      'Brings a packet from selection to approval. A packet is named by its id or by its whole name.',
    )
    .addHelpText('after', examples(...Object.values(exampleOf)));
  for (const declare of [
    declareCreate,
    declareAttach,
    declareSubmit,
    declareDecide,
    declareRecover,
    declareShow,
  ])
    declare(packet, context);
};

const declareCreate: DeclareCommand = (packet, { session, print }) => {
  packet
    .command('create')
    .summary('create a draft')
    .description('Creates a draft of receivables of one client: those named, or the oldest that fit.')
    .argument('<name>', 'the name, which no other packet may have')
    .addOption(
      new Option('--receivable <id>', 'a receivable; may be repeated').argParser(ids).conflicts('oldest'),
    )
    .option(
      '--oldest <count>',
      'so many of the oldest open receivables of one client in no packet',
      wholeNumber(1),
    )
    .option('--min-overdue-days <days>', 'with --oldest: at least so many days overdue', wholeNumber(0))
    .option('--currency <code>', 'with --oldest: in this currency', currencyCode)
    .addOption(new Option('--criterion <criterion>', 'why they are written off').choices(criteria))
    .addHelpText('after', examples(exampleOf.create))
    .action(async (name, { receivable, oldest, minOverdueDays, currency, criterion }, command) => {
      if (receivable === undefined && oldest === undefined)
        command.error("error: name the receivables with '--receivable <id>' or '--oldest <count>'");
      const person = await session(author);
      const receivableIds =
        receivable ?? (await oldestReceivables(person, { count: oldest ?? 1, minOverdueDays, currency }));
      const body = { name, receivableIds, ...(criterion ? { defaultCriterion: criterion } : {}) };
      const draft = await person.post('/packet/v1/packets', { body });
      const fewer =
        oldest !== undefined && draft.receivableCount < oldest
          ? [`You asked for ${oldest}; no more than these fit together in one packet.`]
          : [];
      const unfounded =
        criterion === undefined
          ? ['Each receivable still needs a criterion before you can submit; --criterion gives one to all.']
          : [];
      print([packetText(draft), ...fewer, ...unfounded].join('\n'));
    });
};

const declareAttach: DeclareCommand = (packet, { session, print }) => {
  packet
    .command('attach')
    .summary('attach evidence')
    .description(
      'Attaches a file to one receivable of a packet or, without --receivable, to every one of them.',
    )
    .argument('<packet>', 'its id or name')
    .argument('<file>', 'the evidence')
    .addOption(new Option('--kind <kind>', 'what it is').choices(documentKinds).makeOptionMandatory())
    .option('--receivable <id>', 'the receivable that it is about', id)
    .addHelpText('after', examples(exampleOf.attach))
    .action(async (which, file, { kind, receivable }) => {
      const person = await session(author);
      const { packetId } = await findPacket(person, which);
      const attached = await person.post('/packet/v1/packets/{id}/documents', {
        path: { id: packetId },
        query: { kind, fileName: basename(file), receivableId: receivable },
        upload: { bytes: await fileToSend(file), type: 'application/octet-stream' },
      });
      if (receivable === undefined) await useForEveryReceivable(person, packetId);
      print(`Attached ${attached.fileName} (${attached.kind}, ${attached.sizeBytes} bytes).`);
    });
};

const useForEveryReceivable = async (person: Session, packetId: string): Promise<void> => {
  const path = { id: packetId };
  const receivableIds: string[] = [];
  for (let after: string | undefined; ; ) {
    const { items, page } = await person.get('/packet/v1/packets/{id}/receivables', {
      path,
      query: { limit: 500, after },
    });
    receivableIds.push(...items.filter((item) => !item.usePacketDocument).map((item) => item.receivableId));
    if (page.next === null) break;
    after = page.next;
  }
  if (receivableIds.length === 0) return;
  const { version } = await person.get('/packet/v1/packets/{id}', { path });
  const body = { receivableIds, usePacketDocument: true };
  await person.put('/packet/v1/packets/{id}/receivables', { path, ifMatch: version, body });
};

const declareSubmit: DeclareCommand = (packet, { session, print }) => {
  packet
    .command('submit')
    .summary('submit a draft for approval')
    .description('Submits a draft for approval and shows who must approve it.')
    .argument('<packet>', 'its id or name')
    .option(...seenVersion)
    .addHelpText('after', examples(exampleOf.submit))
    .action(async (which, options) => {
      const person = await session(author);
      const { packetId, version } = await findPacket(person, which);
      const submitted = await person.post('/packet/v1/packets/{id}/submission', {
        path: { id: packetId },
        ifMatch: options.seenVersion ?? version,
        body: {},
      });
      print(packetText(submitted));
    });
};

const declareDecide: DeclareCommand = (packet, { session, print, progress }) => {
  packet
    .command('decide')
    .summary('approve or reject')
    .description(
      'Approves or rejects a packet in your role. The decision counts for the version you have seen alone.',
    )
    .argument('<packet>', 'its id or name')
    .addArgument(new Argument('<decision>', 'what you decide').choices(['approve', 'reject'] as const))
    .requiredOption(...seenVersion)
    .option('--comment <text>', 'why; a rejection needs one')
    .addHelpText('after', examples(exampleOf.decide))
    .action(async (which, decision, options) => {
      const person = await session();
      const { packetId } = await findPacket(person, which);
      const decided = await person.post('/packet/v1/packets/{id}/decisions', {
        path: { id: packetId },
        ifMatch: options.seenVersion,
        body: {
          decision: decision === 'approve' ? 'APPROVE' : 'REJECT',
          ...(options.comment === undefined ? {} : { comment: options.comment }),
        },
      });
      print(packetText(await untilExecuted(person, decided.packetId, progress)));
    });
};

const declareRecover: DeclareCommand = (packet, { session, print, progress }) => {
  packet
    .command('recover')
    .summary('recover a written-off packet as a whole')
    .description(
      'Requests the recovery of a complete packet: every write-off in it is reversed. It cannot be undone.',
    )
    .argument('<packet>', 'its id or name')
    .requiredOption('--reason <text>', 'why, such as which payment came in', statement)
    .option('--correction', 'take back a write-off that should never have been; it counts as no recovery')
    .option(...seenVersion)
    .addHelpText('after', examples(exampleOf.recover))
    .action(async (which, { reason, correction, seenVersion: seen }) => {
      const person = await session(author);
      const { packetId, version } = await findPacket(person, which);
      await person.post('/packet/v1/packets/{id}/recovery', {
        path: { id: packetId },
        ifMatch: seen ?? version,
        body: { reason, kind: correction ? 'CORRECTION' : 'RECOVERY' },
      });
      print(packetText(await untilRecovered(person, packetId, progress)));
    });
};

const declareShow: DeclareCommand = (packet, { session, print }) => {
  packet
    .command('show')
    .summary('show one')
    .description('Shows where a packet stands.')
    .argument('<packet>', 'its id or name')
    .option('--json', 'the whole answer of the service')
    .addHelpText('after', examples('recoup packet show "First packet"'))
    .action(async (which, { json }) => {
      const found: Packet = await findPacket(await session(author), which);
      print(json ? JSON.stringify(found, null, 2) : packetText(found));
    });
};
