import { existsSync } from 'node:fs';
import { Readable } from 'node:stream';
import express from 'express';
import { afterAll, expect } from 'vitest';
import * as z from 'zod';
import { currentCause } from '../../process/cause.ts';
import { addressOf, close, listen } from '../../process/listening.ts';
import { createLogger } from '../../process/logger.ts';
import { createMetrics } from '../../process/metrics.ts';
import { type Endpoint, endpoint } from '../endpoint.ts';
import type { Actor } from '../people-directory.ts';
import { ProblemError } from '../problem.ts';
import { createRouter, type RouterOptions } from './router.ts';

const grant = (role: string) => ({
  ...{ role, entity: null, department: null, clientId: null, validFrom: '2026-01-01', validUntil: null },
});
export const kim: Actor = { personId: 'kim', displayName: 'Kim', grants: [grant('CONTROLLER')] };
/** What handlers were called with, and what they saw around them. */
export const seen: object[] = [];
export const seeing = (incoming: object) => {
  seen.push({ ...incoming, cause: currentCause() });
  return {};
};
const asking = { method: 'post', summary: 'x', answer: 'nothing', changesNothing: true } as const;
const reading = { method: 'get', summary: 'x', answer: 'nothing', access: 'signed-in' } as const;

const endpoints: readonly Endpoint[] = [
  endpoint({
    ...reading,
    path: '/v1/notes/{noteId}/turns/{turn}',
    params: z.strictObject({ noteId: z.string(), turn: z.coerce.number() }),
    query: z.strictObject({ colour: z.enum(['red']).optional() }),
    handle: async (incoming) => seeing(incoming),
  }),
  endpoint({ ...reading, path: '/v1/one', access: { anyOf: ['CONTROLLER'] }, handle: async () => ({}) }),
  endpoint({ ...reading, path: '/v1/two', access: { anyOf: ['A', 'CONTROLLER'] }, handle: async () => ({}) }),
  endpoint({
    ...reading,
    path: '/v1/decided',
    access: { roles: ['A'], decided: 'by the note' },
    handle: async () => ({}),
  }),
  endpoint({
    ...asking,
    path: '/v1/json',
    access: 'signed-in',
    body: z.object({ turn: z.int().optional() }),
    handle: async (incoming) => seeing(incoming),
  }),
  endpoint({ ...asking, path: '/v1/bare', access: 'signed-in', handle: async (given) => seeing(given) }),
  endpoint({
    ...asking,
    path: '/v1/version',
    access: 'signed-in',
    ifMatch: true,
    handle: async (given) => seeing(given),
  }),
  endpoint({
    ...{ method: 'post', path: '/v1/own-keys', summary: 'x', access: 'signed-in', answer: 'nothing' },
    keepsOwnKeys: true,
    handle: async (given) => seeing(given),
  }),
  endpoint({
    ...asking,
    path: '/v1/files',
    access: 'signed-in',
    body: { upload: { maxBytes: 100, contentTypes: ['text/plain'] } },
    handle: async (given) => seeing({ ...given, isThere: existsSync(given.body.path) }),
  }),
  endpoint({
    ...{ method: 'put', path: '/v1/created', summary: 'x', access: 'signed-in', status: 201 },
    answer: z.object({ turn: z.int() }),
    handle: async () => ({ version: 3, headers: { location: '/v1/notes/1' }, body: { turn: 1 } }),
  }),
  endpoint({
    ...reading,
    path: '/v1/bytes',
    answer: 'bytes',
    handle: async () => ({ headers: { 'content-type': 'text/csv' }, stream: Readable.from(['a', 'b']) }),
  }),
  endpoint({ ...reading, path: '/v1/nobody', handle: async () => ({ body: 'undescribed' }) as object }),
  endpoint({
    ...reading,
    path: '/v1/refused',
    handle: async () => ({ problem: { status: 409, code: 'WRONG_STATE', detail: 'no' } }),
  }),
];

/** A router over people and endpoints in memory, and calls of it as Kim or as somebody else. */
export const serving = async (options: Partial<RouterOptions> = {}) => {
  const metrics = createMetrics('test');
  const router = createRouter({
    endpoints,
    database: {
      transaction: () => Promise.reject(new Error('no key is kept here')),
      query: () => Promise.reject(new Error('no key is kept here')),
    },
    verify: async (authorization) => {
      if (!authorization) throw new ProblemError({ status: 401, code: 'NOT_SIGNED_IN', detail: 'x' });
      return { issuer: 'https://issuer.example', subject: authorization };
    },
    directory: {
      find: async (issuers, subject, today) => {
        expect([issuers, today]).toEqual([['https://issuer.example'], '2026-03-02']);
        return { kim, bare: { ...kim, grants: [] }, left: 'deactivated' as const }[subject];
      },
      live: () => Promise.reject(new Error('nobody is kept from changing')),
    },
    today: () => '2026-03-02',
    logger: createLogger('test', 'silent'),
    metrics,
    checkAnswers: true,
    ...options,
  });
  const server = await listen(express().use(router), 0, '127.0.0.1');
  afterAll(() => close(server));
  const address = addressOf(server);
  const call = async (path: string, { headers = {}, ...given }: RequestInit = {}) => {
    const response = await fetch(`${address}${path}`, {
      ...given,
      headers: { authorization: 'kim', ...headers },
    });
    const text = await response.text();
    const type = response.headers.get('content-type') ?? '';
    return {
      status: response.status,
      headers: response.headers,
      body: type.includes('json') ? JSON.parse(text) : text,
    };
  };
  return { call, metrics };
};
