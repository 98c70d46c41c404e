// Azure AI Speech: says texts that have no audio file. Keys are off; the subdomain is what tokens need.

@description('Region.')
param location string

@description('Tags of the resource.')
param tags object

@description('Name of the resource, and its subdomain.')
@minLength(2)
@maxLength(64)
param name string

@description('Price tier; F0 is free, once in a subscription.')
param skuName ('F0' | 'S0')

@description('Workspace that its audit log goes to.')
param workspaceId string

resource account 'Microsoft.CognitiveServices/accounts@2025-09-01' = {
  name: name
  location: location
  tags: tags
  kind: 'SpeechServices'
  sku: {
    name: skuName
  }
  properties: {
    customSubDomainName: name
    disableLocalAuth: true
    publicNetworkAccess: 'Enabled'
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        category: 'Audit'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Resource id.')
output id string = account.id

@description('Name of the resource.')
output name string = account.name

@description('Region as the addresses of the service have it.')
output region string = account.location
