// The private endpoint of a Durable Task Scheduler.
import { appNetwork } from '../types.bicep'

@description('Region.')
param location string

@description('Tags of the resources.')
param tags object

@description('Where it stands.')
param network appNetwork

@description('Resource id of the scheduler.')
param schedulerId string

@description('Name of the scheduler.')
param schedulerName string

module zone 'private-dns-zone.bicep' = {
  params: {
    name: 'privatelink.durabletask.io'
    tags: tags
    virtualNetworkId: network.virtualNetworkId
  }
}

module endpoint 'private-endpoint.bicep' = {
  params: {
    location: location
    tags: tags
    name: 'pe-${schedulerName}'
    subnetId: network.endpointSubnetId
    targetId: schedulerId
    groupId: 'scheduler'
    zoneId: zone.outputs.id
  }
}
