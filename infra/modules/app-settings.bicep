// Every application setting of the app, written at once: what is not among them is deleted, and each writing updates
// the app. No secret is among them, since everything is reached by identity. docs/settings.md says what they mean.
import { durableBackend, pollingInterval } from '../types.bicep'

@description('Name of the app.')
param appName string

@description('Client id of the identity of the app.')
param identityClientId string

@description('Application (client) id of the registration of the bot.')
param botAppId string

@description('Tenant of that registration.')
param botTenantId string

@description('Where telemetry goes.')
param applicationInsightsConnectionString string

@description('Address of the blob service of the host storage.')
param hostBlobEndpoint string

@description('Address of the table service of the host storage.')
param hostTableEndpoint string

@description('Address of the blob service of the media store.')
param mediaBlobEndpoint string

@description('Address of the service of the queues.')
param queueEndpoint string

@description('Which durable back end the app has.')
param backend durableBackend

@description('With durableTaskScheduler: where it is reached.')
param schedulerEndpoint string

@description('With azureStorage: address of the blob service of the task hub.')
param taskHubBlobEndpoint string

@description('With azureStorage: address of the queue service of the task hub.')
param taskHubQueueEndpoint string

@description('With azureStorage: address of the table service of the task hub.')
param taskHubTableEndpoint string

@description('With azureStorage: how long an idle queue rests between two looks.')
param queuePollingInterval pollingInterval

@description('Region of the Speech resource; empty without one.')
param speechRegion string

@description('Resource id of the Speech resource; empty without one.')
param speechResourceId string

@description('Settings that are set only where they have a value.')
param optionalSettings { *: string }

// Of the Functions host, and of the worker through the same names.
var hostSettings = {
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
  AzureWebJobsStorage__tableServiceUri: hostTableEndpoint
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

// The triggers of the host read these, and the app too.
var connectionSettings = {
  IvrQueues__credential: 'managedidentity'
  IvrQueues__clientId: identityClientId
  IvrQueues__queueServiceUri: queueEndpoint
  IvrMedia__clientId: identityClientId
  IvrMedia__blobServiceUri: mediaBlobEndpoint
}

var graphSettings = {
  AZURE_CLIENT_ID: identityClientId
  BOT_APP_ID: botAppId
  BOT_TENANT_ID: botTenantId
  GRAPH_CREDENTIAL: 'federated'
}

// The back end that host.json names.
var schedulerSettings = {
  DURABLE_TASK_SCHEDULER_CONNECTION_STRING: 'Endpoint=${schedulerEndpoint};Authentication=ManagedIdentity;ClientID=${identityClientId}'
}

// What host.json says otherwise, and what only this back end has. The host takes these; what scales the app reads the
// file alone (infra/README.md).
var azureStorageSettings = {
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__type: 'AzureStorage'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__connectionStringName: 'IvrTaskHub'
  AzureFunctionsJobHost__extensions__durableTask__storageProvider__maxQueuePollingInterval: queuePollingInterval
  IvrTaskHub__credential: 'managedidentity'
  IvrTaskHub__clientId: identityClientId
  IvrTaskHub__blobServiceUri: taskHubBlobEndpoint
  IvrTaskHub__queueServiceUri: taskHubQueueEndpoint
  IvrTaskHub__tableServiceUri: taskHubTableEndpoint
}

var speechSettings = {
  SPEECH_REGION: speechRegion
  SPEECH_RESOURCE_ID: speechResourceId
}

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: appName
}

resource appSettings 'Microsoft.Web/sites/config@2025-03-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    toObject(filter(items(optionalSettings), setting => !empty(setting.value)), setting => setting.key, setting => setting.value),
    hostSettings,
    connectionSettings,
    graphSettings,
    backend == 'durableTaskScheduler' ? schedulerSettings : azureStorageSettings,
    empty(speechResourceId) ? {} : speechSettings
  )
}
