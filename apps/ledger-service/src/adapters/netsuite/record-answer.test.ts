import { describe, expect, it } from 'vitest';
import { readAnswer } from './record-answer.ts';

const jobs = 'https://gl.example/services/rest/async/v1/job/5';
const refusal = (details: readonly object[], status = 400) =>
  JSON.stringify({ type: 'about:blank', title: 'Bad Request', status, 'o:errorDetails': details });
const inactive = { detail: 'Account 612 is inactive.', 'o:errorCode': 'INVALID_KEY_OR_REF' };
const answer = (status: number, text = '', location: string | null = null) =>
  readAnswer({ status, text, location });

describe('what an answer to a posting says', () => {
  it.each([200, 201, 204])('is taken under %i, to be read back', (status) => {
    expect(answer(status)).toEqual({ kind: 'taken' });
  });

  it('is a job under 202, and of no use where it does not say which', () => {
    expect(answer(202, '', jobs)).toEqual({ kind: 'job', location: jobs });
    expect(answer(202)).toMatchObject({ kind: 'unclear' });
  });

  it('is the first job, not a failure, where its key was sent before', () => {
    const details = [{ detail: 'Conflict', 'o:errorCode': 'IDEMPOTENCY_ERROR' }];
    expect(answer(400, refusal(details), jobs)).toEqual({ kind: 'job', location: jobs });
    expect(answer(400, refusal(details))).toEqual({ kind: 'taken' });
  });

  it('is a refusal where NetSuite says what is wrong, with every reason and where it is', () => {
    const path = { 'o:errorPath': 'line.items[0].account' };
    expect(answer(400, refusal([{ ...inactive, ...path }, { detail: 'Period closed' }]))).toEqual({
      kind: 'refused',
      errors: [
        { code: 'INVALID_KEY_OR_REF', detail: 'Account 612 is inactive.', path: 'line.items[0].account' },
        { code: 'HTTP_400', detail: 'Period closed', path: null },
      ],
    });
  });

  it.each(['This record already exists.', 'Duplicate external id', 'must be unique'])(
    'is taken where its key stands there: %s',
    (detail) => {
      expect(answer(400, refusal([{ detail, 'o:errorCode': 'USER_ERROR' }]))).toEqual({ kind: 'taken' });
    },
  );

  it.each([
    ['a page of a firewall', 400, '<!DOCTYPE html><h1>Blocked</h1>'],
    ['a body that breaks off', 400, refusal([inactive]).slice(0, -5)],
    ['a body without reasons', 400, refusal([])],
    ['a body about another status', 400, refusal([inactive], 403)],
    ['a role under repair', 403, refusal([inactive], 403)],
    ['a page of a gateway', 404, ''],
    ['a timeout of a gateway', 408, ''],
    ['a conflict', 409, refusal([inactive], 409)],
    ['a lock', 423, ''],
    ['too many calls', 429, refusal([inactive], 429)],
    ['a failure', 500, refusal([inactive], 500)],
    ['maintenance', 503, '<html></html>'],
  ])('is unclear after %s', (_, status, text) => {
    expect(answer(status, text)).toEqual({
      kind: 'unclear',
      reason: `the general ledger answers ${status}`,
    });
  });
});
