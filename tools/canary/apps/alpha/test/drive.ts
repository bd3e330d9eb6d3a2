export const drive = (): string => 'a test drives the service';
