/** What other modules may use of auth. */
export { AccessTokens } from './access-tokens.js';
export {
  Account,
  type Language,
  LANGUAGES,
  type Theme,
  THEMES,
  type Units,
  UNITS,
} from './account.entity.js';
export { type AccountLogin, AccountLogins } from './account-logins.js';
export { AccountLinks, LINK_LIFE_MS } from './account-links.js';
export { CrossSiteRequest, Forbidden, NotAuthenticated } from './auth.errors.js';
export { isCrossSite, type RequestSource } from './cross-site.js';
export {
  type AuthenticatedDevice,
  DEVICE_AUTHENTICATOR,
  type DeviceAuthenticator,
} from './device-authenticator.js';
export { deviceName } from './device-name.js';
export { AccountMails } from './mails/account-mails.js';
export { invitationLink, linkOrigin } from './mails/mail-links.js';
export { Passwords } from './passwords.js';
export { type PermissionName, PERMISSIONS, permissionsOf, rolesWith } from './permissions.js';
export {
  Can,
  CurrentAccess,
  CurrentDevice,
  CurrentViewer,
  Device,
  LocalOrToken,
  type Policy,
  Public,
} from './policy.js';
export { ACCESS_COOKIE } from './session-cookies.js';
export { addressKey, plainAddress } from './address-key.js';
export { type LiveSession, Sessions } from './sessions.js';
export { TokenBuckets } from './token-buckets.js';
export { isOfVisibleClient, isVisibleClient, scopeIds } from './scope-sql.js';
export {
  type Access,
  isInScope,
  type Role,
  ROLES,
  type Scope,
  scopeOf,
  type Viewer,
  visibleClientId,
} from './viewer.js';
