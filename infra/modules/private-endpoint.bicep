// A private endpoint of one service, and its entry in the zone of its name.

@description('Region.')
param location string

@description('Tags of the resource.')
param tags object

@description('Name of the endpoint.')
param name string

@description('Subnet in which it stands.')
param subnetId string

@description('Resource that it leads to.')
param targetId string

@description('Which service of it: blob, queue, table or scheduler.')
param groupId string

@description('Private DNS zone of the service.')
param zoneId string

resource endpoint 'Microsoft.Network/privateEndpoints@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: {
      id: subnetId
    }
    privateLinkServiceConnections: [
      {
        name: groupId
        properties: {
          privateLinkServiceId: targetId
          groupIds: [
            groupId
          ]
        }
      }
    ]
  }
}

resource zoneGroup 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2025-05-01' = {
  parent: endpoint
  name: 'default'
  properties: {
    privateDnsZoneConfigs: [
      {
        name: groupId
        properties: {
          privateDnsZoneId: zoneId
        }
      }
    ]
  }
}
