/** What an app needs to start against the simulator at `graph`, and to be told of its calls at `host`. */
export const settingsFor = (graph, host) => ({
  GRAPH_BASE_URL: `${graph}/v1.0`,
  GRAPH_CREDENTIAL: 'none',
  CALLBACK_BASE_URL: host,
  NOTIFICATION_OPENID_CONFIGURATION_URL: `${graph}/v1/.well-known/OpenIdConfiguration`,
  BOT_APP_ID: '5f1d2c3b-4a59-4e68-9d77-86a5b4c3d2e1',
  BOT_TENANT_ID: 'b7a6f5e4-d3c2-41b0-9f8e-7d6c5b4a3928',
  SPEECH_PROVIDER: 'local',
});

/** Of this machine's environment only what processes need: no setting, and no path to other modules. */
export const bareEnvironment = { PATH: process.env.PATH, HOME: process.env.HOME };
