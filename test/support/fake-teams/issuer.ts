import { createHmac, createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

type Loose = Readonly<Record<string, unknown>>;

/** What a token says and is signed with; what is left out is as the Bot Framework writes it. */
export interface TokenOptions {
  readonly claims?: Loose;
  readonly kid?: string;
  /** Signed with a key of somebody else's, under the same name. */
  readonly isForged?: boolean;
  readonly alg?: 'RS256' | 'HS256' | 'none';
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
/** Making keys takes long, so every issuer of a process has the same. */
const pairs = new Map<string, ReturnType<typeof makePair>>();
const makePair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const pair = (name: string) => {
  const made = pairs.get(name) ?? makePair();
  pairs.set(name, made);
  return made;
};

/** An OpenID issuer on this machine that stands for the Bot Framework's: its metadata, its keys, its tokens. */
export class Issuer {
  readonly issuer = 'https://api.botframework.com';
  readonly appId: string;
  readonly #keys = new Map<string, { readonly key: KeyObject; readonly jwk: object }>();
  readonly #stranger = pair('stranger').privateKey;
  readonly #server: Server;

  private constructor(appId: string) {
    this.appId = appId;
    this.#add('teams', ['msteams']);
    this.#add('elsewhere', ['webchat']);
    this.#server = createServer((request, response) => {
      const isKeys = request.url === '/keys';
      const body = isKeys
        ? { keys: [...this.#keys.values()].map(({ jwk }) => jwk) }
        : { issuer: this.issuer, jwks_uri: `${this.origin}/keys`, id_token_signing_alg_values_supported: ['RS256'] };
      response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
    });
  }

  static async start(appId: string): Promise<Issuer> {
    const issuer = new Issuer(appId);
    issuer.#server.listen(0, '127.0.0.1');
    await once(issuer.#server, 'listening');
    return issuer;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get metadataUrl(): string {
    return `${this.origin}/.well-known/openidconfiguration`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }

  /** The header of a request whose activity names this service. */
  token(
    serviceUrl: string,
    { claims = {}, kid = 'teams', isForged = false, alg = 'RS256' }: TokenOptions = {},
  ): string {
    const seconds = Math.floor(Date.now() / 1_000);
    const usual = {
      iss: this.issuer,
      aud: this.appId,
      serviceurl: serviceUrl,
      nbf: seconds - 60,
      exp: seconds + 3_600,
    };
    const signed = `${encoded({ alg, typ: 'JWT', kid })}.${encoded({ ...usual, ...claims })}`;
    return `Bearer ${signed}.${this.#signature(signed, kid, isForged, alg)}`;
  }

  #signature(signed: string, kid: string, isForged: boolean, alg: string): string {
    const own = this.#keys.get(kid);
    if (alg === 'none') return '';
    if (alg === 'HS256') return createHmac('sha256', JSON.stringify(own?.jwk)).update(signed).digest('base64url');
    const key = isForged || !own ? this.#stranger : own.key;
    return createSign('RSA-SHA256').update(signed).sign(key).toString('base64url');
  }

  #add(kid: string, endorsements: readonly string[]): void {
    const { privateKey, publicKey } = pair(kid);
    const jwk = { ...publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256', x5t: kid, endorsements };
    this.#keys.set(kid, { key: privateKey, jwk });
  }
}
