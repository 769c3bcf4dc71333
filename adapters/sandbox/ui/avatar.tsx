const HUES = 8;

/** A person's initials on a colour of their own, or Hallway's doorway; decoration beside a name. */
export function Avatar({ id, name }: { readonly id: string; readonly name: string }) {
  if (id === 'hallway') return <img className="avatar" src="/icon.svg" alt="" />;
  return (
    <span className="avatar" data-hue={hueOf(id)} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

function hueOf(id: string): number {
  let mixed = 2_166_136_261;
  for (const letter of id) mixed = Math.imul(mixed ^ (letter.codePointAt(0) ?? 0), 16_777_619);
  return ((mixed >>> 13) ^ (mixed >>> 3)) % HUES;
}

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean);
  const picked = words.length > 1 ? [words[0], words.at(-1)] : words;
  return picked
    .map((word) => [...(word ?? '')][0] ?? '')
    .join('')
    .toUpperCase();
}
