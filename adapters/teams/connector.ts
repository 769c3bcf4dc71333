import { ConfigurationBotFrameworkAuthentication, ConfigurationServiceClientCredentialFactory } from 'botbuilder';
import {
  type AppCredentials,
  type BotFrameworkAuthentication,
  ClaimsIdentity,
  type ConnectorClient,
  PasswordServiceClientCredentialFactory,
  type ServiceClientCredentials,
  TeamsConnectorClient,
} from 'botframework-connector';

import { isSignInProblem } from './errors.ts';
import type { TokenState } from './tenants.ts';

/** How long one call may take; what has no answer by then may have been carried out. */
export const TIMEOUT_MS = 10_000;
const LOGIN_URL = 'https://login.microsoftonline.com/botframework.com';
const SCOPE = 'https://api.botframework.com';

/** Who Hallway is to Azure; `local` is nobody, for the playground on the same machine. */
export type TeamsIdentity =
  | { readonly kind: 'local' }
  | {
      readonly kind: 'azure';
      readonly appId: string;
      readonly appType: 'SingleTenant' | 'MultiTenant' | 'UserAssignedMSI';
      readonly appPassword?: string;
      readonly tenantId?: string;
    };

/** Another cloud's addresses, or a test's; what is left out is the public cloud's. */
export interface Cloud {
  readonly openIdMetadataUrl?: string;
  readonly tokenIssuer?: string;
  /** Instead of signing in at Azure. */
  readonly credentials?: ServiceClientCredentials;
}

/** Two ways to the same service: one that calls once, and one for reading, which may be repeated. */
export interface Connector {
  readonly strict: ConnectorClient;
  readonly patient: ConnectorClient;
  readonly teams: TeamsConnectorClient;
}

/** Everything of the Bot Framework's SDK: checks what comes in, and speaks to the services it came from. */
export class BotFramework {
  readonly auth: BotFrameworkAuthentication;
  readonly #identity: TeamsIdentity;
  readonly #factory: ConfigurationServiceClientCredentialFactory;
  readonly #cloud: Cloud;
  readonly #connectors = new Map<string, Promise<Connector>>();
  #state: TokenState = 'untried';

  constructor(identity: TeamsIdentity, cloud: Cloud = {}) {
    this.#identity = identity;
    this.#cloud = cloud;
    this.#factory = new GivenCredentials(settingsOf(identity), cloud.credentials);
    const { openIdMetadataUrl } = cloud;
    const metadata = openIdMetadataUrl && {
      ToBotFromChannelOpenIdMetadataUrl: openIdMetadataUrl,
      ToBotFromEmulatorOpenIdMetadataUrl: openIdMetadataUrl,
    };
    this.auth = new ConfigurationBotFrameworkAuthentication(
      {
        ...(metadata && {
          ...metadata,
          ToBotFromChannelTokenIssuer: this.tokenIssuer,
          ...{ ToChannelFromBotLoginUrl: LOGIN_URL, ToChannelFromBotOAuthScope: SCOPE },
          ...{
            OAuthUrl: 'https://token.botframework.com',
            CallerId: 'urn:botframework:azure',
            ValidateAuthority: true,
          },
        }),
      },
      this.#factory,
    );
  }

  /** Who signs what comes in. */
  get tokenIssuer(): string {
    return this.#cloud.tokenIssuer ?? SCOPE;
  }

  /** The application's id; undefined for nobody. */
  get appId(): string | undefined {
    return this.#identity.kind === 'azure' ? this.#identity.appId : undefined;
  }

  /** The service that an address stands for; Teams may give each tenant another. */
  connector(serviceUrl: string): Promise<Connector> {
    const known = this.#connectors.get(serviceUrl);
    if (known) return known;
    const fresh = this.#open(serviceUrl);
    this.#connectors.set(serviceUrl, fresh);
    fresh.catch(() => this.#connectors.delete(serviceUrl));
    return fresh;
  }

  /** Credentials for another service of Microsoft's, such as Graph; signs in with the first request. */
  credentialsFor(audience: string, tenant?: string): Promise<ServiceClientCredentials> {
    const identity = this.#identity;
    // An app of many tenants signs in at the one whose people it asks about.
    const isElsewhere = tenant !== undefined && identity.kind === 'azure' && identity.appType === 'MultiTenant';
    const factory =
      isElsewhere && !this.#cloud.credentials
        ? new PasswordServiceClientCredentialFactory(identity.appId, identity.appPassword ?? '', tenant)
        : this.#factory;
    return factory.createCredentials(this.appId ?? '', audience, LOGIN_URL, true);
  }

  /** Whether Azure takes Hallway's credentials. */
  state(): TokenState {
    return this.#state;
  }

  /** Tries the credentials, before anybody waits for a message; throws where that cannot be done now. */
  async signIn(): Promise<void> {
    if (this.#state === 'ok') return;
    const credentials = this.#cloud.credentials ?? (await this.credentialsFor(SCOPE));
    try {
      if (this.#identity.kind === 'azure' && 'getToken' in credentials)
        await (credentials as AppCredentials).getToken();
      this.#state = 'ok';
    } catch (cause) {
      if (isSignInProblem(cause)) this.#state = 'refused';
      throw cause;
    }
  }

  async #open(serviceUrl: string): Promise<Connector> {
    const claims = new ClaimsIdentity(this.appId === undefined ? [] : [{ type: 'aud', value: this.appId }], true);
    const factory = this.auth.createConnectorFactory(claims);
    const [strict, patient] = await Promise.all([factory.create(serviceUrl, SCOPE), factory.create(serviceUrl, SCOPE)]);
    const teams = new TeamsConnectorClient(patient.credentials, { baseUri: serviceUrl });
    return { strict: withoutRetries(strict), patient, teams };
  }
}

/** The SDK's own choice of credentials for each type of app, unless some are given. */
class GivenCredentials extends ConfigurationServiceClientCredentialFactory {
  readonly #given: ServiceClientCredentials | undefined;

  constructor(settings: ReturnType<typeof settingsOf>, given: ServiceClientCredentials | undefined) {
    super(settings);
    this.#given = given;
  }

  override async createCredentials(appId: string, audience: string, loginEndpoint: string, isValidated: boolean) {
    return this.#given ?? super.createCredentials(appId, audience, loginEndpoint, isValidated);
  }
}

function settingsOf(identity: TeamsIdentity) {
  if (identity.kind === 'local') return {};
  const { appId, appPassword, appType, tenantId } = identity;
  return {
    MicrosoftAppId: appId,
    MicrosoftAppType: appType,
    ...(appPassword !== undefined && { MicrosoftAppPassword: appPassword }),
    ...(tenantId !== undefined && { MicrosoftAppTenantId: tenantId }),
  };
}

/** The connector repeats a POST after a 5xx or a reset: what failed is for the outbox to judge. */
function withoutRetries(client: ConnectorClient): ConnectorClient {
  const { pipeline } = (client as unknown as { client: { pipeline: { removePolicy(one: { name: string }): unknown } } })
    .client;
  pipeline.removePolicy({ name: 'defaultRetryPolicy' });
  return client;
}
