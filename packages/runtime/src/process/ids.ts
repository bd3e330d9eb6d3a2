import { randomUUID } from 'node:crypto';

let lastMs = 0;
let counter = 0;

/** A new UUIDv7 (RFC 9562). Ids made by one process in one millisecond still sort in the order they were made. */
export const newId = (): string => {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = 0;
  } else {
    counter += 1;
    if (counter > 0xfff) {
      lastMs += 1;
      counter = 0;
    }
  }
  const time = lastMs.toString(16).padStart(12, '0');
  // Node makes random UUIDs from a pool of entropy, many times faster than eight bytes at a call; their end is what we need.
  const variantAndRandom = randomUUID().slice(19);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${variantAndRandom}`;
};
