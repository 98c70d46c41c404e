// Everything the IVR needs in one resource group. infra/README.md says what that is, docs/deploy.md how to put it there.
import { alwaysReady, budget, durableBackend as durableBackendKind, instanceMemory, pollingInterval } from 'types.bicep'
import { alertThresholds as alertThresholdsOf } from 'watching/alert-thresholds.bicep'

// ---------------------------------------------------------------- The bot

@description('Application (client) id of the registration of the bot: what infra/identity puts out.')
@minLength(36)
@maxLength(36)
param botAppId string

@description('Tenant of that registration.')
param botTenantId string = tenant().tenantId

@description('What people read where the bot is shown.')
@minLength(1)
@maxLength(42)
param botDisplayName string = 'IVR'

@description('Price tier of the Azure bot. Teams is a standard channel with both.')
param botSku 'F0' | 'S1' = 'F0'

@description('Tenants whose calls are taken; empty for that of the bot alone.')
param allowedTenants string[] = []

// ---------------------------------------------------------------- Names and places

@description('Region of everything that has one.')
param location string = resourceGroup().location

@description('How the names of all resources begin, after their kind: lower-case letters and digits.')
@minLength(2)
@maxLength(8)
param namePrefix string = 'ivr'

@description('Tags of all resources.')
param tags { *: string } = {}

// ---------------------------------------------------------------- The app

@description('Version of Node that the app runs on.')
param nodeVersion '22' | '24' = '22'

@description('Instances that are always warm. A phone number that people rely on needs one of each at least.')
param warmInstances alwaysReady = {
  http: 1
  durable: 1
}

@description('What one instance has, in MB.')
param memory instanceMemory = 2048

@description('Most instances at a time, for each kind of function.')
@minValue(1)
@maxValue(1000)
param maximumInstances int = 100

@description('Webhook requests that one instance handles at a time.')
@minValue(1)
@maxValue(1000)
param requestsPerInstance int = 32

@description('Whether everything stands in several zones. With it two instances are warm of each kind that is.')
param zoneRedundant bool = false

@description('What is logged: error, warn, info or debug.')
param logLevel 'error' | 'warn' | 'info' | 'debug' = 'info'

@description('Object id of the resource account that calls phones where a request for an outbound call names none.')
param outboundInstanceId string = ''

@description('How many calls from the queue go on at the same time; 0 stops them.')
@minValue(0)
@maxValue(1000)
param outboundConcurrentCalls int = 20

@description('How many calls from the queue are begun in a minute.')
@minValue(1)
@maxValue(600)
param outboundCallsPerMinute int = 60

@description('Hosts and address ranges that http nodes may reach although they are private.')
param httpAllowedHosts string[] = []

@description('Voices to use instead of the standard ones: en-GB=en-GB-RyanNeural and so on.')
param speechVoices string[] = []

@description('Further application settings: those that flows name, and whatever of docs/settings.md has no parameter here. A secret is a Key Vault reference.')
param otherSettings { *: string } = {}

// ---------------------------------------------------------------- The durable back end

@description('Where the state of calls is kept.')
param durableBackend durableBackendKind = 'durableTaskScheduler'

@description('With durableTaskScheduler: paid by the action, or by the capacity unit.')
param schedulerSku 'Consumption' | 'Dedicated' = 'Consumption'

@description('With a dedicated scheduler: its capacity units. Three stand in three zones.')
@minValue(1)
@maxValue(3)
param schedulerCapacity int = 1

@description('With azureStorage: how long an idle queue rests between two looks. Callers wait for it.')
param queuePollingInterval pollingInterval = '00:00:01'

// ---------------------------------------------------------------- Speech and media

@description('Price tier of Azure AI Speech, which says texts that have no audio file; none for no such resource.')
param speechSku 'none' | 'F0' | 'S0' = 'S0'

@description('Region of Azure AI Speech.')
param speechLocation string = location

@description('Days after which the store itself deletes what the app has left: more than any recording is kept (365 days at most).')
@minValue(3)
param mediaRetentionDays int = 366

// ---------------------------------------------------------------- Telemetry

@description('Days for which telemetry is kept.')
@minValue(30)
@maxValue(730)
param telemetryRetentionDays int = 90

@description('Most gigabytes of telemetry in a day; -1 for no limit.')
@minValue(-1)
param telemetryDailyGb int = -1

