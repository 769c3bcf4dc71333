import type { DeliveryKind } from '../../src/core/delivery.ts';
import { say, text } from '../../src/core/message.ts';
import type { ActionContext, Word } from '../../src/ports/context.ts';
import type { Feature } from '../../src/ports/feature.ts';
import { plus } from '../../src/time/zoned.ts';

async function mail(ctx: ActionContext, [kind, key, who, unknown, hours]: readonly Word[]) {
  const to =
    who?.kind === 'person' ? { person: who.person.id } : who?.kind === 'channel' ? { channel: who.channel } : undefined;
  if (!to || !kind || !key) throw new Error('mail KIND KEY @who [again|rest] [HOURS]');
  await ctx.send({
    key: key.text,
    to,
    kind: kind.text as DeliveryKind,
    message: say(text`${key.text}`),
    expiresAt: plus(ctx.now, { hours: Number(hours?.text ?? 24) }),
    onUnknown: unknown?.text === 'rest' ? 'rest' : 'again',
  });
  return { message: say(text`Owed.`) };
}

/** Owes what it is told to: `mail nudge n1 @bo rest 48`, and `redraw n1 words` draws it anew. */
export const mailer: Feature = {
  name: 'mailer',
  collections: [],
  samples: [],
  commands: [
    { word: 'mail', who: 'staff', usage: [{ words: 'mail', does: 'owes a message' }], run: mail },
    {
      word: 'redraw',
      who: 'staff',
      usage: [{ words: 'redraw', does: 'draws it anew' }],
      run: async (ctx, [key, words]) => {
        await ctx.redraw(key?.text ?? '', say(text`${words?.text ?? ''}`));
        return { message: say(text`Owed.`) };
      },
    },
  ],
};
