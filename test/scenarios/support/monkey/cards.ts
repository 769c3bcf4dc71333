import type { Message } from '../../../../src/core/message.ts';
import type { Place } from '../../../../src/core/place.ts';
import type { House } from '../../../support/house.ts';
import { buttonsOf } from '../../../support/reading.ts';
import type { Dice } from '../dice.ts';

/** A card somebody can press: what it says, where, and how it is drawn anew. */
export interface Card {
  readonly message: Message;
  readonly place: Place;
  readonly redraw?: (message: Message) => void;
}

const answersKept = 4;
const latestPosts = 6;
const shareOfOldOnes = 0.15;

/** Every card that people have before them: answers to what they did, their home, and what was posted to them. */
export class Cards {
  readonly #house: House;
  readonly #dice: Dice;
  readonly #answers = new Map<string, Card[]>();

  constructor(house: House, dice: Dice) {
    this.#house = house;
    this.#dice = dice;
  }

  /** The latest answers to a person, newest first. */
  answersTo(id: string): readonly Card[] {
    return this.#answers.get(id) ?? [];
  }

  /** Keeps an answer for later presses. */
  keep(id: string, message: Message): void {
    const drawn = { message };
    const card: Card = {
      get message() {
        return drawn.message;
      },
      place: this.#house.personal(id),
      redraw: (anew) => {
        drawn.message = anew;
      },
    };
    this.#answers.set(id, [card, ...this.answersTo(id)].slice(0, answersKept));
  }

  /** Every card with a button that a person may come upon. */
  seenBy(id: string): readonly Card[] {
    const cards = [...this.answersTo(id), ...this.#homeOf(id), ...this.#postsFor(id)];
    return cards.filter((card) => buttonsOf(card.message).length > 0);
  }

  #homeOf(id: string): readonly Card[] {
    const home = this.#house.platform.homes.get(this.#house.platform.accountOf(id));
    return home ? [{ message: home, place: this.#house.personal(id) }] : [];
  }

  /** What was posted to them: mostly the latest, now and then something months old. */
  #postsFor(id: string): readonly Card[] {
    const seen = this.#house.platform.seenBy(id).toSorted((a, b) => a.at - b.at || (a.key < b.key ? -1 : 1));
    const isOld = seen.length > latestPosts && this.#dice.chance(shareOfOldOnes);
    return (isOld ? [this.#dice.pick(seen)] : seen.slice(-latestPosts)).map((post) => ({
      message: post.message,
      place: post.place,
      redraw: (anew) => {
        post.message = anew;
      },
    }));
  }
}
