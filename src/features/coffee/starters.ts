/** A question to begin with. The id is kept with the pair, so it never changes; the tags are for choosing among them. */
export interface Starter {
  readonly id: string;
  readonly tags: readonly StarterTag[];
  readonly text: string;
}

type StarterTag = 'light' | 'work' | 'past' | 'place' | 'taste' | 'people' | 'ahead';

const of = (tag: StarterTag, texts: Readonly<Record<string, string>>): readonly Starter[] =>
  Object.entries(texts).map(([id, text]) => ({ id, tags: [tag], text }));

/** Sixty questions of our own: light enough for strangers, better than the weather. */
export const starters: readonly Starter[] = [
  ...of('light', {
    sunday: 'what do you do on a good Sunday?',
    morning: 'which small thing makes your mornings better?',
    hour: 'what would you do with one more hour a day?',
    laugh: 'what made you laugh this month?',
    desk: 'what is on your desk that is not for work?',
    sound: 'which sound do you hear from your window?',
    habit: 'which habit would you not give back?',
    rain: 'what do you do when it rains all weekend?',
    pocket: 'what do you always carry with you?',
  }),
  ...of('work', {
    surprise: 'which part of your work would surprise people most?',
    helped: 'whom did your work help this week?',
    goodday: 'what does a really good day at work look like for you?',
    stuck: 'what do you do when you are stuck?',
    team: 'what should everybody know about your team?',
    asked: 'what do you wish more people asked you about?',
    help: 'what would you like to be asked for help with?',
    skill: 'which skill of a colleague would you like to have?',
    easier: 'what has become easier in your work this year?',
    explain: 'how would you explain your job to a child?',
  }),
  ...of('past', {
    ten: 'what did you want to be at ten?',
    firstjob: 'what was your first job?',
    taught: 'who taught you something you still use?',
    child: 'what did you love doing as a child and still do?',
    grewup: 'where did you grow up, and what do you miss of it?',
    mind: 'what have you changed your mind about lately?',
    school: 'which lesson at school has stayed with you?',
    luck: 'when were you lucky without noticing at first?',
  }),
  ...of('place', {
    near: 'what is the best thing within ten minutes of your door?',
    visitor: 'which place would you show a colleague in your town?',
    journey: 'what is the longest journey you have made?',
    back: 'where would you go back to tomorrow?',
    quiet: 'where do you go when you want to think?',
    live: 'in which other place could you live for a year?',
    walk: 'what is your favourite walk?',
    local: 'which local word has no good translation?',
  }),
  ...of('taste', {
    meal: 'which meal would you cook for a visitor?',
    passedon: 'which book, film or song have you passed on lately?',
    breakfast: 'what is breakfast where you live?',
    again: 'what could you watch or read again and again?',
    song: 'which song gets you going?',
    snack: 'what did you find in the kitchen as a child that you would still eat?',
    festival: 'which festival or holiday do you look forward to most?',
    tradition: 'what is a tradition in your family?',
    strange: 'which food do you like that others find strange?',
  }),
  ...of('people', {
    admire: 'whom do you admire for how they work?',
    thank: 'whom would you like to thank, and for what?',
    kind: 'what is the kindest thing a colleague has done for you?',
    dinner: 'with whom, living or not, would you like to have dinner?',
    advice: 'what is the best advice you did not take?',
    friend: 'how did you meet your oldest friend?',
    animal: 'which animal in your life deserves a mention?',
    meet: 'how do you like to get to know people?',
  }),
  ...of('ahead', {
    learning: 'what are you learning just now, at work or not?',
    looking: 'what are you looking forward to this month?',
    try: 'what would you like to try once?',
    year: 'what would make this a good year for you?',
    retire: 'what will you do when you no longer have to work?',
    build: 'what would you build if somebody else did the boring parts?',
    change: 'which one thing would you change about meetings?',
    list: 'which question would you put on this list?',
  }),
];

const byId = new Map(starters.map((starter) => [starter.id, starter]));

/** The words of a starter; one that is no longer on the list asks the first instead. */
export const starterText = (id: string): string => (byId.get(id) ?? starters[0])?.text ?? '';

/** A starter these people have not had, looked for from a place drawn for them; once all are used, the least recent. */
export function nextStarter(used: readonly string[], draw: number): string {
  const offset = Math.floor(draw * starters.length);
  const order = [...starters.slice(offset), ...starters.slice(0, offset)];
  const fresh = order.find((starter) => !used.includes(starter.id));
  return fresh?.id ?? used.find((id) => byId.has(id)) ?? order[0]?.id ?? '';
}
