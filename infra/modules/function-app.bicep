// The function app on a Flex Consumption plan of its own.
import { alwaysReady, instanceMemory } from '../types.bicep'

@description('Region.')
param location string

@description('Tags of the resources.')
param tags object

@description('Name of the plan.')
param planName string

@description('Name of the app.')
@minLength(2)
@maxLength(60)
param name string

@description('Resource id of the identity of the app.')
param identityId string

@description('Address of the blob container that the deployed package lies in.')
param packageContainerUrl string

@description('Version of Node.')
param nodeVersion ('22' | '24')

@description('Instances that are always warm.')
param warmInstances alwaysReady

@description('What one instance has.')
param memory instanceMemory

@description('Most instances at a time, for each kind of function.')
@minValue(1)
@maxValue(1000)
param maximumInstances int

@description('Requests that one instance handles at a time.')
@minValue(1)
@maxValue(1000)
param requestsPerInstance int

@description('Whether the instances stand in several zones.')
param zoneRedundant bool

@description('Id of the subnet that the app goes out through; empty for none.')
param subnetId string

@description('Workspace that its metrics go to.')
param workspaceId string

// None is declared as nothing: zero instances cannot be declared for a zone redundant plan.
var declaredInstances = filter(
  [
    { name: 'http', instanceCount: warmInstances.http }
    { name: 'durable', instanceCount: warmInstances.durable }
  ],
  group => group.instanceCount > 0
)

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  // azd finds by this tag where the service of azure.yaml goes.
  tags: union(tags, { 'azd-service-name': 'ivr' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    keyVaultReferenceIdentity: identityId
    // Graph calls the app from addresses that Microsoft does not publish: its token is what lets it in.
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    outboundVnetRouting: empty(subnetId)
      ? null
      : {
          allTraffic: true
        }
    functionAppConfig: {
      runtime: {
        name: 'node'
        version: nodeVersion
      }
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      scaleAndConcurrency: {
        instanceMemoryMB: memory
        maximumInstanceCount: maximumInstances
        alwaysReady: declaredInstances
        triggers: {
          http: {
            perInstanceConcurrency: requestsPerInstance
          }
        }
      }
      // An update would end the calls in progress; a rolling one lets instances finish. No published type has it yet.
      #disable-next-line BCP037
      siteUpdateStrategy: {
        type: 'RollingUpdate'
      }
    }
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
  }
}

resource publishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2025-03-01' = [
  for way in ['ftp', 'scm']: {
    parent: app
    name: way
    properties: {
      allow: false
    }
  }
]

// The logs are in Application Insights already.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
  name: 'to-workspace'
  properties: {
    workspaceId: workspaceId
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Name of the app.')
output name string = app.name

@description('Where the app is reached: not always its name, so it is never built from it.')
output hostName string = app.properties.defaultHostName
