import { spawn } from 'node:child_process';
import { kafkaClassPath } from './kafka-jars.ts';

/**
 * Runs one of Kafka's own command line tools, such as `org.apache.kafka.tools.consumer.ConsoleConsumer`, and answers what it
 * wrote. Throws with what it complained about when it fails.
 */
export const runKafkaTool = async (tool: string, args: readonly string[], input = ''): Promise<string> => {
  const quiet = '-Dorg.slf4j.simpleLogger.defaultLogLevel=error';
  const classPath = await kafkaClassPath(() => undefined);
  const child = spawn('java', [
    '-Xmx256m',
    '-XX:TieredStopAtLevel=1',
    quiet,
    '-cp',
    classPath,
    tool,
    ...args,
  ]);
  const said = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.errors += text;
  });
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((done, failed) => {
    child.once('error', failed);
    child.once('close', (code) => {
      if (code === 0) done(said.output);
      else failed(new Error(`${tool} ended with ${code}: ${said.errors.trim()}`));
    });
  });
};
