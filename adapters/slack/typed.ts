import { accountId, channelId, type WorkspaceId } from '../../src/core/ids.ts';

/** Slack escapes what people type and marks people and channels; a mark that was typed by hand is none. */
export function readText(text: string, workspace: WorkspaceId): string {
  return text
    .split(/(<[@#][A-Z0-9]+(?:\|[^<>]*)?>)/)
    .map((part, index) => {
      const mark = /^<([@#])([A-Z0-9]+)/.exec(part);
      if (index % 2 === 1 && mark?.[2] !== undefined)
        return mark[1] === '@' ? `<@${accountId(workspace, mark[2])}>` : `<#${channelId(workspace, mark[2])}>`;
      const links = part
        .replace(/<(?:https?:\/\/|mailto:)[^<>|]*\|([^<>]*)>/g, '$1')
        .replace(/<((?:https?:\/\/|mailto:)[^<>|]*)>/g, '$1');
      return links
        .replace(/&lt;/g, '<')
        .replace(/&gt;/g, '>')
        .replace(/&amp;/g, '&')
        .replace(/<(?=[@#])/g, '< ');
    })
    .join('');
}
