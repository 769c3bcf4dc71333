import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

/*
 * `npm run playground`: Hallway as a Teams bot without Azure, beside Microsoft's own playground, on this machine alone.
 * What both keep is in data/playground.
 */
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '3978' },
    'playground-port': { type: 'string', default: '56150' },
    folder: { type: 'string', default: 'data/playground' },
    'no-browser': { type: 'boolean', default: false },
  },
});
const folder = resolve(values.folder);
const bot = {
  ...withoutPlatforms(process.env),
  TEAMS_LOCAL: '1',
  HOST: '127.0.0.1',
  PORT: values.port,
  HALLWAY_DATA: folder,
};
const quiet = values['no-browser'] ? { TEAMSAPPTESTER_BROWSER: 'none' } : {};
const CLI = resolve('node_modules/@microsoft/m365agentsplayground/cli.js');

await mkdir(folder, { recursive: true });
const configFile = join(folder, '.m365agentsplayground.yml');
if (!existsSync(configFile)) await writeFile(configFile, people());

const hallway = spawn(process.execPath, ['bin/hallway.js', 'start'], {
  env: bot,
  stdio: ['ignore', 'inherit', 'pipe'],
});
const port = await portOf(
  hallway,
  hallway.stderr,
  /"event":"server\.started".*"port":(\d+)|"port":(\d+).*server\.started/,
);
const endpoint = `http://127.0.0.1:${port}/api/messages`;
const args = [CLI, '-e', endpoint, '-c', 'msteams', '-p', values['playground-port'], '--disable-telemetry'];
const playground = spawn(process.execPath, args, {
  cwd: folder,
  env: { ...process.env, ...quiet },
  stdio: ['ignore', 'pipe', 'inherit'],
});
const page = await portOf(playground, playground.stdout, /^Listening on (\d+)/);
console.log(`Teams playground: http://localhost:${page}   (say: help)`);
console.log(`Sandbox:          http://localhost:${port}`);

const both = [hallway, playground];
const end = () => both.forEach((one) => void one.kill());
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, end);
for (const one of both)
  one.on('exit', (code) => {
    end();
    process.exitCode ||= code ?? 0;
  });

/** The port in the first line that says one; what is said goes on to be shown. */
async function portOf(child: ChildProcess, output: NodeJS.ReadableStream, said: RegExp): Promise<number> {
  child.on('error', (cause) => console.error(cause.message));
  const lines = createInterface({ input: output });
  return new Promise((resolve, reject) => {
    lines.on('line', (line) => {
      const found = said.exec(line);
      if (found) resolve(Number(found[1] ?? found[2]));
      else console.error(line);
    });
    child.on('exit', (code) => reject(new Error(`a part ended with ${code} before it listened`)));
  });
}

function withoutPlatforms(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const isKept = ([name]: [string, unknown]) => !/^(SLACK_|MicrosoftApp|DATABASE_URL$|HALLWAY_URL$)/.test(name);
  return Object.fromEntries(Object.entries(env).filter(isKept));
}

/** Who is at the playground; it wants five others, and spells the principal name so. */
function people(): string {
  const guid = (last: number) => `00000000-0000-0000-0000-0000000000${last}`;
  const person = (name: string, index: number) => {
    const [given = '', surname = ''] = name.split(' ');
    const email = `${given.toLowerCase()}@example.com`;
    return JSON.stringify({
      ...{ id: `user-${index}`, name, userPrincipleName: email, aadObjectId: guid(20 + index) },
      ...{ givenName: given, surname, email },
    });
  };
  const others = ['Tomasz Nowak', 'Jo Lindqvist', 'Grete Holm', 'Ken Mori', 'Lee Park'];
  return `# Names are yours to change; the playground wants exactly five users beside the current one.
version: "0.1.0"
tenantId: ${guid(99)}
bot: { id: ${guid(11)}, name: Hallway }
currentUser: ${person('Ana Duarte', 0)}
users:
${others.map((name, index) => `  - ${person(name, index + 1)}`).join('\n')}
personalChat: { id: personal-chat }
groupChat: { id: group-chat, name: Lunch }
team:
  id: team-acme
  name: Acme
  aadGroupId: ${guid(31)}
  channels: [{ id: channel-design, name: design }]
`;
}
