// The Azure bot: leads calls of Teams to the app.

@description('Name of the bot.')
@minLength(2)
@maxLength(64)
param name string

@description('Tags of the resource.')
param tags object

@description('What people read.')
param displayName string

@description('Price tier.')
param skuName ('F0' | 'S1')

@description('Application (client) id of its registration.')
param appId string

@description('Tenant of its registration.')
param tenantId string

@description('Host name of the app.')
param appHostName string

@description('Workspace that its log goes to.')
param workspaceId string

var webhook = 'https://${appHostName}/api/notifications'

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: {
    name: skuName
  }
  properties: {
    displayName: displayName
    // Of messages. It is mandatory, but the bot takes calls only: a message is refused there, as its token is not Graph's.
    endpoint: webhook
    msaAppId: appId
    msaAppTenantId: tenantId
    msaAppType: 'SingleTenant'
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      acceptedTerms: true
      callingWebhook: webhook
      deploymentEnvironment: 'CommercialDeployment'
      enableCalling: true
      incomingCallRoute: 'graphPma'
      isEnabled: true
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: bot
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

@description('Name of the bot.')
output name string = bot.name

@description('Where Teams tells of incoming calls.')
output webhook string = teams.properties.properties.callingWebhook
