// A private DNS zone: in the network, the names of a service lead to its private endpoints.

@description('Name of the zone.')
param name string

@description('Tags of the resources.')
param tags object

@description('Id of the network in which it holds.')
param virtualNetworkId string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: name
  location: 'global'
  tags: tags
}

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = {
  parent: zone
  name: 'ivr'
  location: 'global'
  tags: tags
  properties: {
    registrationEnabled: false
    virtualNetwork: {
      id: virtualNetworkId
    }
  }
}

@description('Resource id of the zone.')
output id string = zone.id
