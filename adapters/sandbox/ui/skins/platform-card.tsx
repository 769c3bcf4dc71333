import { lazy, type ReactNode, Suspense, useContext } from 'react';
import type { DrawnBlock, DrawnButton, DrawnMessage, WirePerson } from '../../wire.ts';
import { Blocks, type CardActions } from '../blocks.tsx';
import { LookContext } from '../use-look.ts';

/** A card as its platform is sent it, with what its buttons do here. */
export interface PlatformCardProps {
  readonly drawn: unknown;
  /** The card's buttons in the order they stand there. */
  readonly buttons: readonly DrawnButton[];
  readonly people: readonly WirePerson[];
  readonly actions: CardActions;
  /** Chats the card can start, in the order they stand there. */
  readonly chats: readonly string[];
}

// Each brings a renderer of its own, which only those who choose the look shall load.
const cards = {
  slack: lazy(async () => ({ default: (await import('./slack-card.tsx')).SlackCard })),
  teams: lazy(async () => ({ default: (await import('./teams-card.tsx')).TeamsCard })),
};

interface Props {
  readonly message: DrawnMessage;
  readonly place: string;
  readonly actions: CardActions;
}

/** A card in the look that was chosen; in the page's own until the other one is there. */
export function Card({ message, place, actions }: Props): ReactNode {
  const { name, people } = useContext(LookContext);
  const own = <Blocks blocks={message.blocks} place={place} actions={actions} />;
  if (name === 'hallway' || message.skin === undefined) return own;
  const Drawn = cards[name];
  return (
    <Suspense fallback={own}>
      <Drawn
        drawn={message.skin}
        buttons={message.buttons}
        people={people}
        actions={actions}
        chats={message.blocks.flatMap(chatOf)}
      />
    </Suspense>
  );
}

const chatOf = (block: DrawnBlock) => (block.kind === 'startChat' ? [block.place] : []);
