import type { PostOutcome } from '../../src/core/delivery.ts';
import { nativeId, type WorkspaceId } from '../../src/core/ids.ts';
import type { Place } from '../../src/core/place.ts';
import type { ChatPlatform } from '../../src/ports/chat-platform.ts';
import type { Log } from '../../src/ports/log.ts';
import { channelIdOf, type Organisation, personIn, sandboxWorkspace } from './organisation.ts';
import { groupPlace, personalPlace } from './places.ts';
import type { SandboxState } from './state.ts';

const posted = (seq: number): PostOutcome => ({ kind: 'posted', ref: { message: seq } });
const refused = (reason: string): PostOutcome => ({ kind: 'refused', reason });

/** The sandbox as a chat platform: several people share one chat, a posted message is on the disk. */
export function sandboxChat(state: SandboxState, log: Log): ChatPlatform {
  const attempt = async (workspace: WorkspaceId, work: () => Promise<PostOutcome>): Promise<PostOutcome> => {
    if (workspace !== sandboxWorkspace) return refused('not_the_sandbox');
    try {
      return await work();
    } catch (cause) {
      log.error('sandbox.post.failed', {}, cause);
      return { kind: 'unknown' };
    }
  };
  return {
    placesFor: (_workspace, accounts) => {
      const [first, ...others] = new Set(accounts);
      if (first === undefined) return [];
      return [others.length === 0 ? personalPlace(nativeId(first)) : groupPlace([first, ...others])];
    },
    post: (workspace, place, message, key) =>
      attempt(workspace, async () => {
        const obstacle = obstacleAt(state.organisation, place);
        if (obstacle) return refused(obstacle);
        return posted((await state.add({ place, from: 'hallway', message, key })).seq);
      }),
    replace: (workspace, ref, message) =>
      attempt(workspace, async () => {
        const seq = Number(ref.message);
        return (await state.replace(seq, message)) ? posted(seq) : refused('message_not_found');
      }),
    showHome: (workspace, account, home) =>
      attempt(workspace, async () => {
        if (!personIn(state.organisation, nativeId(account))) return refused('account_inactive');
        await state.setHome(account, home);
        return { kind: 'posted', ref: { home: account } };
      }),
  };
}

function obstacleAt(organisation: Organisation, place: Place): string | undefined {
  if (place.kind === 'channel')
    return organisation.channels.some((channel) => channelIdOf(channel.id) === place.channel)
      ? undefined
      : 'channel_not_found';
  const accounts = place.kind === 'personal' ? [place.account] : place.accounts;
  return accounts.every((account) => personIn(organisation, nativeId(account))) ? undefined : 'account_inactive';
}
