import { RIG_EMPLOYEE } from './fleet.mts';

/** A one-time enrolment code for a vehicle, fetched as the rig's employee would. */
export async function enrolmentCode(backendUrl: string, vehicleId: string): Promise<string> {
  const post = (path: string, body: object, cookie = ''): Promise<Response> =>
    fetch(`${backendUrl}/api${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  const login = await post('/auth/login', RIG_EMPLOYEE);
  const cookie = login.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  const answer = await post(`/vehicles/${vehicleId}/enrolment-codes`, {}, cookie);
  if (answer.status !== 201) throw new Error(`No enrolment code: ${String(answer.status)}`);
  return ((await answer.json()) as { code: string }).code;
}
