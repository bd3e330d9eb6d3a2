import { causedBy } from '@recoup/runtime/process/cause';
import { newId } from '@recoup/runtime/process/ids';
import type { Logger } from '@recoup/runtime/process/logger';
import { type Running, startLoop } from '@recoup/runtime/process/loop';

/** Work that the service does by itself, again and again, on its own behalf and on today's business date. */
export const clockwork =
  (
    name: string,
    everyMs: number,
    work: () => Promise<boolean>,
    today: () => string,
    logger: Logger,
  ): (() => Running) =>
  () =>
    startLoop({
      everyMs,
      round: () =>
        causedBy({ actor: 'service:risk-service', correlationId: newId(), businessDate: today() }, work),
      onError: (error) => logger.error({ err: error }, `${name} failed; it is tried again`),
    });
