import type { ReactNode } from 'react';
import type { DrawnBlock, DrawnButton, DrawnSpan, DrawnText } from '../wire.ts';

/** What a card's buttons do. */
export interface CardActions {
  readonly isBusy: boolean;
  press(button: DrawnButton): void;
  openChat(place: string): void;
}

interface Props {
  readonly blocks: readonly DrawnBlock[];
  readonly actions: CardActions;
  /** The place the card is in: a button to start this very chat would lead nowhere. */
  readonly place: string;
}

/** Every kind of block of a message. */
export function Blocks({ blocks, actions, place }: Props) {
  return numbered(blocks).map(({ key, value }) => <Block key={key} block={value} actions={actions} place={place} />);
}

function Block({ block, actions, place }: { block: DrawnBlock; actions: CardActions; place: string }): ReactNode {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'text':
      return (
        <p>
          <Words text={block.text} />
        </p>
      );
    case 'note':
      return (
        <p className="note">
          <Words text={block.text} />
        </p>
      );
    case 'fields':
      return (
        <dl>
          {numbered(block.fields).map(({ key, value }) => (
            <div key={key}>
              <dt>{value.label}</dt>
              <dd>
                <Words text={value.value} />
              </dd>
            </div>
          ))}
        </dl>
      );
    case 'list':
      return (
        <ul>
          {numbered(block.items).map(({ key, value }) => (
            <li key={key}>
              <Words text={value} />
            </li>
          ))}
        </ul>
      );
    case 'divider':
      return <hr />;
    case 'image':
      return <img className="picture" src={block.url} alt={block.alt} />;
    case 'buttons':
      return <Buttons buttons={block.buttons} actions={actions} />;
    case 'startChat':
      return block.place === place ? null : (
        <div className="buttons">
          <button type="button" onClick={() => actions.openChat(block.place)}>
            {block.label}
          </button>
        </div>
      );
  }
}

function Buttons({ buttons, actions }: { buttons: readonly DrawnButton[]; actions: CardActions }) {
  return (
    <div className="buttons">
      {buttons.map((button) => (
        <button
          key={button.id}
          type="button"
          className={button.style ?? ''}
          disabled={actions.isBusy}
          aria-haspopup={button.opensForm ? 'dialog' : undefined}
          onClick={() => actions.press(button)}
        >
          {button.label}
        </button>
      ))}
    </div>
  );
}

function Words({ text }: { text: DrawnText }) {
  return numbered(text).map(({ key, value }) => <Span key={key} span={value} />);
}

function Span({ span }: { span: DrawnSpan }): ReactNode {
  switch (span.kind) {
    case 'plain':
      return span.text;
    case 'bold':
      return <strong>{span.text}</strong>;
    case 'italic':
      return <em>{span.text}</em>;
    case 'mention':
      return <span className="mention">{span.text}</span>;
    case 'date':
      return <time dateTime={span.at}>{span.text}</time>;
    case 'link':
      return (
        <a href={span.url} target="_blank" rel="noreferrer noopener">
          {span.text}
        </a>
      );
  }
}

// A redrawn card changes as a whole, so a part is known by its position.
const numbered = <Value,>(values: readonly Value[]) => values.map((value, key) => ({ key, value }));
