// A network of its own: a subnet that the app goes out through, and one for private endpoints.
import { appNetwork } from '../types.bicep'

@description('Region.')
param location string

@description('Tags of the resource.')
param tags object

@description('Name of the network.')
param name string

@description('Its addresses: a /24 or larger.')
param addressPrefix string

@description('Id of a NAT gateway of yours, which gives the app an outgoing address of its own; empty for none.')
param natGatewayId string

resource virtualNetwork 'Microsoft.Network/virtualNetworks@2025-05-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressPrefix
      ]
    }
    // Written here and not as resources of their own: a network that is deployed again keeps what it lists.
    subnets: [
      {
        // An underscore in the name is not taken for this delegation.
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          // Graph and Entra are public: without a way out the app could answer nobody.
          defaultOutboundAccess: true
          natGateway: empty(natGatewayId)
            ? null
            : {
                id: natGatewayId
              }
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 1)
          defaultOutboundAccess: false
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }

  resource appSubnet 'subnets' existing = {
    name: 'app'
  }

  resource endpointSubnet 'subnets' existing = {
    name: 'endpoints'
  }
}

@description('What the others need to know of it.')
output network appNetwork = {
  appSubnetId: virtualNetwork::appSubnet.id
  endpointSubnetId: virtualNetwork::endpointSubnet.id
  virtualNetworkId: virtualNetwork.id
}
