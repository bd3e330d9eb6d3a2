/** Asks again until `probe` answers something, or fails with its last error after the limit. */
export const eventually = async <T>(probe: () => Promise<T> | T, limitMs = 30_000): Promise<T> => {
  const end = Date.now() + limitMs;
  for (;;) {
    try {
      return await probe();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
};
