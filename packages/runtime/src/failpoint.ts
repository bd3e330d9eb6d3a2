/** Places at which a crash must lose and double nothing; crash tests end the process there. */
export const failpoints = [
  'http-before-effect',
  'http-in-transaction',
  'http-after-commit',
  'event-before-transaction',
  'event-in-transaction',
  'event-after-effect',
  'relay-before-send',
  'relay-after-send',
  'relay-after-mark',
  'gl-taken',
  'gl-posted',
  'mail-sending',
  'mail-sent',
] as const;
export type Failpoint = (typeof failpoints)[number];

let armed: { readonly name: string; left: number } | undefined;

/** Arms one failpoint of this process, `name` or `name:3` for the third time it is passed. Only crash tests set it. */
export const armFailpoint = (setting: string | undefined): void => {
  const match = /^([a-z-]+)(?::(\d+))?$/.exec(setting ?? '');
  armed = match?.[1] ? { name: match[1], left: Number(match[2] ?? 1) } : undefined;
};

/** Ends the process at once, as kill -9 would, if this very place is armed and its turn has come. */
export const failpoint = (name: Failpoint): void => {
  if (armed?.name !== name) return;
  armed.left -= 1;
  if (armed.left === 0) process.kill(process.pid, 'SIGKILL');
};
