import { catalogue } from '@recoup/contracts/catalogue';
import { PersonChangedV1 } from '@recoup/contracts/person-changed.v1';
import { topics } from '@recoup/contracts/topics';
import { eventRecord } from '@recoup/testkit/event-record';
import { expect, it } from 'vitest';
import { decode } from './decode.ts';

const subject = '019b8d2b-8c00-7430-87db-e9a3f94df4cc';
const person = {
  personId: subject,
  version: 1,
  displayName: 'Ann',
  email: 'ann@example.test',
  active: true,
  identities: [],
  roles: [],
};
const told = () => ({
  ...eventRecord(PersonChangedV1, subject, 1, person),
  partition: 0,
  position: '7',
});

it('reads an event on its topic from the service that tells it', () => {
  expect(decode(told(), catalogue).event).toMatchObject({ subject, data: { displayName: 'Ann' } });
});

it('does not believe an event that names another source', () => {
  const record = told();
  const forged = Buffer.from(record.value)
    .toString()
    .replace('/recoup/packet-service', '/recoup/risk-service');
  expect(decode({ ...record, value: Buffer.from(forged) }, catalogue).refusal).toEqual({
    errorClass: 'foreign-producer',
    error: `${topics.people} is written by /recoup/packet-service only, not by /recoup/risk-service`,
  });
});

it('does not believe an event on the topic of another one', () => {
  const { refusal } = decode({ ...told(), topic: topics.packets }, catalogue);
  expect(refusal?.errorClass).toBe('foreign-producer');
});
