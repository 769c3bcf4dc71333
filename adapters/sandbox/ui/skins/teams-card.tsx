import { type Action, ExecuteAction, OpenUrlAction, SubmitAction } from 'adaptivecards';
import { useEffect, useRef } from 'react';
import './teams.css';
import type { PlatformCardProps } from './platform-card.tsx';
import { drawCard, type TeamsCardJson } from './teams-host.ts';
import { useDark } from './use-dark.ts';

const CHAT = 'https://teams.microsoft.com/l/chat/';

/** A message or a home as Teams draws its card. */
export function TeamsCard({ drawn, buttons, actions, chats }: PlatformCardProps) {
  const frame = useRef<HTMLDivElement>(null);
  const isDark = useDark();
  const latest = useRef({ buttons, actions, chats });
  latest.current = { buttons, actions, chats };
  const json = JSON.stringify(drawn);
  useEffect(() => {
    if (frame.current === null) return;
    const card = drawCard(JSON.parse(json) as TeamsCardJson, frame.current, isDark, (action) => act(action, all));
    // The renderer names some of them twice.
    const all = [...new Set(card.getAllActions())];
    const act = (action: Action, among: readonly Action[]) => {
      const now = latest.current;
      if (action instanceof OpenUrlAction) openUrl(action, among, now);
      const pressed = now.buttons[among.filter(isPress).indexOf(action)];
      if (pressed && !now.actions.isBusy) now.actions.press(pressed);
    };
  }, [json, isDark]);
  return <div ref={frame} className="teams-card" />;
}

const isPress = (action: Action): boolean => action instanceof ExecuteAction || action instanceof SubmitAction;
const isChat = (action: Action): boolean => action instanceof OpenUrlAction && (action.url ?? '').startsWith(CHAT);

/** A chat of Teams opens here as the sandbox's; any other address in a window of its own. */
function openUrl(
  action: OpenUrlAction,
  among: readonly Action[],
  { actions, chats }: Pick<PlatformCardProps, 'actions' | 'chats'>,
): void {
  const chat = isChat(action) ? chats[among.filter(isChat).indexOf(action)] : undefined;
  if (chat !== undefined) actions.openChat(chat);
  else if (action.url) window.open(action.url, '_blank', 'noopener,noreferrer');
}
