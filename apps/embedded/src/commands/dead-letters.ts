import { listAt, numberAt, textAt } from './answer-reading.ts';
import { Refused, type Session } from './session.ts';

const services = ['ledger', 'risk', 'packet', 'notifier'] as const;

/** Every service's dead letters, one line each. */
export const listDeadLetters = async (session: Session): Promise<readonly string[]> => {
  const lines: string[] = [];
  for (const service of services) {
    for (const letter of listAt(await session.get('GET', `/${service}/v1/dead-letters`), 'items')) {
      const part = (name: string) => textAt(letter, name);
      lines.push(
        [
          service,
          part('deadLetterId'),
          part('topic'),
          part('key'),
          part('errorClass'),
          part('error').slice(0, 80),
          ...(numberAt(letter, 'waiting') > 0 ? [`${part('waiting')} wait behind it`] : []),
        ].join('  '),
      );
    }
  }
  return lines;
};

/** One dead letter with its original bytes as text. */
export const showDeadLetter = async (session: Session, id: string): Promise<string> => {
  const { service, letter } = await find(session, id);
  const { value, ...rest } = letter as Record<string, unknown>;
  const bytes = typeof value === 'string' ? Buffer.from(value, 'base64').toString() : null;
  return JSON.stringify({ service, ...rest, value: bytes }, null, 2);
};

export const replayDeadLetter = async (session: Session, id: string): Promise<string> => {
  const { service } = await find(session, id);
  await session.get('POST', `/${service}/v1/dead-letters/${id}/replay`);
  return `Replayed in ${service}.`;
};

/** What a replay would do. Nothing of it stays. */
export const rehearseReplay = async (session: Session, id: string): Promise<string> => {
  const { service } = await find(session, id);
  const would = await session.get('POST', `/${service}/v1/dead-letters/${id}/replay/preview`);
  const [outcome, error, followers] = [
    textAt(would, 'outcome'),
    textAt(would, 'error'),
    numberAt(would, 'followers'),
  ];
  if (outcome === 'fails') throw new Refused(`It would fail in ${service}: ${error}`);
  const lines = [
    `In ${service} it would be ${outcome}; ${followers} that wait for it would follow.`,
    ...(error === '' ? [] : [`Then ${error}`]),
    'Nothing was changed.',
  ];
  return lines.join('\n');
};

/** Gives a message up. `sequence` names the place in its aggregate that an unreadable one leaves empty. */
export const discardDeadLetter = async (
  session: Session,
  id: string,
  reason: string,
  sequence: string | undefined,
): Promise<string> => {
  const { service } = await find(session, id);
  const body = { reason, ...(sequence === undefined ? {} : { sequence: Number(sequence) }) };
  await session.get('POST', `/${service}/v1/dead-letters/${id}/discard`, { body });
  return `Discarded in ${service}.`;
};

const find = async (session: Session, id: string) => {
  for (const service of services) {
    const { status, body } = await session.ask('GET', `/${service}/v1/dead-letters/${id}`);
    if (status === 200) return { service, letter: body };
    if (status !== 404) throw new Refused(textAt(body, 'detail'));
  }
  throw new Refused(`No service has a dead letter ${id}`);
};
