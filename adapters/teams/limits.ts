/** What fits a card in Teams; what exceeds one is cut here, never refused there. */
export const LIMITS = {
  /** Bytes of a whole card; Teams refuses a message of 28 KB, and the rest of the activity needs room too. */
  card: 26_000,
  text: 3_000,
  heading: 150,
  fieldLabel: 150,
  fieldText: 2_000,
  fallback: 1_000,
  summary: 200,
  /** Teams hides the seventh action and those behind it, Microsoft's renderer as it comes the sixth. */
  actionsInSet: 5,
  buttonLabel: 75,
  buttonData: 2_000,
  imageUrl: 3_000,
  altText: 1_000,
  linkUrl: 2_000,
  dialogTitle: 100,
  inputText: 3_000,
  options: 200,
  /** More are drawn as a list that unfolds. */
  optionsInView: 10,
  optionLabel: 100,
  optionValue: 150,
  /** Bytes of a form that go along with its card, so that it can be drawn again with what was wrong. */
  formData: 8_000,
} as const;
