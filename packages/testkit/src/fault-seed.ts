/** The seed of a fault run: FAULT_SEED to repeat one, else a new one. A test that uses it prints it. */
export const faultSeed = (): number => {
  const given = Number(process.env.FAULT_SEED);
  return Number.isInteger(given) && given > 0 ? given : 1 + Math.floor(Math.random() * 999_999);
};
