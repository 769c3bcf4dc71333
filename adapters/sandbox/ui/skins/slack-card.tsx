import { type MouseEvent, useRef } from 'react';
import { type Block, Message } from 'slack-blocks-to-jsx';
import 'slack-blocks-to-jsx/dist/style.css';
import './slack.css';
import type { PlatformCardProps } from './platform-card.tsx';

/** To Slack `verbatim` says not to look for links in the text; the renderer takes it to mean no markup at all. */
const readable = (blocks: readonly Block[]): Block[] =>
  JSON.parse(JSON.stringify(blocks, (key, value: unknown) => (key === 'verbatim' ? undefined : value)));

/** A message or a home as Slack draws its blocks. */
export function SlackCard({ drawn, buttons, people, actions }: PlatformCardProps) {
  const frame = useRef<HTMLDivElement>(null);
  const { blocks } = drawn as { blocks: Block[] };
  // The renderer knows no presses, so the button is found by its place in the card.
  const press = ({ target }: MouseEvent) => {
    const pressed = target instanceof Element ? target.closest('button') : null;
    const all = [...(frame.current?.querySelectorAll('.slack_blocks_to_jsx__actions button') ?? [])];
    const button = pressed ? buttons[all.indexOf(pressed)] : undefined;
    if (button && !actions.isBusy) actions.press(button);
  };
  return (
    // The keyboard presses the buttons inside, and a press arrives here as a click.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div ref={frame} className="slack-card" onClick={press}>
      <Message
        key={people.length}
        withoutWrapper
        blocks={readable(blocks)}
        logo="/icon.svg"
        name="Hallway"
        data={{ users: people.map(({ id, name }) => ({ id, name })) }}
      />
    </div>
  );
}
