import { statSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import { fault, ok, unknown, type Check } from './check.js';

/** The device's secret, and the answer to its enrolment. */
const SECRET_FILES = ['device-key.pem', 'enrolment.json'] as const;

/** Whether this device has enrolled, and whether nobody else can read by what it proves itself. */
export function enrolmentChecks(folder: string): readonly Check[] {
  const found = look(folder);
  if (found === 'refused') {
    return [
      fault(
        'Enrolment',
        `the folder ${folder} may not be read by this user`,
        'Run this with sudo.',
      ),
    ];
  }
  if (found === undefined) return [notEnrolled()];
  const enrolment = look(join(folder, 'enrolment.json'));
  if (enrolment === 'refused') {
    return [
      fault(
        'Enrolment',
        'the enrolment may not be read by this user',
        `Run this with sudo. If it is: sudo chown -R naif-agent: ${folder}`,
      ),
    ];
  }
  return [
    enrolment ? ok('Enrolment', 'this device has enrolled') : notEnrolled(),
    secrecy(folder, found),
  ];
}

function notEnrolled(): Check {
  return fault(
    'Enrolment',
    'this device has not enrolled yet',
    'Let an employee create a code on the vehicle’s page, then: sudo naif-agent enrol --server https://YOUR-SERVER',
  );
}

function secrecy(folder: string, { mode }: Stats): Check {
  const open = [
    ...((mode & 0o077) === 0 ? [] : [`${folder} is open to others`]),
    ...SECRET_FILES.flatMap((name) => {
      const file = look(join(folder, name));
      if (file === undefined || file === 'refused' || (file.mode & 0o077) === 0) return [];
      return [`${name} can be read by others`];
    }),
  ];
  if (open.length === 0) return ok('Secrets', 'only the agent itself can read them');
  return fault(
    'Secrets',
    open.join(', '),
    `sudo chmod -R go= ${folder}. If somebody had access to this machine, enrol anew.`,
  );
}

function look(path: string): Stats | 'refused' | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return 'refused';
  }
}

/** Whether the agent runs; `running` is its answer's summary, `active` what systemd says. */
export function serviceCheck(
  running: string | undefined,
  active: string | undefined,
  problem: string | undefined,
): Check {
  if (running !== undefined) return ok('Service', running);
  if (problem !== undefined) return fault('Service', problem, 'Run this with sudo.');
  switch (active) {
    case undefined:
      return unknown('Service', 'no agent runs here, and there is no systemd to ask about it');
    case 'failed':
    case 'activating':
      return fault(
        'Service',
        'systemd starts the agent, but it does not stay',
        'Its own words: journalctl -u naif-agent -n 50',
      );
    case 'active':
      return fault(
        'Service',
        'the agent runs but does not tell its status',
        'sudo systemctl restart naif-agent. If that does not help: journalctl -u naif-agent -n 50',
      );
    default:
      return fault('Service', 'the agent does not run', 'sudo systemctl enable --now naif-agent');
  }
}
