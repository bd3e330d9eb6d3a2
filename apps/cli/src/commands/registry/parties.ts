import { Option } from '@commander-js/extra-typings';
import { type DeclareCommand, examples } from '../../program/command-context.ts';
import { id, statement } from '../../program/option-values.ts';
import type { Session } from '../../session/session.ts';
import { waitingForAnother } from './waiting-for-another.ts';

const kinds = ['CLIENT', 'DEBTOR', 'AGENT'] as const;
const kindOption = () => new Option('--kind <kind>', 'these alone').choices(kinds);
const accountant = 'client-accounting-1';

export const declareParties: DeclareCommand = (recoup, { session, print }) => {
  const parties = recoup
    .command('parties')
    .summary('list clients, debtors and agents, and propose which are one')
    .description(
      'Lists clients, debtors and agents, those that look like one, and proposes that two of them are one party.',
    )
    .addHelpText('after', examples('recoup parties look-alikes', 'recoup parties list --number C-1'));
  parties
    .command('list')
    .summary('list clients, debtors and agents')
    .description('Lists clients, debtors and agents by name.')
    .addOption(kindOption())
    .option('--source <code>', 'of this source', statement)
    .option('--number <number>', 'of this number', statement)
    .option('--name <text>', 'whose name begins so', statement)
    .addHelpText('after', examples('recoup parties list --kind CLIENT --name Starlight'))
    .action(async (asked) => print(await listParties(await session(accountant), asked)));
  parties
    .command('look-alikes')
    .summary('list pairs that look like one party')
    .description('Lists pairs of one name or one number. Nothing joins them before two people declare it.')
    .addOption(kindOption())
    .addHelpText('after', examples('recoup parties look-alikes --kind DEBTOR'))
    .action(async ({ kind }) => print(await listLookAlikes(await session(accountant), kind)));
  parties
    .command('same')
    .summary('propose that two parties are one')
    .description('Proposes that two parties are one, which a second accountant must approve.')
    .argument('<id>', 'a party', id)
    .argument('<other>', 'the other party', id)
    .requiredOption('--reason <text>', 'why', statement)
    .addHelpText('after', examples('recoup parties same ID OTHER --reason "moved to the new system"'))
    .action(async (party, otherPartyId, { reason }) => {
      const asked = { path: { id: party }, body: { otherPartyId, reason } };
      const proposal = await (await session(accountant)).post('/ledger/v1/parties/{id}/same-as', asked);
      print(waitingForAnother(proposal, 'accountant'));
    });
  parties
    .command('separate')
    .summary('propose that two parties are one no longer')
    .description('Proposes to end what was declared of two parties, which a second accountant must approve.')
    .argument('<id>', 'a party', id)
    .argument('<other>', 'the other party', id)
    .requiredOption('--reason <text>', 'why', statement)
    .addHelpText('after', examples('recoup parties separate ID OTHER --reason "two firms of one name"'))
    .action(async (party, otherPartyId, { reason }) => {
      const asked = { path: { id: party }, body: { otherPartyId, reason } };
      const proposal = await (await session(accountant)).post('/ledger/v1/parties/{id}/separation', asked);
      print(waitingForAnother(proposal, 'accountant'));
    });
};

type Asked = {
  readonly kind?: (typeof kinds)[number] | undefined;
  readonly source?: string | undefined;
  readonly number?: string | undefined;
  readonly name?: string | undefined;
};

const listParties = async (session: Session, { kind, source, number, name }: Asked): Promise<string> => {
  const { items, page } = await session.get('/ledger/v1/parties', {
    query: {
      ...(kind ? { kind: [kind] } : {}),
      ...(source ? { source: [source] } : {}),
      ...(number ? { number: [number] } : {}),
      ...(name ? { 'name.prefix': [name] } : {}),
      limit: 200,
    },
  });
  if (items.length === 0) return 'No party is like that.';
  const lines = items.map(
    ({ partyId, onePartyId, ...party }) =>
      `${partyId}  ${party.kind.toLowerCase()}  ${named(party)}${onePartyId === partyId ? '' : `  one with ${onePartyId}`}`,
  );
  return [...lines, ...(page.has_more ? ['These are the first 200.'] : [])].join('\n');
};

const listLookAlikes = async (session: Session, kind: Asked['kind']): Promise<string> => {
  const { items, page } = await session.get('/ledger/v1/parties/look-alikes', {
    query: { ...(kind ? { kind: [kind] } : {}), limit: 200 },
  });
  if (items.length === 0) return 'No two parties look like one.';
  const lines = items.map(({ party, other, sameName }) =>
    [
      `${party.partyId}  ${named(party)}`,
      `${other.partyId}  ${named(other)}  same ${sameName ? 'name' : 'number'}`,
    ].join('\n  '),
  );
  return [...lines, ...(page.has_more ? ['These are the first 200.'] : [])].join('\n');
};

const named = (party: {
  readonly source: string;
  readonly entity: string | null;
  readonly number: string;
  readonly name: string;
}): string =>
  [party.source, ...(party.entity === null ? [] : [party.entity]), party.number, party.name].join('  ');
