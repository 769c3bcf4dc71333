import type { SlackHouse } from './slack-house.ts';

/** What a browser keeps and where it is sent, up to Slack's own page. */
export async function beginInstall(house: SlackHouse) {
  const page = await fetch(`${house.origin}/slack/install`);
  const cookie = page.headers.get('set-cookie') ?? '';
  const words = await page.text();
  const address = new URL((/href="([^"]+)"/.exec(words)?.[1] ?? '').replaceAll('&amp;', '&'));
  return { cookie, words, address, state: address.searchParams.get('state') ?? '' };
}

/** Slack sends the browser back. */
export async function comeBack(house: SlackHouse, query: Record<string, string>, cookie: string) {
  const response = await fetch(`${house.origin}/slack/oauth_redirect?${new URLSearchParams(query)}`, {
    headers: { Cookie: cookie.split(';')[0] ?? '' },
  });
  return { status: response.status, words: await response.text() };
}

/** Installs it as a person does who agrees. */
export async function install(house: SlackHouse, isOrgWide = false) {
  house.fake.codes.set('code', { workspace: house.home, isOrgWide });
  const { cookie, state } = await beginInstall(house);
  return comeBack(house, { code: 'code', state }, cookie);
}
