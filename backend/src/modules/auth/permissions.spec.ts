import { PERMISSIONS, type PermissionName, permissionsOf, rolesWith } from './permissions.js';

const NAMES = Object.keys(PERMISSIONS) as PermissionName[];
const CHANGING = /^(create|update|delete|write|import|enrol|revoke|command|manage):/;

describe('permissions', () => {
  it.each(NAMES)('%s is named by verb and object', (name) => {
    expect(name).toMatch(/^[a-z]+:[a-z]+(-[a-z]+)*$/);
  });

  it('let auditors read and change nothing', () => {
    expect(permissionsOf('auditor').filter((name) => CHANGING.test(name))).toEqual([]);
    expect(permissionsOf('auditor')).toContain('read:audit-trail');
  });

  it('let clients change nothing but their own account', () => {
    expect(permissionsOf('client').filter((name) => !name.startsWith('read:'))).toEqual([
      'change:own-account',
    ]);
  });

  it('keep accounts to administrators', () => {
    expect(rolesWith('manage:accounts')).toEqual(['admin']);
  });
});
