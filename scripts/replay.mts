import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { buildChanged } from './build-targets.mts';
import { NODE, ROOT } from './processes.mts';
import { exitWithRefusal } from './terminal.mts';
