import type { LedgerApi } from '@recoup/contracts/api/ledger';
import type { NotifierApi } from '@recoup/contracts/api/notifier';
import type { PacketApi } from '@recoup/contracts/api/packet';
import type { RiskApi } from '@recoup/contracts/api/risk';
import {
  type AnswersOf,
  answersOf,
  type Method,
  type PathOf,
  type ResultOf,
  type ResultsOf,
  type Send,
  sendTo,
} from '@recoup/contracts/api-client';
import { reached } from './reached.ts';

/** An installation answers for its services below their names. */
type Below<Service extends string, Operations> = {
  readonly [Path in keyof Operations & string as `/${Service}${Path}`]: Operations[Path];
};
type Each<M extends 'get' | 'post'> = Below<'ledger', LedgerApi[M]> &
  Below<'notifier', NotifierApi[M]> &
  Below<'packet', PacketApi[M]> &
  Below<'risk', RiskApi[M]>;

/** The operations of an installation, by method and path, as the API documents of its services describe them. */
type Installation = {
  readonly get: Each<'get'>;
  readonly post: Each<'post'>;
  readonly put: Below<'packet', PacketApi['put']> & Below<'ledger', LedgerApi['put']>;
  readonly patch: Below<'packet', PacketApi['patch']>;
  readonly delete: Below<'packet', PacketApi['delete']>;
};

/** What the body of a successful answer is. */
export type Result<M extends Method, P extends PathOf<Installation, M>> = ResultOf<Installation, M, P>;

/** Calls an operation and answers whatever comes. */
export type AnswerClient = AnswersOf<Installation>;

/** Calls an operation and expects success. */
export type ResultClient = ResultsOf<Installation>;

export const answerClient = (send: Send): AnswerClient => answersOf<Installation>(send);

/** Sends requests to one installation in one person's name. */
export const sendAs = (address: string, token: string): Send => {
  const send = sendTo(`${address}/api`);
  return (request) => reached(address, send({ ...request, call: { ...request.call, token } }));
};
