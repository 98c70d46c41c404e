// Private endpoints of storage accounts.
import { appNetwork } from '../types.bicep'

@description('A service of an account that gets a private endpoint.')
type endpointOfStorage = {
  @description('Resource id of the account.')
  accountId: string

  @description('Name of the account.')
  accountName: string

  @description('The service.')
  service: 'blob' | 'queue' | 'table'
}

@description('Region.')
param location string

@description('Tags of the resources.')
param tags object

@description('Where they stand.')
param network appNetwork

@description('What they lead to.')
param endpoints endpointOfStorage[]

var services = ['blob', 'queue', 'table']

module zones 'private-dns-zone.bicep' = [
  for service in services: {
    params: {
      name: 'privatelink.${service}.${environment().suffixes.storage}'
      tags: tags
      virtualNetworkId: network.virtualNetworkId
    }
  }
]

module privateEndpoints 'private-endpoint.bicep' = [
  for endpoint in endpoints: {
    params: {
      location: location
      tags: tags
      name: 'pe-${endpoint.accountName}-${endpoint.service}'
      subnetId: network.endpointSubnetId
      targetId: endpoint.accountId
      groupId: endpoint.service
      zoneId: zones[indexOf(services, endpoint.service)].outputs.id
    }
  }
]
