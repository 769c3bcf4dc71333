import { describe, expect, test } from 'vitest';
import {
  readMetadata,
  readValues,
  renderErrors,
  renderErrorsCard,
  renderForm,
  renderFormCard,
  renderMessageView,
} from '../../../adapters/teams/forms.ts';
import type { Form } from '../../../src/core/form.ts';
import { workspaceId } from '../../../src/core/ids.ts';
import { say, text } from '../../../src/core/message.ts';
import { cardErrors, everyPart } from './support/cards.ts';

const workspace = workspaceId('teams:t1');
// Microsoft's parser knows lists of people that Teams fills only in Teams itself.
const filledByTeams = 'parser: An Input.ChoiceSet must have at least one choice defined.';
const errorsIn = (card: object) => cardErrors(card).filter((error) => error !== filledByTeams);

const days = (n: number) =>
  Array.from({ length: n }, (_, index) => ({ value: `d,${index}`, label: `Day ${index} ${'x'.repeat(120)}` }));
const form: Form = {
  title: 'Coffee in #design',
  verb: 'coffee.setup',
  args: { v: 1, channel: 'teams:t1#19:c' },
  submit: 'Keep these settings',
  intro: 'Every other Tuesday.',
  fields: [
    { kind: 'text', name: 'topics', label: 'Topics', optional: true, initial: 'x'.repeat(5_000), multiline: true },
    { kind: 'select', name: 'size', label: 'Size', options: [{ value: '2', label: 'Pairs' }], initial: '2' },
    { kind: 'select', name: 'none', label: 'None', options: [] },
    { kind: 'choices', name: 'days', label: 'Days', options: days(7), initial: ['d,1', 'gone'] },
    { kind: 'choices', name: 'zones', label: 'Zones', options: days(12), initial: [] },
    { kind: 'date', name: 'from', label: 'From', initial: '2026-12-01' },
    { kind: 'person', name: 'who', label: 'Who', initial: 'teams:t1/u1', hint: 'A colleague' },
  ],
};
/** What Teams sends of a card: the data of its button, and what was filled in. */
const sent = (card: { readonly actions?: readonly object[] }, values: object) => {
  const [submit] = card.actions ?? [];
  return { ...(submit && 'data' in submit && typeof submit.data === 'object' ? submit.data : {}), ...values };
};
const givenIn = (card: object, id: string) => everyPart(card).find((part) => part.id === id)?.value;

describe('a form', () => {
  test('is drawn as a dialog with every kind of field', async () => {
    const dialog = renderForm(form, { activity: 'a1' });

    expect(errorsIn(dialog.card.content)).toEqual([]);
    expect(dialog).toMatchObject({ title: form.title, height: 'large' });
    await expect(`${JSON.stringify(dialog, null, 1).replace(/x{40,}/g, 'x…')}\n`).toMatchFileSnapshot(
      '../../golden/teams/form.json',
    );
  });

  test('is drawn as a card of the chat too, whose button carries the verb', () => {
    const card = renderFormCard(form);

    expect(errorsIn(card)).toEqual([]);
    expect(card.body[0]).toMatchObject({ type: 'TextBlock', text: 'Coffee in #design', style: 'heading' });
    expect(card.actions).toMatchObject([{ type: 'Action.Execute', verb: 'coffee.setup' }]);
  });

  test('comes back with what it was drawn with and what was filled in, people as accounts', () => {
    const filled = { topics: '', size: '2', days: 'd%2C1,d%2C2', zones: '', from: '2026-12-01', who: 'u2' };
    const data = sent(renderForm(form, { activity: 'a1' }).card.content, filled);

    const meta = readMetadata(data);

    expect(meta).toMatchObject({ verb: form.verb, args: form.args, origin: { activity: 'a1' } });
    expect(meta && readValues(workspace, meta, data)).toEqual({
      topics: undefined,
      size: '2',
      none: undefined,
      days: ['d,1', 'd,2'],
      zones: [],
      from: '2026-12-01',
      who: 'teams:t1/u2',
    });
  });

  test.each([undefined, null, 'text', {}, { hallway: { verb: 'a.b', args: { v: 1 } } }, { hallway: { verb: 3 } }])(
    'is not read from what is none: %j',
    (data) => {
      expect(readMetadata(data)).toBeUndefined();
    },
  );

  test('is drawn again with what was typed and what was wrong, a ghost’s error above', () => {
    const { fields, ...rest } = form;
    const small: Form = { ...rest, fields: fields.slice(1, 7).filter(({ name }) => name !== 'zones') };
    const meta = readMetadata(sent(renderForm(small).card.content, {}));
    const values = { size: '2', days: ['d,2'], from: '2026-13-77', who: 'teams:t1/u9' };

    const again = meta && renderErrors(meta, values, { from: 'That is no day.', ghost: '<at>Gone</at>.' });

    const card = again?.card.content ?? {};
    expect(errorsIn(card)).toEqual([]);
    expect(givenIn(card, 'days')).toBe('d%2C2');
    expect(givenIn(card, 'who')).toBe('u9');
    expect(JSON.stringify(card)).toContain('That is no day.');
    expect(again?.card.content.body[1]).toMatchObject({ text: '‹at›Gone‹/at›.', color: 'Attention' });
    expect(meta && renderErrorsCard(meta, values, {})?.body[0]).toMatchObject({ style: 'heading' });
  });

  test('that is too large to go along with its card is not drawn again', () => {
    const meta = readMetadata(sent(renderForm(form).card.content, {}));

    expect(meta?.kinds).toMatchObject({ topics: 'text', days: 'choices' });
    expect(meta?.form).toBeUndefined();
    expect(meta && renderErrors(meta, {}, { topics: 'Too long.' })).toBeUndefined();
  });
});

test('a message after a form stands in its dialog', () => {
  const dialog = renderMessageView(say(text`Saved.`));

  expect(errorsIn(dialog.card.content)).toEqual([]);
  expect(dialog).toMatchObject({ title: 'Hallway', height: 'medium' });
});