@description('Who is told by the alerts; empty for nobody, and then they are only seen in the portal.')
param alertEmails string[] = []

@description('Ids of action groups of your own that are told too: by SMS, by voice, by a webhook of who is on call.')
param alertActionGroupIds string[] = []

@description('How the names of alerts begin: who is woken reads there which app it is.')
param alertPrefix string = namePrefix

@description('Where alerts say what to do: the address of your copy of docs/operate.md.')
param alertRunbook string = 'docs/operate.md'

@description('When alerts are raised, where that is not the usual.')
param alertThresholds alertThresholdsOf = {}

// ---------------------------------------------------------------- Isolation, cost, protection

@description('Whether storage and scheduler can be reached from a network of their own only. Graph still reaches the app.')
param isolated bool = false

@description('With isolation: the addresses of the network, a /24 or larger.')
param networkPrefix string = '10.80.0.0/24'

@description('With isolation: id of a NAT gateway of yours, which gives the app an outgoing address of its own.')
param natGatewayId string = ''

@description('A budget of the resource group that tells people what it costs; null for none.')
param costBudget budget?

@description('Whether what holds calls, recordings and telemetry is protected from being deleted.')
param locked bool = false

// ---------------------------------------------------------------- What follows from it

// What the parameter files give where the environment says nothing.
var nobody = '00000000-0000-0000-0000-000000000000'
var registeredBot = botAppId == nobody
  ? fail('botAppId is not set. Set BOT_APP_ID, in every new shell: docs/deploy.md.')
  : botAppId

var unique = uniqueString(resourceGroup().id)
var taskHubName = loadJsonContent('../host.json').extensions.durableTask.hubName
var withScheduler = durableBackend == 'durableTaskScheduler'
var withSpeech = speechSku != 'none'
// null where storage and scheduler are public.
var appNetwork = isolated ? network!.outputs.network : null

module identity 'modules/app-identity.bicep' = {
  params: {
    location: location
    tags: tags
    namePrefix: namePrefix
  }
}

module monitoring 'modules/monitoring.bicep' = {
  params: {
    location: location
    tags: tags
    workspaceName: 'log-${namePrefix}-${unique}'
    componentName: 'appi-${namePrefix}-${unique}'
    retentionInDays: telemetryRetentionDays
    dailyQuotaGb: telemetryDailyGb
    locked: locked
  }
}

module network 'modules/network.bicep' = if (isolated) {
  params: {
    location: location
    tags: tags
    name: 'vnet-${namePrefix}-${unique}'
    addressPrefix: networkPrefix
    natGatewayId: natGatewayId
  }
}

module storage 'modules/storage.bicep' = {
  params: {
    location: location
    tags: tags
    namePrefix: namePrefix
    unique: unique
    zoneRedundant: zoneRedundant
    isolated: isolated
    network: appNetwork
    withTaskHub: !withScheduler
    mediaRetentionDays: mediaRetentionDays
    locked: locked
  }
}

module scheduler 'modules/durable-scheduler.bicep' = if (withScheduler) {
  params: {
    location: location
    tags: tags
    name: 'dts-${namePrefix}-${unique}'
    taskHubName: taskHubName
    skuName: schedulerSku
    capacity: schedulerCapacity
    isolated: isolated
    network: appNetwork
    locked: locked
  }
}

module speech 'modules/speech.bicep' = if (withSpeech) {
  params: {
    location: speechLocation
    tags: tags
    name: 'spch-${namePrefix}-${unique}'
    skuName: speechSku == 'F0' ? 'F0' : 'S0'
    workspaceId: monitoring.outputs.workspaceId
  }
}

module roles 'modules/roles.bicep' = {
  params: {
    principalId: identity.outputs.principalId
    componentName: monitoring.outputs.componentName
    hostAccountName: storage.outputs.hostAccountName
    mediaAccountName: storage.outputs.mediaAccountName
    taskHubAccountName: storage.outputs.taskHubAccountName
    schedulerName: withScheduler ? scheduler!.outputs.name : ''
    taskHubName: taskHubName
    speechName: withSpeech ? speech!.outputs.name : ''
  }
}

// ---------------------------------------------------------------- The app

