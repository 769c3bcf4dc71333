import { type Action, AdaptiveCard, HostConfig } from 'adaptivecards';
import MarkdownIt from 'markdown-it';

interface Mention {
  readonly text: string;
}
/** As the adapter draws it, as far as the page looks into it. */
export interface TeamsCardJson {
  readonly msteams?: { readonly entities?: readonly Mention[] };
}

const markdown = new MarkdownIt({ html: false });
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

const colours = {
  light: { ink: '#242424', muted: '#616161', accent: '#4f52b2', attention: '#b10e1c' },
  dark: { ink: '#ffffff', muted: '#adadad', accent: '#a6a9f5', attention: '#f1898f' },
} as const;

function hostConfig(scheme: keyof typeof colours): HostConfig {
  const { ink, muted, accent, attention } = colours[scheme];
  const tone = (full: string) => ({ default: full, subtle: muted });
  return new HostConfig({
    fontFamily: "'Segoe UI', system-ui, 'Liberation Sans', Arial, sans-serif",
    fontSizes: { small: 12, default: 14, medium: 16, large: 18, extraLarge: 20 },
    fontWeights: { lighter: 400, default: 400, bolder: 600 },
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
    separator: { lineThickness: 1, lineColor: scheme === 'dark' ? '#3d3d3d' : '#e0e0e0' },
    containerStyles: {
      default: {
        backgroundColor: '#00000000',
        foregroundColors: { default: tone(ink), accent: tone(accent), attention: tone(attention) },
      },
    },
    // As many as Teams shows; the adapter begins a new row before.
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    factSet: { title: { weight: 'bolder', wrap: true, maxWidth: 150 }, value: { wrap: true }, spacing: 12 },
    textBlock: { headingLevel: 3 },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder', color: 'default', suffix: ' *', suffixColor: 'attention' },
        optionalInputs: { weight: 'bolder', color: 'default' },
      },
      errorMessage: { color: 'attention', spacing: 'small' },
    },
  });
}

/** Draws a card into an element as Teams does; what is pressed goes to `onAction`. Answers the card, for its inputs. */
export function drawCard(
  json: TeamsCardJson,
  into: HTMLElement,
  isDark: boolean,
  onAction: (action: Action) => void,
): AdaptiveCard {
  const names = (json.msteams?.entities ?? []).map(({ text }) => text);
  AdaptiveCard.onProcessMarkdown = (text, result) => {
    result.outputHtml = names.reduce(
      (html, name) => html.replaceAll(escapedByMarkdown(name), `<b class="mention">${nameIn(name)}</b>`),
      markdown.render(text),
    );
    result.didProcess = true;
  };
  const card = new AdaptiveCard();
  card.hostConfig = hostConfig(isDark ? 'dark' : 'light');
  card.onExecuteAction = onAction;
  card.parse(json);
  const drawn = card.render();
  into.replaceChildren(...(drawn ? [drawn] : []));
  return card;
}

const escapedByMarkdown = (text: string) => text.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const nameIn = (text: string) => escaped(text.replace(/<\/?at>/g, ''));
