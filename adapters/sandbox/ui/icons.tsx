const paths = {
  home: 'M3 11.5 12 4l9 7.5M5.5 10v10h13V10M10 20v-6h4v6',
  met: 'M4 4h16v16H4V4Zm0 5.3h16M4 14.7h16M9.3 4v16M14.7 4v16',
  people:
    'M8.5 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2 20c0-3.5 3-5.5 6.5-5.5S15 16.5 15 20M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.9c2.4.7 4 2.5 4 5.1',
  chats: 'M4 5h16v11H9l-5 4V5Z',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 7v5l3.5 2',
  send: 'M4 12 20 4l-4 16-4.5-6.5L4 12Zm7.5 1.5L20 4',
  lock: 'M6 11h12v9H6v-9Zm2.5 0V8a3.5 3.5 0 0 1 7 0v3',
  close: 'm6 6 12 12M18 6 6 18',
  down: 'm6 9 6 6 6-6',
  next: 'M5 5v14l10-7L5 5Zm13 0v14',
  pause: 'M8 5v14M16 5v14',
  upload: 'M12 16V4m-5 5 5-5 5 5M4 16v4h16v-4',
} as const;

/** A line drawing beside words; screen readers skip it. */
export function Icon({ name }: { readonly name: keyof typeof paths }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={paths[name]} />
    </svg>
  );
}
