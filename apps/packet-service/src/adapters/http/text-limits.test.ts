import { expect, it } from 'vitest';
import * as z from 'zod';
import { commentOn } from '../../domain/packet/comment.ts';
import { aContent, acting, aDraft, clara } from '../../domain/packet/packet.fixture.ts';
import { toPacketName } from '../../domain/packet-name/name-key.ts';
import { commentText, packetName } from './text-limits.ts';

it.each([
  ['a packet name', packetName, (text: string) => toPacketName(text)],
  [
    'a comment',
    commentText,
    (text: string) => commentOn(aDraft(aContent()), aContent(), null, text, acting(clara)),
  ],
])('tells of %s the length that holds', (_what, schema, decide) => {
  const { maxLength = 0 } = z.toJSONSchema(schema);
  expect(decide('x'.repeat(maxLength))).toMatchObject({ ok: true });
  expect(decide('x'.repeat(maxLength + 1))).toMatchObject({ ok: false });
});
