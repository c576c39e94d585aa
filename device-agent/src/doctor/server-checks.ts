import type { ProbeResult, ProbeStep } from '../adapters/server-probe.js';
import { fault, ok, type Check } from './check.js';

/** A certificate that ends sooner than this is worth a word, ms. */
const SOON_MS = 7 * 86_400_000;

/** What a probe of a server means. `now` is ms since the epoch. */
export function serverCheck(
  title: string,
  server: string,
  result: ProbeResult,
  now: number,
): Check {
  if (!result.reached) {
    return fault(title, `${server}: ${words(result.step)} (${result.reason})`, remedy(result));
  }
  const { address, certificateEnds } = result;
  if (certificateEnds !== undefined && certificateEnds - now < SOON_MS) {
    const end = new Date(certificateEnds).toISOString().slice(0, 10);
    return fault(
      title,
      `${server} can be reached, but its certificate ends on ${end}`,
      'Tell whoever runs the server: it has to be renewed.',
    );
  }
  return ok(title, `${server} (${address}) can be reached and is well`);
}

function words(step: ProbeStep): string {
  switch (step) {
    case 'address':
      return 'this is no address of a server';
    case 'name':
      return 'its name is not found';
    case 'connection':
      return 'no connection';
    case 'certificate':
      return 'its certificate is not accepted';
    case 'answer':
      return 'it does not answer as a NAIF Control server';
  }
}

function remedy({ step, code }: ProbeResult & { readonly reached: false }): string {
  switch (step) {
    case 'address':
      return 'Correct NAIF_SERVER or NAIF_BACKUP_SERVER in /etc/naif-agent/agent.conf: it begins with https://.';
    case 'name':
      return 'Is the Pi online (modem, SIM card, aerial)? "ping 1.1.1.1" tells. If it is, the name in agent.conf is wrong.';
    case 'connection':
      return 'Is the Pi online (modem, SIM card, aerial)? If it is, the server is down or a firewall is in between. Readings wait meanwhile.';
    case 'certificate':
      return certificateRemedy(code);
    case 'answer':
      return 'Another program answers there, or the server is starting: compare the address with the one people use.';
  }
}

function certificateRemedy(code: string | undefined): string {
  switch (code) {
    case 'CERT_NOT_YET_VALID':
    case 'CERT_HAS_EXPIRED':
      return 'Is the clock right ("date")? If it is, the server’s certificate has to be renewed.';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'The certificate is for another name: use that one in agent.conf.';
    default:
      return 'A server with an authority of its own needs its certificate named by NAIF_CA_FILE in agent.conf. Otherwise somebody may be listening in: do not go on.';
  }
}
