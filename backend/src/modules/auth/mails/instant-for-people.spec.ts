import { instantForPeople } from './instant-for-people.js';

describe('instants in mails', () => {
  const at = Date.UTC(2026, 10, 24, 10);
  it('are told in the language and the zone of the person', () => {
    expect(instantForPeople(at, { language: 'fr', timeZone: 'Europe/Paris' })).toMatch(
      /24 novembre 2026.*11:00:00/,
    );
    expect(instantForPeople(at, { language: 'en', timeZone: 'Indian/Reunion' })).toMatch(
      /24 November 2026.*14:00:00/,
    );
  });
});
