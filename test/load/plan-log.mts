import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** A statement as the database carried it out. */
export interface ExecutedStatement {
  readonly milliseconds: number;
  readonly sql: string;
  /** EXPLAIN ANALYZE, line by line. */
  readonly plan: readonly string[];
}

interface DatabaseRecord {
  readonly superuserPassword: string;
  readonly port: number;
}

/** What a backend's log says of its database, with LOG_LEVEL=debug. */
interface LogLine {
  readonly event?: string;
  readonly text?: string;
}

/**
 * The plans by which an embedded PostgreSQL really answers: its module auto_explain tells each statement's, and the backend
 * passes that on into its log (LOG_LEVEL=debug). Timing every node costs: what is measured meanwhile counts for nothing.
 */
export class PlanLog {
  private readonly dataDir: string;

  constructor(dataDir: string) {
    this.dataDir = dataDir;
  }

  /** Has the database explain what it does from its next start on. */
  async prepare(): Promise<void> {
    const record = readFileSync(join(this.dataDir, 'database.json'), 'utf8');
    const { superuserPassword, port } = JSON.parse(record) as DatabaseRecord;
    const client = new Client({
      connectionString: `postgres://postgres:${superuserPassword}@127.0.0.1:${port}/postgres`,
    });
    await client.connect();
    try {
      await client.query("LOAD 'auto_explain'");
      for (const setting of [
        "session_preload_libraries = 'auto_explain'",
        'auto_explain.log_min_duration = 0',
        'auto_explain.log_analyze = on',
        'auto_explain.log_buffers = on',
      ]) {
        await client.query(`ALTER SYSTEM SET ${setting}`);
      }
    } finally {
      await client.end();
    }
  }

  /** What the database does while `work` runs. */
  async during(work: () => Promise<void>): Promise<ExecutedStatement[]> {
    const before = this.said().length;
    await work();
    // The log is written a little later.
    await sleep(300);
    return statementsOf(this.said().slice(before));
  }

  private said(): string[] {
    return readFileSync(join(this.dataDir, 'backend.log'), 'utf8')
      .split('\n')
      .filter((line) => line.includes('"database.says"'))
      .map((line) => (JSON.parse(line) as LogLine).text ?? '');
  }
}

/** A statement's first line is its duration, its others begin with a tab. */
function statementsOf(lines: readonly string[]): ExecutedStatement[] {
  const statements: { milliseconds: number; lines: string[] }[] = [];
  for (const line of lines) {
    const begin = /^duration: ([\d.]+) ms\s+plan:/.exec(line);
    if (begin) statements.push({ milliseconds: Number(begin[1]), lines: [] });
    else statements.at(-1)?.lines.push(line.replace(/^\t/, ''));
  }
  return statements.map((statement) => {
    const plan = statement.lines.findIndex((line) => line.includes('(cost='));
    const sql = statement.lines
      .slice(0, plan)
      .join(' ')
      .replace(/^Query Text: /, '');
    return {
      milliseconds: statement.milliseconds,
      sql: sql.replace(/\s+/g, ' ').trim(),
      plan: statement.lines.slice(plan),
    };
  });
}
