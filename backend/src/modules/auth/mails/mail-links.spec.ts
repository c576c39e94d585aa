import { invitationLink, linkOrigin, passwordResetLink } from './mail-links.js';

const request = (host: string, origin?: string) => ({
  protocol: 'http' as const,
  host,
  headers: origin === undefined ? {} : { origin },
});

describe('links in mails', () => {
  const ours = ['https://naif.example', 'https://backup.naif.example'];

  it('lead to the origin of ours through which the request came', () => {
    expect(linkOrigin(request('x', 'https://backup.naif.example'), ours)).toBe(
      'https://backup.naif.example',
    );
  });

  it('never lead where a request wants them to', () => {
    expect(linkOrigin(request('evil.example'), ours)).toBe('https://naif.example');
    expect(linkOrigin(request('evil.example', 'https://evil.example'), ours)).toBe(
      'https://naif.example',
    );
  });

  it('lead to the demo’s own host, where no origin is configured', () => {
    expect(linkOrigin(request('localhost:8080'), undefined)).toBe('http://localhost:8080');
  });

  it('carry their token where no server sees it', () => {
    expect(invitationLink('https://naif.example', 'abc')).toBe(
      'https://naif.example/invitation#abc',
    );
    expect(new URL(passwordResetLink('https://naif.example', 'abc')).hash).toBe('#abc');
  });
});
