import { json, Router } from 'express';
import * as z from 'zod';
import { Fault } from './faults.ts';
import { Settings, type StandIn } from './netsuite-simulator.ts';

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

const state = ({ books, journals, faults, settings, requests }: StandIn) => ({
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

/** Looks into the stand-in and switches its faults; no part of NetSuite. Reading: GET state. Changes: JSON bodies only. */
export const admin = (standIn: StandIn): Router => {
  const account = (body: unknown) => {
    const given = z.looseObject({ id: z.string() }).parse(body);
    return Account.parse({ ...standIn.books.accounts.get(given.id), ...given });
  };
  return Router()
    .use(json())
    .get('/state', (_request, response) => {
      response.json(state(standIn));
    })
    .post('/faults', (request, response) => {
      standIn.faults.set(Fault.parse(request.body));
      response.json({ faults: standIn.faults.waiting() });
    })
    .delete('/faults', (_request, response) => {
      standIn.faults.clear();
      response.json({ faults: [] });
    })
    .post('/accounts', (request, response) => {
      standIn.changeAccount(account(request.body));
      response.json({ accounts: [...standIn.books.accounts.values()] });
    })
    .post('/periods', (request, response) => {
      const { month, closed } = Period.parse(request.body);
      standIn.changePeriod(month, closed);
      response.json({ closedPeriods: [...standIn.books.closedPeriods] });
    })
    .post('/settings', (request, response) => {
      standIn.changeSettings(Settings.parse({ ...standIn.settings(), ...Object(request.body) }));
      response.json(standIn.settings());
    })
    .post('/clients', (request, response) => {
      standIn.tokens.register(Client.parse(request.body));
      response.status(201).end();
    });
};
