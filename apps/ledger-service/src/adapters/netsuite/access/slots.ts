/** Lets at most so many calls run at once; the others wait their turn, or until their time is over. */
export const slots = (most: number) => {
  let taken = 0;
  const waiting: (() => void)[] = [];

  const release = () => {
    const next = waiting.shift();
    if (next) next();
    else taken -= 1;
  };
  const take = (signal: AbortSignal): Promise<void> => {
    if (taken < most) {
      taken += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const give = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(give), 1);
        reject(new Error('no turn came in time: too many calls at once'));
      };
      waiting.push(give);
      signal.addEventListener('abort', leave, { once: true });
    });
  };
  return { take, release };
};
