import { zone } from '../../src/time/zoned.ts';
import { foundOrganisation, type Organisation, type SandboxPerson } from './organisation.ts';

// id, name, zone, country, team, manager. Nobody knows Nepal's holidays: the library has no calendar of them.
const rows = `
ana        Ana Duarte           Europe/Lisbon        PT  Brand       helena
helena    Helena Prado         Europe/Lisbon        PT  Operations
rui       Rui Tavares          Europe/Lisbon        PT  Payments    tomasz
beatriz   Beatriz Lobo         Europe/Lisbon        PT  Support     kofi
tomasz    Tomasz Nowak         Europe/London        GB  Payments    helena
kofi      Kofi Mensah          Europe/London        GB  Support     helena
imogen    Imogen Blake         Europe/London        GB  Brand       ana
zainab    Zainab Hussain       Europe/London        GB  Platform    marcus
marcus    Marcus Bell          America/New_York     US  Platform    helena
naomi     Naomi Feldman        America/New_York     US  Payments    tomasz
dejuan    DeJuan Carter        America/New_York     US  Support     kofi
yuki      Yuki Tanaka          America/New_York     US  Brand       ana
jo        Jo Lindqvist         America/Los_Angeles  US  Brand       ana
priya     Priya Raman          America/Los_Angeles  US  Platform    marcus
mateo     Mateo Ortiz          America/Los_Angeles  US  Payments    tomasz
caio      Caio Ribeiro         America/Sao_Paulo    BR  Platform    marcus
luana     Luana Moraes         America/Sao_Paulo    BR  Support     kofi
otavio    Otávio Campos        America/Sao_Paulo    BR  Payments    tomasz
sunita    Sunita Gurung        Asia/Kathmandu       -   Platform    marcus
bikash    Bikash Shrestha      Asia/Kathmandu       -   Operations  helena
maya      Maya Thapa           Asia/Kathmandu       -   Support     kofi
liam      Liam O'Connor        Australia/Sydney     AU  Payments    tomasz
mei       Mei Lin Zhou         Australia/Sydney     AU  Operations  helena
tane      Tāne Walker          Australia/Sydney     AU  Platform    marcus
`;

const guests = new Set(['yuki', 'otavio']);

const extraChannels = {
  design: ['ana', 'imogen', 'jo', 'yuki', 'priya', 'caio', 'helena', 'sunita', 'mei', 'luana', 'rui'],
  'team-west': ['jo', 'priya', 'mateo', 'caio', 'luana', 'marcus', 'naomi', 'dejuan'],
};

function readRow(row: string): SandboxPerson {
  const [id = '', name = '', timezone = '', country, team, manager] = row.split(/\s{2,}/);
  return {
    id,
    name,
    email: `${id}@hallway.example`,
    timezone: zone(timezone),
    country: country === '-' ? undefined : country,
    team,
    manager,
    isAdmin: id === 'ana',
    isGuest: guests.has(id),
  };
}

/** Twenty-four invented people in seven zones and five teams, two of them guests; Ana is admin. */
export const demoOrganisation = (): Organisation =>
  foundOrganisation(rows.trim().split('\n').map(readRow), extraChannels);
