/** Runs the work and answers the most memory this process held meanwhile, in MiB. */
export const peakMemory = async (work: () => Promise<void>): Promise<number> => {
  let peak = process.memoryUsage.rss();
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage.rss());
  }, 10);
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  return Math.max(peak, process.memoryUsage.rss()) / 1_048_576;
};
