import type { session as french } from './session.fr';

/** Words of the login page and of what may go wrong with a session, in English. */
export const session: typeof french = {
  title: 'Sign in',
  lead: 'The insured fleet, live.',
  email: 'E-mail address',
  password: 'Password',
  showPassword: 'Show password',
  hidePassword: 'Hide password',
  submit: 'Sign in',
  submitting: 'Signing in…',
  help: 'No access yet, or forgot your password? Your administrator can help.',
  emailMissing: 'Enter your e-mail address.',
  emailMalformed: 'This address is not complete: perhaps the @ or the domain is missing.',
  passwordMissing: 'Enter your password.',
  wrong: 'The address or the password does not match. Check both and try again.',
  throttled: 'Too many attempts in a row. Try again in {{ wait }}.',
  unreachable: 'NAIF Control does not answer. Check your connection and try again.',
  offline: 'You are offline. Connect to the internet, then try again.',
  failed: 'Signing in did not work. Try again; if it keeps happening, tell support.',
  expired: 'Your session has expired. Sign in again to go on where you were.',
  revoked:
    'This session was ended from another device or by an administrator. Sign in again to go on where you were.',
  unreachableTitle: 'NAIF Control does not answer',
  unreachableText:
    'The server cannot be reached at the moment. This page keeps trying and will open as soon as it answers.',
  factor: {
    title: 'Two-step verification',
    code: 'Code',
    lead: {
      totp: 'Enter the six digits that your authenticator app shows.',
      email: 'Enter the six digits that we send you by e-mail.',
      emailSent: 'Enter the six digits sent to {{ address }}. They are good for ten minutes.',
      recovery: 'Enter one of your recovery codes. Each works once.',
    },
    use: {
      totp: 'Use the app',
      email: 'Get a code by e-mail',
      recovery: 'Use a recovery code',
    },
    again: 'Send another code',
    remember: 'Do not ask again on this device for 30 days',
    submit: 'Verify',
    back: 'Back to sign-in',
    missing: 'Enter the code.',
    wrong: 'This code is not right, or was used before. Check it and try again.',
  },
};
