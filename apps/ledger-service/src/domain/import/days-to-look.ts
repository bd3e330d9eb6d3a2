/** Within how many days somebody should look at a task. */
export const daysToLook = 7;
