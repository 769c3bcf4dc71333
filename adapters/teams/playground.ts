import { isLoopbackUrl } from './verify.ts';

type Loose = Readonly<Record<string, unknown>>;

/** True where Microsoft's playground on this machine is answered. */
const isPlayground = (serviceUrl: string): boolean =>
  isLoopbackUrl(serviceUrl) && /\/_connector\/?$/.test(new URL(serviceUrl).pathname);

/** What is shown, as its place can take it: the playground opens no dialogs, so a form comes as a card of the chat there. */
export function fitFor<Shown extends object>(serviceUrl: string, shown: Shown): Shown {
  return isPlayground(serviceUrl) ? (withoutDialogs(shown) as Shown) : shown;
}

function withoutDialogs(shown: unknown): unknown {
  if (Array.isArray(shown)) return shown.map(withoutDialogs);
  if (!isLoose(shown)) return shown;
  const { type, data } = shown;
  if (type === 'Action.Submit' && isLoose(data) && 'msteams' in data && isLoose(data.hallway))
    return { ...shown, type: 'Action.Execute', verb: data.hallway.verb, data: { hallway: data.hallway } };
  return Object.fromEntries(Object.entries(shown).map(([name, value]) => [name, withoutDialogs(value)]));
}

const isLoose = (value: unknown): value is Loose => typeof value === 'object' && value !== null;
