export const compose = (): string => 'alpha';
