/** What other modules may use of auth. */
export { AccessTokens } from './access-tokens.js';
export { Account, type Language, LANGUAGES } from './account.entity.js';
export { CrossSiteRequest, Forbidden, NotAuthenticated } from './auth.errors.js';
export { isCrossSite, type RequestSource } from './cross-site.js';
export {
  type AuthenticatedDevice,
  DEVICE_AUTHENTICATOR,
  type DeviceAuthenticator,
} from './device-authenticator.js';
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
export { TokenBuckets } from './token-buckets.js';
export { type Access, type Role, ROLES, type Viewer, visibleClientId } from './viewer.js';
