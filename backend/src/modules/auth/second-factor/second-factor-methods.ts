/** How a second factor can be shown: a code of an authenticator app, one by e-mail, one of the recovery sheet. */
export const SECOND_FACTOR_METHODS = ['totp', 'email', 'recovery'] as const;
export type SecondFactorMethod = (typeof SECOND_FACTOR_METHODS)[number];

/** What decides on the methods of a login. */
export interface SecondFactorState {
  readonly hasAuthenticator: boolean;
  /** Whether the account's holder chose codes by e-mail. */
  readonly emailCodes: boolean;
  readonly recoveryCodesLeft: number;
  /** Whether the account's role needs a second factor. */
  readonly isRequired: boolean;
}

/**
 * The methods that a login offers; none: it needs no second factor. Where the role needs one and none was set up, it
 * is a code by e-mail, which everybody can get. An authenticator app is not weakened by e-mail unless its owner chose so.
 */
export function methodsOf(state: SecondFactorState): SecondFactorMethod[] {
  const { hasAuthenticator, emailCodes, recoveryCodesLeft, isRequired } = state;
  const methods: SecondFactorMethod[] = [
    ...(hasAuthenticator ? (['totp'] as const) : []),
    ...(emailCodes || (isRequired && !hasAuthenticator) ? (['email'] as const) : []),
  ];
  return methods.length > 0 && recoveryCodesLeft > 0 ? [...methods, 'recovery'] : methods;
}

/** An address as a hint that does not give it away: `e•••@naif.example`. */
export function maskedAddress(email: string): string {
  const at = email.lastIndexOf('@');
  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
