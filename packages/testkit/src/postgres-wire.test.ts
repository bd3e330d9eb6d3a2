import { expect, it } from 'vitest';
import { statementsIn } from './postgres-wire.ts';

const message = (type: string, body: string): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(4 + Buffer.byteLength(body));
  return Buffer.concat([Buffer.from(type), length, Buffer.from(body)]);
};

it('finds each statement of a client however its bytes arrive', () => {
  const sent = Buffer.concat([
    message('', '\0\x03\0\0user\0recoup\0\0'),
    message('p', 'secret\0'),
    message('Q', 'begin\0'),
    message('P', 'named\0insert into ledger values ($1)\0\0\0'),
    message('B', 'commit\0'),
    message('Q', 'commit\0'),
  ]);
  const expected = ['begin', 'insert into ledger values ($1)', 'commit'];
  for (const size of [1, 7, sent.length]) {
    const statements = statementsIn();
    const found: string[] = [];
    for (let at = 0; at < sent.length; at += size) found.push(...statements(sent.subarray(at, at + size)));
    expect(found).toEqual(expected);
  }
});
