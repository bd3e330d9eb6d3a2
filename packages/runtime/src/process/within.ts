/** What work answers, if it does so in time; else it rejects, and what the work does later is nobody's concern. */
export const within = <Answer>(ms: number, work: () => Promise<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    work()
      .finally(() => clearTimeout(timer))
      .then(resolve, reject);
  });
