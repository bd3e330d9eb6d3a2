/** A command that cannot be carried out, said in one sentence. */
export class Refused extends Error {}
