import { json, Router } from 'express';
import * as z from 'zod';
import { TokenSecrets } from './access/token-access.ts';
import { Fault } from './faults.ts';
import { type NetsuiteSimulator, OpenItems, Settings } from './netsuite-simulator.ts';
import { openNow } from './records/applied/open-amounts.ts';
import { Party } from './records/parties.ts';

const shownMax = 200;

const Account = z.strictObject({
  id: z.string().regex(/^\d+$/),
  code: z.string().default('OTHER'),
  number: z.string().default(''),
  name: z.string().default('Account'),
  type: z
    .enum(['AcctRec', 'AcctPay', 'Bank', 'Expense', 'Income', 'OthCurrAsset', 'OthCurrLiab'])
    .default('Expense'),
  inactive: z.boolean().default(false),
  subsidiaries: z.array(z.string()).optional(),
});
const Period = z.strictObject({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), closed: z.boolean() });
const Client = z.strictObject({
  clientId: z.string().min(1),
  certificateId: z.string().min(1),
  publicKey: z.looseObject({ kty: z.string() }),
});

const Approval = z.strictObject({ externalId: z.string(), decision: z.enum(['approve', 'reject']) });

const state = (simulator: NetsuiteSimulator) => ({
  ...stateOf(simulator),
  applied: simulator.applied.all().slice(-shownMax),
  openItems: openNow(simulator).slice(0, shownMax),
});

const stateOf = ({ books, journals, faults, settings, requests }: NetsuiteSimulator) => ({
  settings: settings(),
  faults: faults.waiting(),
  closedPeriods: [...books.closedPeriods],
  accounts: [...books.accounts.values()],
  subsidiaries: books.subsidiaries,
  currencies: books.currencies,
  journalCount: journals.all().length,
  journals: journals.all().slice(-shownMax),
  requests: requests.slice(-shownMax),
});

/** Looks into the simulator and switches its faults; no part of NetSuite. Reading: GET state. Changes: JSON bodies only. */
export const admin = (simulator: NetsuiteSimulator): Router => {
  const account = (body: unknown) => {
    const given = z.looseObject({ id: z.string() }).parse(body);
    return Account.parse({ ...simulator.books.accounts.get(given.id), ...given });
  };
  return Router()
    .use(json({ limit: '20mb' }))
    .get('/state', (_request, response) => {
      response.json(state(simulator));
    })
    .post('/faults', (request, response) => {
      simulator.faults.set(Fault.parse(request.body));
      response.json({ faults: simulator.faults.waiting() });
    })
    .delete('/faults', (_request, response) => {
      simulator.faults.clear();
      response.json({ faults: [] });
    })
    .post('/accounts', (request, response) => {
      simulator.changeAccount(account(request.body));
      response.json({ accounts: [...simulator.books.accounts.values()] });
    })
    .post('/periods', (request, response) => {
      const { month, closed } = Period.parse(request.body);
      simulator.changePeriod(month, closed);
      response.json({ closedPeriods: [...simulator.books.closedPeriods] });
    })
    .post('/settings', (request, response) => {
      simulator.changeSettings(Settings.parse({ ...simulator.settings(), ...Object(request.body) }));
      response.json(simulator.settings());
    })
    .post('/parties', (request, response) => {
      simulator.changeParty(Party.parse(request.body));
      response.json({ parties: [...simulator.parties.values()] });
    })
    .post('/approvals', (request, response) => {
      const { externalId, decision } = Approval.parse(request.body);
      const journal = simulator.journals.byExternalId(externalId);
      if (!journal) throw new Error(`no journal has the external id ${externalId}`);
      const approved = decision === 'approve';
      simulator.journals.change({ ...journal, approved, rejected: !approved });
      response.status(204).end();
    })
    .post('/open-items', (request, response) => {
      simulator.changeOpenItems(OpenItems.parse(request.body));
      response.status(204).end();
    })
    .post('/tokens', (request, response) => {
      simulator.tokenAccess.issue(TokenSecrets.parse(request.body));
      response.status(201).end();
    })
    .post('/clients', (request, response) => {
      simulator.tokens.register(Client.parse(request.body));
      response.status(201).end();
    });
};
