import type { AuthenticationResponseJSON, RegistrationResponseJSON } from '@simplewebauthn/server';

/** Longest text of an answer, characters: the key and the attestation of a real authenticator stay below. */
const MOST = 20_000;

/**
 * A new passkey as the browser tells it (`PublicKeyCredential.toJSON()`), field by field: browsers may add others.
 * `undefined` when something is missing.
 */
export function registrationOf(
  credential: Readonly<Record<string, unknown>>,
): RegistrationResponseJSON | undefined {
  const response = objectOf(credential['response']);
  const [id, clientDataJSON, attestationObject] = [
    textOf(credential['id']),
    textOf(response['clientDataJSON']),
    textOf(response['attestationObject']),
  ];
  if (!id || !clientDataJSON || !attestationObject) return undefined;
  const { transports } = response;
  const named = Array.isArray(transports) ? transports.filter((one) => textOf(one)) : [];
  return {
    id,
    rawId: textOf(credential['rawId']) ?? id,
    type: 'public-key',
    clientExtensionResults: {},
    response: {
      clientDataJSON,
      attestationObject,
      transports: (named as string[]).slice(0, 10).map((one) => one.slice(0, 32)),
    },
  };
}

/** What a passkey signed, in the same way. */
export function assertionOf(
  credential: Readonly<Record<string, unknown>>,
): AuthenticationResponseJSON | undefined {
  const response = objectOf(credential['response']);
  const [id, clientDataJSON, authenticatorData, signature, userHandle] = [
    textOf(credential['id']),
    textOf(response['clientDataJSON']),
    textOf(response['authenticatorData']),
    textOf(response['signature']),
    textOf(response['userHandle']),
  ];
  if (!id || !clientDataJSON || !authenticatorData || !signature || !userHandle) return undefined;
  return {
    id,
    rawId: textOf(credential['rawId']) ?? id,
    type: 'public-key',
    clientExtensionResults: {},
    response: { clientDataJSON, authenticatorData, signature, userHandle },
  };
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.length <= MOST ? value : undefined;
}
