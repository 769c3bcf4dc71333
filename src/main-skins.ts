import type { Skins } from '../adapters/sandbox/skin.ts';
import { renderForm as slackForm } from '../adapters/slack/forms.ts';
import { renderHome as slackHome, renderMessage as slackMessage } from '../adapters/slack/render.ts';
import { renderForm as teamsForm } from '../adapters/teams/forms.ts';
import { renderCard } from '../adapters/teams/render.ts';

/** The sandbox's page in the look of the real platforms: drawn from the very thing their adapters send. */
export const skins: Skins = {
  slack: { message: slackMessage, home: slackHome, form: (form) => slackForm(form) },
  teams: {
    message: (message, reader) => renderCard(message, { reader }),
    home: (home, reader) => renderCard(home, { reader }),
    form: (form) => teamsForm(form),
  },
};
