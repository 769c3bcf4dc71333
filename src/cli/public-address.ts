import { UserError } from '../core/errors.ts';

/** The address without a slash at its end. Platforms send to https only, and to none with a question behind it. */
export function publicAddress(text: string, platform: 'Slack' | 'Teams'): string {
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && !url.search && !url.hash && !url.username) return url.href.replace(/\/+$/, '');
  throw new UserError(`${text} is no address that ${platform} can reach. Write it like https://hallway.example.com`);
}
