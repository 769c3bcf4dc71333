/** Stands in the arguments of the buttons of a card that one person alone has before them, in whatever place. */
export const ownCard = { own: 'yes' } as const;
