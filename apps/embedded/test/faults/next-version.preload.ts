import { registerHooks } from 'node:module';

const relay = '/packages/runtime/src/outbox/relay.ts';
const nextRelay = new URL('./next-version-relay.fixture.ts', import.meta.url).href;

/** Given to one process by `--import`: wherever it asks for the relay it gets the next version's. */
registerHooks({
  resolve: (specifier, context, next) => {
    const resolved = next(specifier, context);
    const ours = resolved.url.endsWith(relay) && context.parentURL !== nextRelay;
    return ours ? { ...resolved, url: nextRelay } : resolved;
  },
});
