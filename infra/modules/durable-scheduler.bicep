// The Durable Task Scheduler and the task hub of the app, and with isolation its private endpoint. Creating it may take
// a quarter of an hour.
import { appNetwork } from '../types.bicep'

@description('Region.')
param location string

@description('Tags of the scheduler.')
param tags object

@description('Name of the scheduler: letters, digits and hyphens.')
@minLength(3)
@maxLength(64)
param name string

@description('Name of the task hub: hubName of host.json.')
param taskHubName string

@description('Consumption is paid by the action; Dedicated by the capacity unit.')
param skuName ('Consumption' | 'Dedicated')

@description('Capacity units of a dedicated scheduler; three stand in three zones.')
@minValue(1)
@maxValue(3)
param capacity int

@description('Whether it can be reached from the network of the app only.')
param isolated bool

@description('With isolation: the network of the app.')
param network appNetwork?

@description('Whether it is protected from being deleted.')
param locked bool

resource scheduler 'Microsoft.DurableTask/schedulers@2026-02-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    sku: skuName == 'Dedicated'
      ? {
          name: 'Dedicated'
          capacity: capacity
        }
      : {
          name: 'Consumption'
        }
    // An empty list lets nobody in. Who comes needs a token of Entra and a role, wherever from.
    ipAllowlist: [
      '0.0.0.0/0'
    ]
    publicNetworkAccess: isolated ? 'Disabled' : 'Enabled'
  }
}

resource taskHub 'Microsoft.DurableTask/schedulers/taskHubs@2026-02-01' = {
  parent: scheduler
  name: taskHubName
}

resource lock 'Microsoft.Authorization/locks@2020-05-01' = if (locked) {
  scope: scheduler
  name: 'keep'
  properties: {
    level: 'CanNotDelete'
    notes: 'Calls in progress are kept here.'
  }
}

module endpoint 'scheduler-endpoint.bicep' = if (isolated) {
  params: {
    location: location
    tags: tags
    network: network! // with isolation there is one
    schedulerId: scheduler.id
    schedulerName: scheduler.name
  }
}

@description('Name of the scheduler.')
output name string = scheduler.name

@description('Where the scheduler is reached.')
output endpoint string = scheduler.properties.endpoint
