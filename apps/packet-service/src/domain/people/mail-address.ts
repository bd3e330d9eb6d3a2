// The addresses that the contract of `recoup.person.changed.v1` lets through.
const address = /^(?!\.)(?!.*\.\.)[\w'+.-]*[\w+-]@(?:[A-Za-z0-9][A-Za-z0-9-]*\.)+[A-Za-z]{2,}$/;

export const isMailAddress = (text: string): boolean => address.test(text);
