import type { FakeTeam, FakeTenant } from './tenant.ts';

/** What Teams refuses, with its own words for it. */
export class Refused extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string) {
    super(code);
    this.status = status;
    this.code = code;
  }
}

type Loose = Readonly<Record<string, unknown>>;
const MOST_BYTES = 28 * 1024;

/** One call of the Bot Connector's REST interface; throws `Refused` as Teams does. */
export function carryOut(
  tenants: readonly FakeTenant[],
  method: string,
  path: string,
  query: URLSearchParams,
  body: Loose,
) {
  const [, , kind = '', rawId = '', what, rawSub] = path.split('/');
  const [id, sub] = [decodeURIComponent(rawId), decodeURIComponent(rawSub ?? '')];
  if (kind === 'teams') return teamCall(tenants, id, what);
  if (kind !== 'conversations') throw new Refused(404, 'NotFound');
  if (rawId === '') return { status: 201, body: create(tenants, body) };
  const tenant = tenants.find(
    (one) => one.rosterOf(id) !== undefined || one.activities.some((a) => a.conversation === id),
  );
  const roster = tenant?.rosterOf(id);
  if (!tenant || !roster) throw new Refused(404, 'ConversationNotFound');
  if (method === 'POST' && what === 'activities') return { status: 201, body: { id: post(tenant, id, body) } };
  if (method === 'PUT' && what === 'activities') return { status: 200, body: { id: update(tenant, id, sub, body) } };
  if (what === 'members') return { status: 200, body: memberIn(tenant, roster, sub) };
  if (what === 'pagedmembers') return { status: 200, body: paged(tenant, roster, query) };
  throw new Refused(405, 'MethodNotAllowed');
}

/** The tenant a call is about, for its rates. */
export function tenantOf(tenants: readonly FakeTenant[], path: string, body: Loose): FakeTenant | undefined {
  const id = decodeURIComponent(path.split('/')[3] ?? '');
  return tenants.find((one) => one.guid === body.tenantId || one.rosterOf(id) !== undefined) ?? tenants[0];
}

function create(tenants: readonly FakeTenant[], body: Loose) {
  const tenant = tenants.find(({ guid }) => guid === body.tenantId);
  if (!tenant) throw new Refused(400, 'BadSyntax');
  const channel = (body.channelData as { channel?: { id?: string } } | undefined)?.channel?.id;
  if (body.isGroup === true) {
    // A bot can open no chat of several people, whatever it sends.
    if (channel === undefined || body.activity === undefined) throw new Refused(400, 'BadSyntax');
    if (tenant.rosterOf(channel) === undefined) throw new Refused(403, 'BotNotInConversationRoster');
    const conversation = `${channel};messageid=${tenant.number()}`;
    return { id: conversation, activityId: keep(tenant, conversation, undefined, body.activity as Loose) };
  }
  const members = body.members as readonly { id: string }[];
  const [only] = members;
  const key = only && members.length === 1 && only.id.startsWith('29:') ? tenant.keyOf(only.id) : undefined;
  if (key === undefined) throw new Refused(400, 'BadSyntax');
  if (!tenant.isReachable(key)) throw new Refused(403, 'BotNotInConversationRoster');
  return { id: tenant.personalOf(key) };
}

function post(tenant: FakeTenant, conversation: string, body: Loose): string {
  const person = tenant.personal.get(conversation);
  if (person !== undefined && tenant.blocked.has(person)) throw new Refused(403, 'ConversationBlockedByUser');
  if (person !== undefined && !tenant.isReachable(person)) throw new Refused(403, 'BotNotInConversationRoster');
  return keep(tenant, conversation, person, body);
}

function keep(tenant: FakeTenant, conversation: string, person: string | undefined, body: Loose): string {
  check(body);
  const id = `${1_700_000_000_000 + tenant.number()}`;
  tenant.activities.push({ conversation, id, shown: body, times: 1, ...(person !== undefined && { person }) });
  return id;
}

function update(tenant: FakeTenant, conversation: string, id: string, body: Loose): string {
  check(body);
  const found = tenant.activities.find((one) => one.conversation === conversation && one.id === id);
  if (!found) throw new Refused(404, 'ActivityNotFoundInConversation');
  found.shown = body;
  found.times += 1;
  return id;
}

function check(body: Loose): void {
  if (Buffer.byteLength(JSON.stringify(body)) > MOST_BYTES) throw new Refused(413, 'MessageSizeTooBig');
  const cards = (body.attachments ?? []) as readonly { contentType?: string; content?: { type?: string } }[];
  const isCard = ({ contentType, content }: (typeof cards)[number]) =>
    contentType === 'application/vnd.microsoft.card.adaptive' && content?.type === 'AdaptiveCard';
  if (cards.length === 0 || !cards.every(isCard)) throw new Refused(400, 'BadArgument');
}

function memberIn(tenant: FakeTenant, roster: readonly string[], user: string): object {
  const key = tenant.keyOf(user);
  if (key === undefined || !roster.includes(key)) throw new Refused(404, 'MemberNotFoundInConversation');
  return tenant.memberOf(key);
}

function paged(tenant: FakeTenant, roster: readonly string[], query: URLSearchParams): object {
  const size = Number(query.get('pageSize') ?? 50);
  const from = Number(query.get('continuationToken') ?? 0);
  const members = roster.slice(from, from + size).map((key) => tenant.memberOf(key));
  return from + size < roster.length ? { members, continuationToken: String(from + size) } : { members };
}

const channelIn = ({ own }: FakeTeam, id: string, name: string) => ({
  ...{ id, name, type: own.has(id) ? 'shared' : 'standard' },
});

function teamCall(tenants: readonly FakeTenant[], id: string, what: string | undefined) {
  const team = tenants.flatMap((tenant) => [...tenant.teams.values()]).find((one) => one.id === id && one.hasBot);
  if (!team) throw new Refused(403, 'BotNotInConversationRoster');
  if (what === undefined) return { status: 200, body: { id, name: team.name, aadGroupId: team.group } };
  // The general channel comes without a name.
  const conversations = [{ id }, ...[...team.channels].map(([channel, name]) => channelIn(team, channel, name))];
  return { status: 200, body: { conversations } };
}
