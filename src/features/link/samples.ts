import { accountId, workspaceId } from '../../core/ids.ts';
import type { Sample } from '../../ports/feature.ts';
import { instant, zone } from '../../time/zoned.ts';
import {
  apartCard,
  codeCard,
  confirmedCard,
  joinedCard,
  linkedCard,
  partedCard,
  previewCard,
  refusedCard,
  unknownCode,
} from './messages.ts';

const teams = workspaceId('teams:72f988bf-86f1-41af-91ab-2d7cd011db47');
const view = { workspaces: [teams], members: 38, guests: 3, zone: zone('Europe/Berlin'), admin: 'Berta Kim' };
const common = [
  { domain: 'acme.com', people: 12 },
  { domain: 'acme.de', people: 1 },
];
const at = instant('2026-12-01T10:10:00Z');
const accounts = [accountId(teams, 'u1')];

/** Every card of linking, for the golden files. */
export const samples: readonly Sample[] = [
  { name: 'code', draw: () => codeCard('K7QF-3M2P', at) },
  {
    name: 'preview-inviter',
    draw: () => previewCard({ role: 'inviter', view, common }, { zone: zone('Europe/Lisbon') }),
  },
  {
    name: 'preview-invited',
    draw: () => previewCard({ role: 'invited', view, common: [] }, { zone: zone('Europe/Lisbon') }),
  },
  { name: 'linked', draw: () => linkedCard([teams], 13, at) },
  { name: 'refused', draw: () => refusedCard(view) },
  { name: 'apart', draw: () => apartCard([teams]) },
  { name: 'unknown-code', draw: () => unknownCode() },
  { name: 'joined', draw: () => joinedCard(accounts, 'id1') },
  { name: 'confirmed', draw: () => confirmedCard(accounts, 'id1') },
  { name: 'parted', draw: () => partedCard() },
];
