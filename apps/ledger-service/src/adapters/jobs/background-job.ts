import { causedBy } from '@recoup/runtime/process/cause';
import type { Logger } from '@recoup/runtime/process/logger';
import { type Loop, startLoop } from '@recoup/runtime/process/loop';

/** Repeats one kind of work of the ledger on its own behalf. `round` answers whether there may be more. */
export const backgroundJob =
  (name: string, everyMs: number, logger: Logger, round: () => Promise<boolean>) => (): Loop =>
    startLoop({
      everyMs,
      round: () => causedBy({ actor: `service:${name}`, correlationId: name }, round),
      onError: (error) => logger.error({ err: error }, `${name} failed; it tries again`),
    });
