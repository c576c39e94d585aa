/** The server answered with a problem. */
export class ApiProblem extends Error {
  readonly status: number;
  constructor(request: string, status: number, detail: string) {
    super(`${request} was answered with ${status}: ${detail}`);
    this.status = status;
  }
}

/** The server's HTTP API as one signed-in person uses it. */
export class NaifApi {
  private readonly origin: string;
  private cookies = '';

  /** @param origin for instance `http://127.0.0.1:8080` */
  constructor(origin: string) {
    this.origin = origin;
  }

  /** Signs in; the session's cookies go along with everything that follows. */
  async login(email: string, password: string): Promise<void> {
    const response = await this.request('POST', '/api/auth/login', { email, password });
    this.cookies = response.headers
      .getSetCookie()
      .map((cookie) => cookie.split(';')[0])
      .join('; ');
  }

  /** Reads one resource. The caller names the answer's shape. */
  async get<Answer>(path: string): Promise<Answer> {
    return (await this.request('GET', path)).json() as Promise<Answer>;
  }

  /** Creates something. The caller names the answer's shape. */
  async post<Answer>(path: string, body: object = {}): Promise<Answer> {
    return (await this.request('POST', path, body)).json() as Promise<Answer>;
  }

  /** Reads every page of a list. */
  async list<Item>(path: string): Promise<Item[]> {
    const items: Item[] = [];
    for (let page = 1; ; page++) {
      const answer = await this.get<{ items: Item[]; total: number }>(
        `${path}?page=${page}&pageSize=100`,
      );
      items.push(...answer.items);
      if (answer.items.length === 0 || items.length >= answer.total) return items;
    }
  }

  private async request(method: string, path: string, body?: object): Promise<Response> {
    const response = await fetch(this.origin + path, {
      method,
      headers: {
        ...(this.cookies === '' ? {} : { cookie: this.cookies }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new ApiProblem(`${method} ${path}`, response.status, await response.text());
    return response;
  }
}
