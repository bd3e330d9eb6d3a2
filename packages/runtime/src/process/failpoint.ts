import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

let orders: string | undefined;

/** Lets this process be ended at a failpoint by a file that names it. Only crash tests give one. */
export const armFailpoints = (file: string | undefined): void => {
  orders = file;
};

/**
 * A point at which a crash must lose and double nothing: ends the process at once, as kill -9 would, when the file names it,
 * `relay-after-send:2` at the second time it is passed from now on. With `:SIGSTOP` behind the number it stands still instead, until
 * somebody lets it go on. The order is used up, so that the process which follows lives.
 */
export const failpoint = (name: string): void => {
  if (orders === undefined || !existsSync(orders)) return;
  const [wanted, times = '1', signal = 'SIGKILL'] = readFileSync(orders, 'utf8').trim().split(':');
  if (wanted !== name) return;
  if (Number(times) > 1) {
    writeFileSync(orders, `${name}:${Number(times) - 1}:${signal}`);
    return;
  }
  rmSync(orders);
  process.kill(process.pid, signal);
};