module functionApp 'modules/function-app.bicep' = {
  params: {
    location: location
    tags: tags
    planName: 'plan-${namePrefix}-${unique}'
    name: 'func-${namePrefix}-${unique}'
    identityId: identity.outputs.id
    packageContainerUrl: storage.outputs.packageContainerUrl
    nodeVersion: nodeVersion
    warmInstances: warmInstances
    memory: memory
    maximumInstances: maximumInstances
    requestsPerInstance: requestsPerInstance
    zoneRedundant: zoneRedundant
    subnetId: appNetwork.?appSubnetId ?? ''
    workspaceId: monitoring.outputs.workspaceId
  }
  // Without its roles and endpoints the app would find neither its package nor its storage when it starts. Roles come
  // after what they are roles on, and that after its endpoints.
  dependsOn: [roles]
}

module appSettings 'modules/app-settings.bicep' = {
  params: {
    appName: functionApp.outputs.name
    identityClientId: identity.outputs.clientId
    botAppId: registeredBot
    botTenantId: botTenantId
    applicationInsightsConnectionString: monitoring.outputs.connectionString
    hostBlobEndpoint: storage.outputs.hostBlobEndpoint
    hostTableEndpoint: storage.outputs.hostTableEndpoint
    mediaBlobEndpoint: storage.outputs.mediaBlobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    backend: durableBackend
    schedulerEndpoint: withScheduler ? scheduler!.outputs.endpoint : ''
    taskHubBlobEndpoint: storage.outputs.taskHubBlobEndpoint
    taskHubQueueEndpoint: storage.outputs.taskHubQueueEndpoint
    taskHubTableEndpoint: storage.outputs.taskHubTableEndpoint
    queuePollingInterval: queuePollingInterval
    speechRegion: withSpeech ? speech!.outputs.region : ''
    speechResourceId: withSpeech ? speech!.outputs.id : ''
    // A setting that the app has learnt to read is one parameter, and one line here.
    optionalSettings: union(otherSettings, {
      ALLOWED_TENANTS: join(allowedTenants, ',')
      HTTP_ALLOWED_HOSTS: join(httpAllowedHosts, ',')
      LOG_LEVEL: logLevel
      OUTBOUND_CALLS_PER_MINUTE: string(outboundCallsPerMinute)
      OUTBOUND_CONCURRENT_CALLS: string(outboundConcurrentCalls)
      OUTBOUND_INSTANCE_ID: outboundInstanceId
      SPEECH_VOICES: join(speechVoices, ',')
    })
  }
}

module bot 'modules/bot.bicep' = {
  params: {
    name: 'bot-${namePrefix}-${unique}'
    tags: tags
    displayName: botDisplayName
    skuName: botSku
    appId: registeredBot
    tenantId: botTenantId
    appHostName: functionApp.outputs.hostName
    workspaceId: monitoring.outputs.workspaceId
  }
}

// ---------------------------------------------------------------- Watching and cost

module alerts 'watching/alerts.bicep' = {
  params: {
    location: location
    tags: tags
    namePrefix: alertPrefix
    applicationInsightsId: monitoring.outputs.componentId
    alertEmails: alertEmails
    alertActionGroupIds: alertActionGroupIds
    runbook: alertRunbook
    appHostName: functionApp.outputs.hostName
    thresholds: alertThresholds
  }
}

module workbook 'watching/workbook.bicep' = {
  params: {
    location: location
    tags: tags
    applicationInsightsId: monitoring.outputs.componentId
    displayName: botDisplayName
  }
}

module spending 'modules/budget.bicep' = if (costBudget != null) {
  params: {
    name: 'budget-${namePrefix}-${unique}'
    limit: costBudget!
  }
}

// ---------------------------------------------------------------- Outputs

@description('Name of the function app: where the package is deployed to.')
output functionAppName string = functionApp.outputs.name

@description('Host name of the app.')
output functionAppHostName string = functionApp.outputs.hostName

@description('Where Teams tells of incoming calls.')
output callingWebhook string = bot.outputs.webhook

@description('Name of the Azure bot.')
output botName string = bot.outputs.name

@description('Name of the Application Insights component.')
output applicationInsightsName string = monitoring.outputs.componentName

@description('Name of the storage account of media and queues.')
output mediaAccountName string = storage.outputs.mediaAccountName

@description('Name of the identity of the app.')
output appIdentityName string = identity.outputs.name

@description('Object id of the identity of the app: what a role for another service is assigned to.')
output appIdentityPrincipalId string = identity.outputs.principalId
