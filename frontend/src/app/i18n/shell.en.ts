import type { shell as french } from './shell.fr';

/** Words of the frame around every page, in English. */
export const shell: typeof french = {
  skip: 'Skip to content',
  navigation: 'Main navigation',
  fleet: 'Fleet',
  language: 'Language',
  theme: 'Theme',
  themeSystem: 'Same as the system',
  themeLight: 'Light',
  themeDark: 'Dark',
  account: 'Account of {{ name }}',
  logout: 'Sign out',
  role: {
    admin: 'Administration',
    employee: 'NAIF team',
    auditor: 'Audit',
    client: 'Client',
  },
  connection: {
    connecting: 'Connecting…',
    live: 'Live',
    reconnecting: 'Reconnecting…',
    offline: 'Offline',
  },
  connectionHint: {
    connecting: 'The live connection is being made.',
    live: 'Data arrives live.',
    reconnecting: 'The connection was lost; it comes back by itself.',
    offline: 'No connection to the server. What you see may be old.',
  },
  offlineBanner:
    'Offline: what you see may be old. The page catches up as soon as the connection is back.',
  update: 'A new version is ready.',
  updateNow: 'Reload',
  shortcuts: 'Keyboard shortcuts',
  shortcutsOpen: 'Show the shortcuts',
  shortcutsFleet: 'Go to the fleet',
  shortcutsSearch: 'Search on the page',
  shortcutsTheme: 'Switch between light and dark',
  shortcutsClose: 'Close what is open',
  shortcutsEnabled: 'One-key shortcuts are on',
  then: 'then',
  close: 'Close',
  notFoundTitle: 'This page does not exist',
  notFoundText: 'The address is incomplete, or the page has moved.',
  notFoundAction: 'Go to the fleet',
};
