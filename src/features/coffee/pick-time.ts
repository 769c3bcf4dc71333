import type { Form } from '../../core/form.ts';
import { say, text } from '../../core/message.ts';
import type { ActionContext } from '../../ports/context.ts';
import type { PressHandler, SubmitHandler } from '../../ports/feature.ts';
import { formatInstant, type Instant, plus, zoneCity } from '../../time/zoned.ts';
import { meetingOf } from './apart.ts';
import { askNoMore } from './follow-up.ts';
import { slotsOf } from './intro-facts.ts';
import { timePicked } from './messages.ts';
import { type Mine, mine } from './mine.ts';
import { deliveryPrefix, groups, partsOfGroup } from './records.ts';

const slotsOffered = 8;
const suggestionHours = 24;

/** Opens the form with half hours that suit everybody of the group. */
export const pickTime: PressHandler = async (ctx, args) => {
  const found = await mine(ctx, args);
  const slots = slotsFor(ctx, found);
  if (slots.length === 0)
    return {
      message: say(text`Your working hours hardly overlap in the next two weeks. A few messages will have to do.`),
    };
  return { form: timeForm(ctx, found, slots) };
};

const slotsFor = (ctx: ActionContext, { key, people }: Mine): readonly Instant[] =>
  slotsOf(ctx, people, partsOfGroup(key).date, slotsOffered);

function timeForm(ctx: ActionContext, { key, people }: Mine, slots: readonly Instant[]): Form {
  const { zone } = ctx.actor.calendar;
  const shown = (at: Instant) => formatInstant(at, zone, 'dayTime', ctx.settings.reader);
  return {
    title: 'Pick a time',
    verb: 'coffee.time',
    args: { v: 1, group: key },
    submit: 'Suggest it',
    intro: `Half hours inside the working hours of ${people.length === 2 ? 'you both' : 'all of you'}, in your time (${zoneCity(zone)}).`,
    fields: [
      {
        kind: 'select',
        name: 'at',
        label: 'When',
        options: slots.map((at) => ({ value: String(at), label: shown(at) })),
      },
    ],
  };
}

/** Tells the group the time one of them picked, with links into their calendars. */
export const suggestTime: SubmitHandler = async (ctx, args, values) => {
  const found = await mine(ctx, args);
  const at = slotsFor(ctx, found).find((slot) => String(slot) === values.at);
  if (at === undefined) return { errors: { at: 'That time is no longer free for all of you. Pick another.' } };
  if (found.group.outcome === 'open') await ctx.tx.put(groups, found.key, { ...found.group, outcome: 'planned' });
  await askNoMore(ctx, found.key, { step: 'midway' });
  await ctx.send({
    key: `${deliveryPrefix(found.key)}time/${at}/${ctx.random.id()}`,
    to: { together: found.group.people },
    kind: 'reply',
    message: timePicked({
      by: ctx.actor,
      at,
      zones: [...new Set(found.people.map((person) => person.calendar.zone))],
      links: ctx.calendarLinks.linksFor(meetingOf(found.people, at)),
    }),
    expiresAt: plus(ctx.now, { hours: suggestionHours }),
    onUnknown: 'again',
  });
  return { message: say(text`Suggested. I have told the others.`) };
};
