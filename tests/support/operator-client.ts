import { DEMO_PASSWORD, demoSystemClient } from '@shared/demo/operators';
import type { Alarm } from '@shared/domain/alarm';
import type { OperatorCode, Role } from '@shared/domain/codes';

/** What a call came back with; tests look at both. */
export interface Answer<T = unknown> {
  readonly status: number;
  readonly body: T;
  readonly headers: Headers;
}

/** Speaks to a hub over its public HTTP alone, as one operator's system or as one of its people. */
export class OperatorClient {
  private constructor(
    readonly hub: string,
    readonly operatorCode: OperatorCode,
    readonly token: string,
  ) {}

  /** Client credentials of the demonstration: `system-FTEL`. */
  static async system(hub: string, code: OperatorCode): Promise<OperatorClient> {
    const { clientId, clientSecret } = demoSystemClient(code);
    const answer = await fetch(`${hub}/oauth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret }),
    });
    const { access_token: token } = (await answer.json()) as { access_token: string };
    return new OperatorClient(hub, code, token);
  }

  /** An account of the demonstration: `supervisor.bytl`. */
  static async person(
    hub: string,
    role: Exclude<Role, 'system' | 'partner'>,
    code: OperatorCode,
  ): Promise<OperatorClient> {
    const answer = await fetch(`${hub}/api/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login: `${role}.${code.toLowerCase()}`, password: DEMO_PASSWORD }),
    });
    const { accessToken } = (await answer.json()) as { accessToken: string };
    return new OperatorClient(hub, code, accessToken);
  }

  /** Sends JSON and reads what comes back, whatever its status. */
  async call<T = unknown>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<Answer<T>> {
    const answer = await fetch(`${this.hub}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json') === true;
    return { status: answer.status, body: (isJson ? JSON.parse(text) : text) as T, headers: answer.headers };
  }

  /** The same, when anything but success is the test's failure. */
  async must<T = unknown>(method: 'GET' | 'POST' | 'PUT', path: string, body?: unknown): Promise<T> {
    const answer = await this.call<T>(method, path, body);
    if (answer.status >= 300) {
      throw new Error(`${method} ${path} as ${this.operatorCode}: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return answer.body;
  }

  alarms(alarms: readonly Alarm[]): Promise<unknown> {
    return this.must('POST', '/api/alarms', alarms);
  }
}
